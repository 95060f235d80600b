/** Keys of daemon.json that checks look at; the rest (proxies, registry mirrors with credentials, ...) stays on the host. */
const KEYS = new Set([
  'icc',
  'log-level',
  'log-driver',
  'iptables',
  'insecure-registries',
  'userns-remap',
  'live-restore',
  'no-new-privileges',
  'userland-proxy',
  'hosts',
  'tls',
  'tlsverify',
  'storage-driver',
  'selinux-enabled',
  'experimental',
  'seccomp-profile',
  'authorization-plugins',
]);

/** Flags whose name differs from the key of the same meaning. */
const FLAG_KEYS: Readonly<Record<string, string>> = {
  host: 'hosts',
  H: 'hosts',
  'insecure-registry': 'insecure-registries',
  'authorization-plugin': 'authorization-plugins',
};

export type DockerSettings = Readonly<Record<string, string[]>>;

/** The known settings of daemon.json as text; undefined when it is no JSON object. */
export function parseDaemonJson(text: string): DockerSettings | undefined {
  let document: unknown;
  try {
    document = text.trim() === '' ? {} : JSON.parse(text);
  } catch {
    return undefined;
  }
  if (document === null || typeof document !== 'object' || Array.isArray(document)) return undefined;
  const settings: Record<string, string[]> = {};
  for (const [key, value] of Object.entries(document)) {
    if (KEYS.has(key)) settings[key] = texts(value);
  }
  return settings;
}

function texts(value: unknown): string[] {
  const values = Array.isArray(value) ? value : [value];
  return values
    .filter((item) => typeof item === 'string' || typeof item === 'boolean' || typeof item === 'number')
    .slice(0, 256)
    .map((item) => String(item).slice(0, 1024));
}

/** The known settings among the arguments of a running dockerd (`--icc=false`, `-H tcp://...`, `--live-restore`). */
export function parseDockerFlags(args: readonly string[]): DockerSettings {
  const settings: Record<string, string[]> = {};
  for (const [index, arg] of args.entries()) {
    const match = /^--?([A-Za-z][A-Za-z-]{0,40})(?:=(.*))?$/s.exec(arg);
    const [, flag = '', inline] = match ?? [];
    const key = FLAG_KEYS[flag] ?? flag;
    if (match === null || !KEYS.has(key)) continue;
    const following = args[index + 1];
    const separate = following !== undefined && !following.startsWith('-') ? following : undefined;
    const value = inline ?? (isSwitch(key) ? 'true' : (separate ?? ''));
    settings[key] = [...(settings[key] ?? []), value.slice(0, 1024)].slice(0, 256);
  }
  return settings;
}

function isSwitch(key: string): boolean {
  return ['icc', 'iptables', 'live-restore', 'no-new-privileges', 'userland-proxy', 'tls', 'tlsverify'].includes(key);
}
