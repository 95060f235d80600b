import { LINUX_HOST_CHECKS } from '../list.ts';
import type { HostFacts, HostFile } from '../facts.ts';

const file = (mode: number, gid = 0): HostFile => ({ state: 'PRESENT', type: 'FILE', mode, uid: 0, gid });
const absent: HostFile = { state: 'ABSENT' };
const options = ['rw', 'nosuid', 'nodev', 'noexec'];

function both(family: 'ipv4' | 'ipv6', values: Readonly<Record<string, string>>): Record<string, string> {
  const keys: Record<string, string> = {};
  for (const [key, value] of Object.entries(values)) {
    keys[`net.${family}.conf.all.${key}`] = value;
    keys[`net.${family}.conf.default.${key}`] = value;
  }
  return keys;
}

const HARDENED: HostFacts = {
    schema: 1,
    hostId: 'host_00112233445566778899aabbccddeeff',
    identifiedBy: 'MACHINE_ID',
    hostname: 'bastion',
    collectedAt: '2026-11-22T08:00:00.000Z',
    vantage: 'HOST',
    os: { id: 'debian', name: 'Debian GNU/Linux', version: '12', idLike: [], containerOptimized: false },
    kernel: {
      release: '6.12.0',
      architecture: 'x64',
      lsm: ['lockdown', 'capability', 'yama', 'apparmor', 'bpf'],
      lockdown: 'integrity',
      secureBoot: true,
      seccompActions: ['kill_process', 'kill_thread', 'errno', 'allow'],
      unsignedModules: false,
      cpuVulnerabilities: { spectre_v1: 'Mitigation: usercopy/swapgs barriers', meltdown: 'Not affected' },
    },
    sysctls: {
      'kernel.randomize_va_space': '2',
      'kernel.kptr_restrict': '2',
      'kernel.dmesg_restrict': '1',
      'kernel.unprivileged_bpf_disabled': '1',
      'kernel.yama.ptrace_scope': '2',
      'kernel.perf_event_paranoid': '3',
      'kernel.kexec_load_disabled': '1',
      'kernel.sysrq': '0',
      'user.max_user_namespaces': '0',
      'net.core.bpf_jit_harden': '2',
      'fs.suid_dumpable': '0',
      'fs.protected_hardlinks': '1',
      'fs.protected_symlinks': '1',
      'fs.protected_fifos': '2',
      'fs.protected_regular': '2',
      'net.ipv4.ip_forward': '0',
      'net.ipv4.icmp_echo_ignore_broadcasts': '1',
      'net.ipv4.icmp_ignore_bogus_error_responses': '1',
      'net.ipv4.tcp_syncookies': '1',
      'net.ipv6.conf.all.forwarding': '0',
      ...both('ipv4', {
        send_redirects: '0',
        accept_source_route: '0',
        accept_redirects: '0',
        secure_redirects: '0',
        log_martians: '1',
        rp_filter: '1',
      }),
      ...both('ipv6', { accept_ra: '0', accept_redirects: '0' }),
    },
    mounts: ['/', '/tmp', '/var', '/var/tmp', '/var/log', '/home', '/dev/shm', '/var/lib/docker'].map((target) => ({
      target,
      source: 'tmpfs',
      fsType: 'tmpfs',
      options,
    })),
    users: [
      { name: 'root', uid: 0, gid: 0, home: '/root', shell: '/bin/bash', password: 'LOCKED' },
      { name: 'daemon', uid: 1, gid: 1, home: '/', shell: '/usr/sbin/nologin', password: 'LOCKED' },
      { name: 'ann', uid: 1000, gid: 1000, home: '/home/ann', shell: '/bin/sh', password: 'SET', hashScheme: 'yescrypt' },
    ],
    groups: [
      { name: 'root', gid: 0, members: [] },
      { name: 'daemon', gid: 1, members: [] },
      { name: 'shadow', gid: 42, members: [] },
      { name: 'docker', gid: 998, members: [] },
    ],
    loginDefs: { PASS_MAX_DAYS: '90', UMASK: '027', ENCRYPT_METHOD: 'YESCRYPT', UID_MIN: '1000' },
    files: {
      '/etc/passwd': file(0o644),
      '/etc/passwd-': file(0o644),
      '/etc/shadow': file(0o640, 42),
      '/etc/shadow-': file(0o640, 42),
      '/etc/group': file(0o644),
      '/etc/group-': absent,
      '/etc/gshadow': file(0o640, 42),
      '/etc/gshadow-': absent,
      '/etc/crontab': file(0o600),
      '/etc/cron.hourly': file(0o700),
      '/etc/cron.daily': file(0o700),
      '/etc/cron.weekly': file(0o700),
      '/etc/cron.monthly': file(0o700),
      '/etc/cron.d': file(0o700),
      '/boot/grub/grub.cfg': file(0o400),
      '/boot/grub2/grub.cfg': absent,
      '/boot/efi/EFI/debian/grub.cfg': absent,
      '/etc/sudoers': file(0o440),
      '/etc/sudoers.d': file(0o750),
      '/etc/ssh/sshd_config': file(0o600),
      '/etc/ssh/ssh_host_rsa_key': file(0o600),
      '/etc/ssh/ssh_host_ecdsa_key': absent,
      '/etc/ssh/ssh_host_ed25519_key': file(0o600),
      '/etc/docker/daemon.json': file(0o644),
      '/run/docker.sock': file(0o660, 998),
      '/run/containerd/containerd.sock': file(0o660),
      '/run/crio/crio.sock': absent,
    },
    sshd: {
      installed: true,
      settings: { permitrootlogin: 'no', passwordauthentication: 'no', maxauthtries: '3', logingracetime: '30s' },
      conditional: [],
    },
    docker: {
      installed: true,
      running: true,
      settings: {
        icc: ['false'],
        'userns-remap': ['default'],
        'no-new-privileges': ['true'],
        'live-restore': ['true'],
        'userland-proxy': ['false'],
        'insecure-registries': ['127.0.0.0/8', 'localhost:5000'],
      },
    },
    runtimes: [],
    cgroup: { version: 'v2' },
    listeners: [{ protocol: 'tcp', address: '127.0.0.1', port: 631, uid: 0, process: 'cupsd' }],
    walk: { examined: 100, truncated: false, setuid: [], worldWritable: [] },
    gaps: [],
  };

/** A server on which every check passes. A copy of its own for every caller. */
export function hardenedHost(): HostFacts {
  return structuredClone(HARDENED);
}

/** The same host with one group of facts changed. */
export function hostWith(change: Partial<HostFacts>): HostFacts {
  return { ...hardenedHost(), ...change };
}

/** A host that told nothing but its name. */
export function silentHost(): HostFacts {
  const { schema, hostId, identifiedBy, hostname, collectedAt, vantage } = hardenedHost();
  return { schema, hostId, identifiedBy, hostname, collectedAt, vantage, gaps: [] };
}

/** What a check of the list says of a host. */
export function ask(id: string, facts: HostFacts): ReturnType<(typeof LINUX_HOST_CHECKS)[number]['evaluate']> {
  const check = LINUX_HOST_CHECKS.find((candidate) => candidate.id === id);
  if (check === undefined) throw new Error(`no check ${id}`);
  return check.evaluate(facts);
}
