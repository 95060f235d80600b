import { z } from 'zod';

/** Where the facts were read from: a host, the inside of a container, or a root filesystem mounted elsewhere. */
export const VANTAGES = ['HOST', 'CONTAINER', 'MOUNTED_ROOT'] as const;
export type Vantage = (typeof VANTAGES)[number];

/** Why a fact is missing. `NOT_LIVE`: the root is mounted, not running, so the kernel was not asked. */
export const GAP_REASONS = ['ABSENT', 'DENIED', 'MALFORMED', 'TOO_LARGE', 'NOT_LIVE', 'TRUNCATED', 'FAILED'] as const;
export type GapReason = (typeof GAP_REASONS)[number];

const path = z.string().min(1).max(4096);
const word = z.string().max(256);
const line = z.string().max(1024);
const uid = z.int().min(0).max(4_294_967_295);
const mode = z.int().min(0).max(0o7777);

/** A record with at most `limit` keys: what comes from outside is bounded. */
function bounded<Value extends z.ZodType>(value: Value, limit: number): z.ZodRecord<z.ZodString, Value> {
  return z
    .record(z.string().min(1).max(4096), value)
    .refine((held) => Object.keys(held).length <= limit, `more than ${limit} keys`);
}

const OS = z.object({
  id: word,
  name: word,
  version: word.optional(),
  prettyName: word.optional(),
  idLike: z.array(word).max(16),
  /** The distribution calls itself one made to run containers only (Bottlerocket, Flatcar, Talos, ...). */
  containerOptimized: z.boolean(),
});

const KERNEL = z.object({
  release: word,
  architecture: word,
  version: line.optional(),
  bootedAt: z.iso.datetime().optional(),
  /** Linux security modules in the order the kernel asks them. */
  lsm: z.array(word).max(32).optional(),
  /** `none`, `integrity` or `confidentiality`, as /sys/kernel/security/lockdown marks it. */
  lockdown: word.optional(),
  secureBoot: z.boolean().optional(),
  /** What a seccomp filter may return, from /proc/sys/kernel/seccomp/actions_avail. */
  seccompActions: z.array(word).max(32).optional(),
  /** Whether the kernel loads modules without a valid signature: false when it enforces. */
  unsignedModules: z.boolean().optional(),
  /** File name -> text under /sys/devices/system/cpu/vulnerabilities. */
  cpuVulnerabilities: bounded(line, 64).optional(),
});

const MOUNT = z.object({ target: path, source: line, fsType: word, options: z.array(word).max(64) });

/** What can be said about a password without holding it. */
export const PASSWORD_STATES = ['SET', 'EMPTY', 'LOCKED', 'UNKNOWN'] as const;
const USER = z.object({
  name: word,
  uid,
  gid: uid,
  home: line,
  shell: line,
  password: z.enum(PASSWORD_STATES),
  /** The crypt(5) scheme of a set password: yescrypt, sha512, md5, des, ... */
  hashScheme: word.optional(),
});
const GROUP = z.object({ name: word, gid: uid, members: z.array(word).max(10_000) });

const FILE = z.discriminatedUnion('state', [
  z.object({ state: z.literal('ABSENT') }),
  z.object({
    state: z.literal('PRESENT'),
    type: z.enum(['FILE', 'DIRECTORY', 'SOCKET', 'OTHER']),
    mode,
    uid,
    gid: uid,
  }),
]);

const SSHD = z.object({
  installed: z.boolean(),
  /** Keyword in lower case -> first value in force outside Match blocks. */
  settings: bounded(line, 100),
  /** Keywords that a Match block sets again. */
  conditional: z.array(word).max(100),
});

const DOCKER = z.object({
  installed: z.boolean(),
  running: z.boolean().optional(),
  /** Key of daemon.json (or the flag of the same meaning) -> values as text. Missing when they could not be read. */
  settings: bounded(z.array(line).max(256), 100).optional(),
});

const LISTENER = z.object({
  protocol: z.enum(['tcp', 'tcp6', 'udp', 'udp6']),
  address: word,
  port: z.int().min(0).max(65_535),
  uid,
  process: word.optional(),
});

const LISTED_FILE = z.object({ path, mode, uid, gid: uid });

/** A bounded walk over the system folders. */
const WALK = z.object({
  examined: z.int().min(0),
  /** The walk stopped at its limit of entries or time: what was not found may still be there. */
  truncated: z.boolean(),
  setuid: z.array(LISTED_FILE).max(2000),
  worldWritable: z.array(LISTED_FILE).max(2000),
});

const GAP = z.object({
  /** The fact that is missing: a group, or `group/member`. */
  fact: z.string().min(1).max(4200),
  source: z.string().max(4200),
  reason: z.enum(GAP_REASONS),
});

/**
 * Everything a host told about itself in one pass. A group that could not be read is not there, and `gaps` says why.
 * JSON-serialisable; holds no password, no hash, no key, no environment and no command line. Version 1.
 */
export const HOST_FACTS_SCHEMA = z.object({
  schema: z.literal(1),
  /** `computedId('host', machine id)`: machine-id(5) itself is confidential and stays on the host. */
  hostId: z.string().regex(/^host_[0-9a-f]{32}$/),
  identifiedBy: z.enum(['MACHINE_ID', 'PRODUCT_UUID', 'HOSTNAME']),
  hostname: z.string().min(1).max(253),
  collectedAt: z.iso.datetime(),
  vantage: z.enum(VANTAGES),
  os: OS.optional(),
  kernel: KERNEL.optional(),
  sysctls: bounded(line, 500).optional(),
  mounts: z.array(MOUNT).max(10_000).optional(),
  users: z.array(USER).max(50_000).optional(),
  groups: z.array(GROUP).max(50_000).optional(),
  loginDefs: bounded(line, 200).optional(),
  /** Absolute path -> what is there. A path that could not be looked at is a gap. */
  files: bounded(FILE, 500).optional(),
  sshd: SSHD.optional(),
  docker: DOCKER.optional(),
  /** Container runtimes found by their programs and sockets: docker, containerd, cri-o, podman, kubelet. */
  runtimes: z.array(word).max(16).optional(),
  cgroup: z.object({ version: z.enum(['v1', 'v2', 'hybrid']) }).optional(),
  listeners: z.array(LISTENER).max(10_000).optional(),
  walk: WALK.optional(),
  gaps: z.array(GAP).max(2000),
});

export type HostFacts = z.infer<typeof HOST_FACTS_SCHEMA>;
export type HostGap = z.infer<typeof GAP>;
export type HostMount = z.infer<typeof MOUNT>;
export type HostUser = z.infer<typeof USER>;
export type HostGroup = z.infer<typeof GROUP>;
export type HostFile = z.infer<typeof FILE>;
export type HostListener = z.infer<typeof LISTENER>;
export type HostWalk = z.infer<typeof WALK>;
export type ListedFile = z.infer<typeof LISTED_FILE>;

/** The groups of facts a check may require. */
export const FACT_NAMES = [
  'os',
  'kernel',
  'sysctls',
  'mounts',
  'users',
  'groups',
  'loginDefs',
  'files',
  'sshd',
  'docker',
  'runtimes',
  'cgroup',
  'listeners',
  'walk',
] as const;
export type FactName = (typeof FACT_NAMES)[number];

/** Host facts of which some groups are known to be there. */
export type KnownFacts<Name extends FactName> = HostFacts & { readonly [N in Name]-?: NonNullable<HostFacts[N]> };
