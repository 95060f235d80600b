import { cisDocker, defineCheck, nist, unknown } from '../../check.ts';

const EXPECTED = 'the API listens on Unix sockets only, or on TCP with tlsverify';

export const dockerApiAuthenticated = defineCheck({
  id: 'docker-api-authenticated',
  title: 'The Docker API asks for a client certificate',
  rationale: 'An open API port is root for everybody who reaches it; scanners find it within hours.',
  remediation: 'Take "tcp://" out of "hosts" in daemon.json, or set "tlsverify" with a CA of your own.',
  severity: 'CRITICAL',
  controls: [cisDocker('2.7'), nist('4.4.3'), nist('4.5.4')],
  requires: ['docker'],
  evaluate(facts) {
    const { installed, settings } = facts.docker;
    if (!installed) {
      return { state: 'NOT_APPLICABLE', expected: EXPECTED, actual: 'no Docker daemon is installed', evidence: [] };
    }
    if (settings === undefined) return unknown(facts, ['docker/settings'], EXPECTED);
    const hosts = settings['hosts'] ?? [];
    const verified = settings['tlsverify']?.[0] === 'true';
    const evidence = [
      { fact: 'docker/hosts', value: hosts.length === 0 ? 'the default socket' : hosts.join(', ') },
      { fact: 'docker/tlsverify', value: String(verified) },
    ];
    const open = hosts.filter((host) => host.startsWith('tcp:') || host.startsWith('http'));
    if (open.length === 0 || verified) return { state: 'PASS', expected: EXPECTED, actual: 'as expected', evidence };
    return { state: 'FAIL', expected: EXPECTED, actual: `open: ${open.join(', ')}`, evidence };
  },
});
