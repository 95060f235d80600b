import { factsToCollect, type HostFacts } from '@bulkhead/core-benchmark';
import type { Collection } from './collection.ts';
import { parseAssignments, parseLoginDefs } from './parse/key-value.ts';
import { parseMountinfo } from './parse/mountinfo.ts';

const CONTAINER_SYSTEMS = new Set(['bottlerocket', 'flatcar', 'talos', 'cos', 'rhcos', 'opensuse-microos']);

/** os-release(5). */
export async function collectOs({ reader, gaps }: Collection): Promise<Partial<HostFacts>> {
  for (const path of ['/etc/os-release', '/usr/lib/os-release']) {
    const text = await reader.text(path);
    if (!text.found) {
      if (text.reason !== 'ABSENT') gaps.add('os', path, text.reason);
      continue;
    }
    const values = parseAssignments(text.value);
    const word = (key: string): string | undefined => values.get(key)?.slice(0, 256);
    const id = word('ID') ?? 'linux';
    const version = word('VERSION_ID');
    const prettyName = word('PRETTY_NAME');
    const idLike = (word('ID_LIKE') ?? '').split(/\s+/).filter((name) => name !== '');
    return {
      os: {
        id,
        name: word('NAME') ?? 'Linux',
        ...(version === undefined ? {} : { version }),
        ...(prettyName === undefined ? {} : { prettyName }),
        idLike: idLike.slice(0, 16),
        containerOptimized: CONTAINER_SYSTEMS.has(id) || word('VARIANT_ID') === 'coreos',
      },
    };
  }
  gaps.add('os', '/etc/os-release', 'ABSENT');
  return {};
}

/** The kernel parameters that checks look at. */
export async function collectSysctls({ reader, gaps }: Collection): Promise<Partial<HostFacts>> {
  if (!reader.live) {
    gaps.add('sysctls', '/proc/sys', 'NOT_LIVE');
    return {};
  }
  const sysctls: Record<string, string> = {};
  for (const key of factsToCollect().sysctls) {
    const path = `/proc/sys/${key.replaceAll('.', '/')}`;
    const text = await reader.text(path, 4096);
    if (text.found) sysctls[key] = text.value.trim().slice(0, 1024);
    else gaps.add(`sysctls/${key}`, path, text.reason);
  }
  return { sysctls };
}

/** Mounts as this process sees them, and by them the version of control groups. */
export async function collectMounts({ reader, gaps }: Collection): Promise<Partial<HostFacts>> {
  const path = '/proc/self/mountinfo';
  const text = reader.live ? await reader.text(path, 8 * 1024 * 1024) : ({ found: false, reason: 'NOT_LIVE' } as const);
  if (!text.found) {
    gaps.add('mounts', path, text.reason);
    gaps.add('cgroup', path, text.reason);
    return {};
  }
  const mounts = parseMountinfo(text.value);
  const hasV1 = mounts.some(({ fsType }) => fsType === 'cgroup');
  const hasV2 = mounts.some(({ fsType }) => fsType === 'cgroup2');
  if (!hasV1 && !hasV2) {
    gaps.add('cgroup', path, 'ABSENT');
    return { mounts };
  }
  if (!hasV1) return { mounts, cgroup: { version: 'v2' } };
  return { mounts, cgroup: { version: hasV2 ? 'hybrid' : 'v1' } };
}

/** Owner and mode of the paths that checks look at. */
export async function collectFiles({ reader, gaps }: Collection): Promise<Partial<HostFacts>> {
  const files: NonNullable<HostFacts['files']> = {};
  for (const path of factsToCollect().files) {
    const file = await reader.file(path);
    if (file.found) files[path] = file.value;
    else gaps.add(`files/${path}`, path, file.reason);
  }
  return { files };
}

/** login.defs(5): the keys that checks look at. */
export async function collectLoginDefs({ reader, gaps }: Collection): Promise<Partial<HostFacts>> {
  const path = '/etc/login.defs';
  const text = await reader.text(path);
  if (!text.found) {
    gaps.add('loginDefs', path, text.reason);
    return {};
  }
  const values = parseLoginDefs(text.value);
  const loginDefs: Record<string, string> = {};
  for (const key of [
    'ENCRYPT_METHOD',
    'GID_MIN',
    'PASS_MAX_DAYS',
    'PASS_MIN_DAYS',
    'PASS_WARN_AGE',
    'UID_MIN',
    'UMASK',
  ]) {
    const value = values.get(key);
    if (value !== undefined) loginDefs[key] = value.slice(0, 1024);
  }
  return { loginDefs };
}
