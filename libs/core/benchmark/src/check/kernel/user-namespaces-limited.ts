import { defineCheck, nist, unknown } from '../../check.ts';

const KEYS = [
  'user.max_user_namespaces',
  'kernel.unprivileged_userns_clone',
  'kernel.apparmor_restrict_unprivileged_userns',
];
const EXPECTED = 'unprivileged users make no user namespaces, or somebody decided that they may';

/** Rootless containers need them, so an open host is a question to a person and not a failure. */
export const userNamespacesLimited = defineCheck({
  id: 'user-namespaces-limited',
  title: 'Unprivileged user namespaces are closed or decided on',
  rationale:
    'They give any process the kernel interfaces of root; most recent ways from a container to the host began there.',
  remediation: 'Without rootless containers set "user.max_user_namespaces = 0"; with them accept this check.',
  severity: 'MEDIUM',
  controls: [nist('4.5.1'), nist('4.5.2')],
  requires: ['sysctls'],
  reads: KEYS.map((key) => `sysctls/${key}`),
  evaluate(facts) {
    const evidence = KEYS.flatMap((key) => {
      const value = facts.sysctls[key];
      return value === undefined ? [] : [{ fact: `sysctls/${key}`, value }];
    });
    if (evidence.length === 0) return unknown(facts, [`sysctls/${KEYS[0] ?? ''}`], EXPECTED);
    const closed =
      facts.sysctls['user.max_user_namespaces'] === '0' ||
      facts.sysctls['kernel.unprivileged_userns_clone'] === '0' ||
      facts.sysctls['kernel.apparmor_restrict_unprivileged_userns'] === '1';
    if (closed) return { state: 'PASS', expected: EXPECTED, actual: 'closed', evidence };
    return { state: 'MANUAL', expected: EXPECTED, actual: 'open to every user', evidence };
  },
});
