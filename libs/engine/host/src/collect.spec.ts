import { describe, expect, test } from '@jest/globals';
import { computedId } from '@bulkhead/core-base';
import { HOST_FACTS_SCHEMA, LINUX_CONTAINER_HOST, runBenchmark, type HostFacts } from '@bulkhead/core-benchmark';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { collectWalk } from './collect-walk.ts';
import { collectHostFacts } from './collect.ts';
import { GapList } from './gap-list.ts';
import { RootReader } from './root-reader.ts';

const clock = { now: () => new Date('2026-11-22T08:00:00.000Z') };
const MACHINE_ID = '0123456789abcdef0123456789abcdef';

async function aRoot(files: Readonly<Record<string, string>>): Promise<AsyncDisposable & { path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'bulkhead-host-'));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(path, name)), { recursive: true });
    await writeFile(join(path, name), text);
  }
  return { path, [Symbol.asyncDispose]: async () => rm(path, { recursive: true, force: true }) };
}

function overJson(facts: HostFacts): unknown {
  return JSON.parse(JSON.stringify(facts));
}

const DEBIAN = {
  'etc/machine-id': `${MACHINE_ID}\n`,
  'etc/hostname': 'Web-1\n',
  'etc/os-release': 'ID=debian\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\n',
  'etc/passwd': 'root:x:0:0:root:/root:/bin/bash\ntoor:x:0:0::/root:/bin/sh\n',
  'etc/shadow': 'root:$6$salt$hash:1::::::\ntoor::1::::::\n',
  'etc/group': 'root:x:0:\n',
  'etc/login.defs': 'UMASK 027\n',
  'etc/ssh/sshd_config':
    'Include /etc/ssh/sshd_config.d/*.conf\nPermitRootLogin yes\nMatch User ann\nX11Forwarding yes\n',
  'etc/ssh/sshd_config.d/10-local.conf': 'PermitRootLogin no\n',
  'usr/bin/dockerd': '',
  'etc/docker/daemon.json': '{"icc": false}',
};

describe('the facts of a mounted root', () => {
  test('are_those_of_its_files_and_name_what_only_a_running_host_could_tell', async () => {
    await using root = await aRoot(DEBIAN);

    const facts = await collectHostFacts({ root: root.path, clock });

    expect(HOST_FACTS_SCHEMA.parse(overJson(facts))).toEqual(overJson(facts));
    expect(facts).toMatchObject({
      hostId: computedId('host', MACHINE_ID),
      hostname: 'web-1',
      vantage: 'MOUNTED_ROOT',
      collectedAt: '2026-11-22T08:00:00.000Z',
      os: { id: 'debian', version: '12' },
      sshd: { installed: true, settings: { permitrootlogin: 'no' }, conditional: ['x11forwarding'] },
      docker: { installed: true, settings: { icc: ['false'] } },
      runtimes: ['docker'],
      loginDefs: { UMASK: '027' },
    });
    expect(facts.gaps.filter(({ reason }) => reason === 'NOT_LIVE').map(({ fact }) => fact)).toEqual([
      'kernel',
      'sysctls',
      'mounts',
      'cgroup',
      'listeners',
    ]);
    expect(JSON.stringify(facts)).not.toContain(MACHINE_ID);
    expect(JSON.stringify(facts)).not.toContain('salt');
  });

  test('give_a_benchmark_with_failures_and_unknowns_and_no_errors', async () => {
    await using root = await aRoot(DEBIAN);

    const report = runBenchmark(LINUX_CONTAINER_HOST, await collectHostFacts({ root: root.path, clock }));

    const stateOf = (id: string): string | undefined =>
      report.results.find(({ check }) => check.id === id)?.outcome.state;
    expect(stateOf('no-empty-passwords')).toBe('FAIL');
    expect(stateOf('root-is-the-only-superuser')).toBe('FAIL');
    expect(stateOf('address-space-randomisation')).toBe('UNKNOWN');
    expect(stateOf('docker-bridge-isolated')).toBe('PASS');
    expect(report.counts.ERROR).toBe(0);
  });

  test('take_no_default_for_an_ssh_configuration_that_was_not_read_whole', async () => {
    await using root = await aRoot({ ...DEBIAN, 'etc/ssh/sshd_config.d/20.conf': 'x'.repeat(300_000) });

    const facts = await collectHostFacts({ root: root.path, clock });

    expect(facts.sshd).toBeUndefined();
    expect(facts.gaps).toContainEqual({ fact: 'sshd', source: '/etc/ssh/sshd_config.d/20.conf', reason: 'TOO_LARGE' });
  });

  test('stop_at_an_include_that_includes_itself', async () => {
    await using root = await aRoot({ ...DEBIAN, 'etc/ssh/sshd_config': 'Include sshd_config\n' });

    const facts = await collectHostFacts({ root: root.path, clock });

    expect(facts.sshd).toBeUndefined();
    expect(facts.gaps).toContainEqual({ fact: 'sshd', source: '/etc/ssh/sshd_config', reason: 'TRUNCATED' });
  });

  test('say_that_a_docker_configuration_is_broken', async () => {
    await using root = await aRoot({ ...DEBIAN, 'etc/docker/daemon.json': '{' });

    const facts = await collectHostFacts({ root: root.path, clock });

    expect(facts.docker).toEqual({ installed: true });
    expect(facts.gaps).toContainEqual({
      fact: 'docker/settings',
      source: '/etc/docker/daemon.json',
      reason: 'MALFORMED',
    });
  });

  test('without_any_name_are_refused_with_what_to_do', async () => {
    await using root = await aRoot({ 'etc/machine-id': 'uninitialized\n' });

    await expect(collectHostFacts({ root: root.path, clock })).rejects.toMatchObject({
      kind: 'invalid',
      code: 'HOST_UNIDENTIFIED',
    });
  });
});

describe('the walk over the system folders', () => {
  test('lists_setuid_programs_and_open_files_and_leaves_sticky_folders', async () => {
    await using root = await aRoot({ ...DEBIAN, 'usr/bin/su': '', 'etc/open': '', 'var/tmp/x': '' });
    await chmod(join(root.path, 'usr/bin/su'), 0o4755);
    await chmod(join(root.path, 'etc/open'), 0o666);
    await chmod(join(root.path, 'var/tmp'), 0o1777);

    const { walk } = await collectHostFacts({ root: root.path, clock });

    expect(walk?.setuid.map(({ path }) => path)).toEqual(['/usr/bin/su']);
    expect(walk?.worldWritable.map(({ path }) => path)).toEqual(['/etc/open']);
    expect(walk?.truncated).toBe(false);
  });

  test('stops_at_its_limit_and_says_so', async () => {
    await using root = await aRoot(DEBIAN);
    const reader = new RootReader(root.path);
    const collection = { reader, gaps: new GapList(), clock, signal: undefined, processes: [] };

    const { walk } = await collectWalk(collection, { entries: 3, milliseconds: 1000 });

    expect(walk?.truncated).toBe(true);
  });
});

describe('the facts of this machine', () => {
  test('fit_the_schema_and_answer_most_checks', async () => {
    const facts = await collectHostFacts();

    const report = runBenchmark(LINUX_CONTAINER_HOST, HOST_FACTS_SCHEMA.parse(overJson(facts)));

    expect(facts.sysctls?.['kernel.randomize_va_space']).toMatch(/^[012]$/);
    expect(facts.mounts?.some(({ target }) => target === '/')).toBe(true);
    expect(facts.users?.some(({ uid }) => uid === 0)).toBe(true);
    expect(report.counts.ERROR).toBe(0);
    expect(report.counts.PASS + report.counts.FAIL).toBeGreaterThan(20);
  });

  test('are_not_collected_once_the_caller_gave_up', async () => {
    const stopped = AbortSignal.abort(new Error('enough'));

    await expect(collectHostFacts({ signal: stopped })).rejects.toThrow('enough');
  });
});
