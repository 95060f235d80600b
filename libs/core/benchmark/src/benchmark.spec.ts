import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ask, hardenedHost, hostWith, silentHost } from './__fixtures__/hardened-host.ts';
import { LINUX_CONTAINER_HOST, countStates, findCheck, runBenchmark, scoreOf } from './benchmark.ts';
import { HOST_FACTS_SCHEMA, type HostFacts, type HostFile } from './facts.ts';
import { sshdSeconds } from './rule/sshd.ts';

const present = (mode: number, uid = 0, gid = 0): HostFile => ({ state: 'PRESENT', type: 'FILE', mode, uid, gid });

function withSysctl(key: string, value: string | undefined, gaps: HostFacts['gaps'] = []): HostFacts {
  const { [key]: _gone, ...others } = hardenedHost().sysctls ?? {};
  return hostWith({ sysctls: value === undefined ? others : { ...others, [key]: value }, gaps });
}

describe('kernel parameters', () => {
  test('a_wrong_value_fails_with_what_is_there', () => {
    const outcome = ask('address-space-randomisation', withSysctl('kernel.randomize_va_space', '0'));

    expect(outcome).toMatchObject({ state: 'FAIL', actual: 'kernel.randomize_va_space = 0' });
  });

  test('a_parameter_that_was_denied_is_unknown_with_the_reason', () => {
    const gaps = [
      { fact: 'sysctls/kernel.kptr_restrict', source: '/proc/sys/kernel/kptr_restrict', reason: 'DENIED' },
    ] as const;
    const outcome = ask('kernel-pointers-hidden', withSysctl('kernel.kptr_restrict', undefined, [...gaps]));

    expect(outcome.state).toBe('UNKNOWN');
    expect(outcome.evidence).toEqual([
      { fact: 'sysctls/kernel.kptr_restrict', value: 'DENIED /proc/sys/kernel/kptr_restrict' },
    ]);
  });

  test('a_feature_the_kernel_lacks_does_not_apply', () => {
    const gaps = [{ fact: 'sysctls/kernel.kexec_load_disabled', source: 'x', reason: 'ABSENT' }] as const;
    const facts = withSysctl('kernel.kexec_load_disabled', undefined, [...gaps]);

    expect(ask('kernel-replacement-disabled', facts).state).toBe('NOT_APPLICABLE');
  });

  test('one_of_two_keys_wrong_fails_even_when_the_other_is_missing', () => {
    const facts = withSysctl('net.ipv4.conf.all.send_redirects', '1');
    delete facts.sysctls?.['net.ipv4.conf.default.send_redirects'];

    expect(ask('redirects-not-sent', facts).state).toBe('FAIL');
  });

  test('a_container_host_may_forward', () => {
    const facts = { ...withSysctl('net.ipv4.ip_forward', '1'), runtimes: ['docker'] };

    expect(ask('addresses-not-forwarded', facts).state).toBe('NOT_APPLICABLE');
    expect(ask('addresses-not-forwarded', { ...facts, runtimes: [] }).state).toBe('FAIL');
  });

  test('open_user_namespaces_are_a_question_to_a_person', () => {
    expect(ask('user-namespaces-limited', withSysctl('user.max_user_namespaces', '60000')).state).toBe('MANUAL');
  });
});

describe('the kernel itself', () => {
  test.each([
    ['security-module-active', { lsm: ['capability', 'yama'] }],
    ['kernel-locked-down', { lockdown: 'none' }],
    ['secure-boot-enabled', { secureBoot: false }],
    ['seccomp-available', { seccompActions: ['allow'] }],
    ['modules-are-signed', { unsignedModules: true }],
    ['processor-flaws-mitigated', { cpuVulnerabilities: { mds: 'Vulnerable; SMT vulnerable' } }],
  ])('%s_fails_on_a_weak_kernel_and_is_unknown_without_evidence', (id, kernel) => {
    const base = { release: '6', architecture: 'x64' };

    expect(ask(id, hostWith({ kernel: { ...base, ...kernel } })).state).toBe('FAIL');
    expect(ask(id, hostWith({ kernel: base })).state).toBe('UNKNOWN');
  });

  test('a_flaw_the_kernel_cannot_judge_is_unknown', () => {
    const kernel = {
      release: '6',
      architecture: 'x64',
      cpuVulnerabilities: { srbds: 'Unknown: Dependent on hypervisor' },
    };

    expect(ask('processor-flaws-mitigated', hostWith({ kernel })).state).toBe('UNKNOWN');
  });
});

describe('files', () => {
  test.each<[string, HostFile, string]>([
    ['a_shadow_file_everybody_reads', present(0o644), 'FAIL'],
    ['a_shadow_file_of_somebody_else', present(0o600, 1000), 'FAIL'],
    ['a_shadow_file_of_a_strange_group', present(0o640, 0, 1000), 'FAIL'],
    ['a_shadow_file_of_the_shadow_group', present(0o640, 0, 42), 'PASS'],
    ['a_shadow_file_nobody_reads', present(0o000), 'PASS'],
  ])('%s_gives_what_it_should', (_name, shadow, state) => {
    const files = { ...hardenedHost().files, '/etc/shadow': shadow };

    expect(ask('shadow-file-protected', hostWith({ files })).state).toBe(state);
  });

  test('a_path_that_was_not_looked_at_is_unknown_and_not_absent', () => {
    const { '/etc/crontab': _gone, ...files } = hardenedHost().files ?? {};

    expect(ask('crontab-protected', hostWith({ files })).state).toBe('UNKNOWN');
    expect(ask('crontab-protected', hostWith({ files: { ...files, '/etc/crontab': { state: 'ABSENT' } } })).state).toBe(
      'NOT_APPLICABLE',
    );
  });

  test('a_walk_that_stopped_early_does_not_pass', () => {
    const walk = { examined: 10, truncated: true, setuid: [], worldWritable: [] };

    expect(ask('no-world-writable-files', hostWith({ walk })).state).toBe('UNKNOWN');
    expect(ask('setuid-programs-known', hostWith({ walk })).state).toBe('UNKNOWN');
  });

  test('setuid_programs_are_listed_for_a_person_and_fail_when_others_may_change_them', () => {
    const su = { path: '/usr/bin/su', mode: 0o4755, uid: 0, gid: 0 };
    const walk = { examined: 10, truncated: false, worldWritable: [], setuid: [su] };

    expect(ask('setuid-programs-known', hostWith({ walk })).state).toBe('MANUAL');
    expect(ask('setuid-programs-known', hostWith({ walk: { ...walk, setuid: [{ ...su, mode: 0o4757 }] } })).state).toBe(
      'FAIL',
    );
  });
});

describe('mounts', () => {
  const root = { target: '/', source: '/dev/vda', fsType: 'ext4', options: ['rw', 'relatime'] };

  test('options_are_those_of_the_mount_the_folder_lies_on', () => {
    expect(ask('tmp-mount-options', hostWith({ mounts: [root] }))).toMatchObject({
      state: 'FAIL',
      actual: '/ lacks nodev, nosuid, noexec',
    });
    expect(ask('tmp-is-separate', hostWith({ mounts: [root] })).state).toBe('FAIL');
  });

  test('the_last_mount_over_a_folder_counts', () => {
    const under = { ...root, target: '/tmp', options: ['rw'] };
    const over = { ...root, target: '/tmp', options: ['rw', 'nodev', 'nosuid', 'noexec'] };

    expect(ask('tmp-mount-options', hostWith({ mounts: [root, under, over] })).state).toBe('PASS');
    expect(ask('tmp-mount-options', hostWith({ mounts: [root, over, under] })).state).toBe('FAIL');
  });

  test('a_mount_of_a_longer_name_does_not_hold_the_folder', () => {
    const other = { ...root, target: '/tmpfiles', options: ['nodev', 'nosuid', 'noexec'] };

    expect(ask('tmp-mount-options', hostWith({ mounts: [root, other] })).state).toBe('FAIL');
  });
});

describe('accounts', () => {
  const [root, , ann] = hardenedHost().users ?? [];
  if (root === undefined || ann === undefined) throw new Error('the fixture lost its users');

  test.each([
    ['no-empty-passwords', [root, { ...ann, password: 'EMPTY' as const }]],
    ['root-is-the-only-superuser', [root, { ...ann, uid: 0 }]],
    ['user-ids-unique', [root, ann, { ...ann, name: 'bob' }]],
    ['user-names-unique', [root, ann, { ...ann, uid: 1001 }]],
    ['system-accounts-have-no-shell', [root, { ...ann, uid: 33 }]],
    ['root-has-its-own-group', [{ ...root, gid: 5 }]],
    ['password-hashes-strong', [root, { ...ann, hashScheme: 'md5' }]],
    ['no-legacy-entries', [root, { ...ann, name: '+' }]],
    ['shadow-group-empty', [root, { ...ann, gid: 42 }]],
  ])('%s_fails_when_it_should', (id, users) => {
    expect(ask(id, hostWith({ users })).state).toBe('FAIL');
  });

  test('accounts_whose_passwords_could_not_be_read_are_unknown', () => {
    const users = [root, { ...ann, password: 'UNKNOWN' as const }];

    expect(ask('no-empty-passwords', hostWith({ users })).state).toBe('UNKNOWN');
    expect(ask('password-hashes-strong', hostWith({ users })).state).toBe('UNKNOWN');
  });

  test('members_of_the_docker_group_are_named_for_a_person', () => {
    const groups = [{ name: 'docker', gid: 998, members: ['ann'] }];

    expect(ask('docker-group-members-known', hostWith({ groups }))).toMatchObject({
      state: 'MANUAL',
      evidence: [{ fact: 'groups/docker', value: 'ann' }],
    });
  });

  test('a_default_that_is_not_set_fails', () => {
    expect(ask('new-passwords-expire', hostWith({ loginDefs: {} })).state).toBe('FAIL');
    expect(ask('new-files-are-private', hostWith({ loginDefs: { UMASK: '022' } })).state).toBe('FAIL');
    expect(ask('new-files-are-private', hostWith({ loginDefs: { UMASK: '0077' } })).state).toBe('PASS');
  });
});

describe('the SSH server', () => {
  const sshd = (settings: Record<string, string>, conditional: string[] = []): HostFacts =>
    hostWith({ sshd: { installed: true, settings, conditional } });

  test('a_missing_setting_has_the_default_of_openssh', () => {
    expect(ask('ssh-root-login-refused', sshd({}))).toMatchObject({
      state: 'FAIL',
      actual: 'PermitRootLogin prohibit-password (default of OpenSSH)',
    });
    expect(ask('ssh-empty-passwords-refused', sshd({})).state).toBe('PASS');
  });

  test('a_match_block_makes_a_good_setting_a_question', () => {
    expect(ask('ssh-root-login-refused', sshd({ permitrootlogin: 'no' }, ['permitrootlogin'])).state).toBe('MANUAL');
  });

  test('no_server_means_nothing_to_check', () => {
    const facts = hostWith({ sshd: { installed: false, settings: {}, conditional: [] } });

    expect(ask('ssh-password-login-refused', facts).state).toBe('NOT_APPLICABLE');
  });

  test.each([
    ['120', 120],
    ['2m', 120],
    ['1h30m', 5400],
    ['', undefined],
    ['2 m', undefined],
  ])('a_time_of_%s_is_read', (text, seconds) => {
    expect(sshdSeconds(text)).toBe(seconds);
  });
});

describe('the Docker daemon', () => {
  const docker = (settings: Record<string, string[]>): HostFacts => hostWith({ docker: { installed: true, settings } });

  test.each<[string, Record<string, string[]>]>([
    ['docker-bridge-isolated', {}],
    ['docker-registries-encrypted', { 'insecure-registries': ['registry.corp:5000'] }],
    ['docker-registries-encrypted', { 'insecure-registries': ['127.0.0.1.evil.example:5000'] }],
    ['docker-api-authenticated', { hosts: ['tcp://0.0.0.0:2375'] }],
    ['docker-user-namespaces', {}],
  ])('%s_fails_when_it_should', (id, settings) => {
    expect(ask(id, docker(settings)).state).toBe('FAIL');
  });

  test('an_api_on_tcp_with_verified_clients_passes', () => {
    expect(ask('docker-api-authenticated', docker({ hosts: ['tcp://0.0.0.0:2376'], tlsverify: ['true'] })).state).toBe(
      'PASS',
    );
  });

  test('settings_that_could_not_be_read_are_unknown', () => {
    expect(ask('docker-no-new-privileges', hostWith({ docker: { installed: true } })).state).toBe('UNKNOWN');
  });
});

describe('services on the network', () => {
  test('a_reachable_socket_of_root_is_a_question_and_one_on_loopback_is_none', () => {
    const listener = { protocol: 'tcp' as const, address: '0.0.0.0', port: 22, uid: 0, process: 'sshd' };

    expect(ask('root-services-reachable', hostWith({ listeners: [listener] }))).toMatchObject({
      state: 'MANUAL',
      evidence: [{ value: 'tcp 0.0.0.0 port 22 (sshd)' }],
    });
    expect(ask('root-services-reachable', hostWith({ listeners: [{ ...listener, address: '::1' }] })).state).toBe(
      'PASS',
    );
  });
});

describe('a benchmark', () => {
  test('answers_every_check_of_a_hardened_host_with_pass', () => {
    const report = runBenchmark(LINUX_CONTAINER_HOST, hardenedHost());

    expect(report.counts.PASS).toBe(LINUX_CONTAINER_HOST.checks.length);
    expect(report.score).toBe(100);
  });

  test('gives_a_silent_host_no_score', () => {
    const report = runBenchmark(LINUX_CONTAINER_HOST, silentHost());

    expect(report.score).toBeNull();
    expect(report.counts.UNKNOWN).toBe(LINUX_CONTAINER_HOST.checks.length);
  });

  test('scores_what_was_judged', () => {
    expect(scoreOf(countStates(['NOT_APPLICABLE']))).toBeNull();
    expect(scoreOf(countStates(['PASS', 'PASS', 'FAIL', 'UNKNOWN']))).toBe(66.7);
    expect(findCheck('no-such-check')).toBeUndefined();
  });

  test('never_throws_and_never_says_error_whatever_the_facts', () => {
    const shape = {
      sysctls: fc.option(fc.dictionary(fc.constantFrom(...Object.keys(hardenedHost().sysctls ?? {})), fc.string()), {
        nil: undefined,
      }),
      loginDefs: fc.option(fc.dictionary(fc.string({ minLength: 1 }), fc.string()), { nil: undefined }),
      docker: fc.option(
        fc.record({
          installed: fc.boolean(),
          settings: fc.dictionary(fc.constantFrom('hosts', 'icc', 'insecure-registries'), fc.array(fc.string())),
        }),
        { nil: undefined },
      ),
      sshd: fc.option(
        fc.record({
          installed: fc.boolean(),
          settings: fc.dictionary(fc.constantFrom('maxauthtries', 'logingracetime'), fc.string()),
          conditional: fc.array(fc.string()),
        }),
        { nil: undefined },
      ),
    };
    fc.assert(
      fc.property(fc.record(shape), (change) => {
        const known = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
        const report = runBenchmark(LINUX_CONTAINER_HOST, { ...silentHost(), ...known });
        expect(report.counts.ERROR).toBe(0);
      }),
      { numRuns: 200 },
    );
  });

  test('a_check_that_breaks_is_an_error_among_its_neighbours', () => {
    const users = [null] as unknown as NonNullable<HostFacts['users']>;
    const report = runBenchmark(LINUX_CONTAINER_HOST, hostWith({ users }));

    expect(report.counts.ERROR).toBeGreaterThan(0);
    expect(report.counts.PASS).toBeGreaterThan(0);
  });

  test('facts_from_outside_are_bounded', () => {
    const users = Array.from({ length: 50_001 }, () => hardenedHost().users?.[0]);

    expect(HOST_FACTS_SCHEMA.safeParse({ ...hardenedHost(), users }).success).toBe(false);
    expect(HOST_FACTS_SCHEMA.safeParse({ ...hardenedHost(), hostId: 'host_../..' }).success).toBe(false);
  });
});
