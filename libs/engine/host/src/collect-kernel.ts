import { arch, release, version } from 'node:os';
import type { HostFacts } from '@bulkhead/core-benchmark';
import type { Collection } from './collection.ts';

type Kernel = NonNullable<HostFacts['kernel']>;

const FLAWS = '/sys/devices/system/cpu/vulnerabilities';
/** The Secure Boot variable of UEFI 2.10, 3.3: four bytes of attributes, then 0 or 1. */
const SECURE_BOOT = '/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c';

/** What the running kernel says of itself; each part that is missing has its own gap. */
export async function collectKernel(collection: Collection): Promise<Partial<HostFacts>> {
  const { reader, gaps } = collection;
  if (!reader.live) {
    gaps.add('kernel', '/proc', 'NOT_LIVE');
    return {};
  }
  const parts = await Promise.all([
    bootTime(collection),
    securityModules(collection),
    lockdown(collection),
    secureBoot(collection),
    seccomp(collection),
    moduleSignatures(collection),
    processorFlaws(collection),
  ]);
  const kernel: Kernel = { release: release().slice(0, 256), architecture: arch(), version: version().slice(0, 1024) };
  return { kernel: Object.assign(kernel, ...parts) as Kernel };
}

async function bootTime(collection: Collection): Promise<Partial<Kernel>> {
  const text = await read(collection, 'kernel/bootedAt', '/proc/stat');
  const seconds = Number(/^btime (\d{1,12})$/m.exec(text ?? '')?.[1] ?? Number.NaN);
  return Number.isFinite(seconds) ? { bootedAt: new Date(seconds * 1000).toISOString() } : {};
}

async function securityModules(collection: Collection): Promise<Partial<Kernel>> {
  const text = await read(collection, 'kernel/lsm', '/sys/kernel/security/lsm');
  if (text === undefined) return {};
  return {
    lsm: text
      .trim()
      .split(',')
      .filter((name) => name !== '')
      .slice(0, 32),
  };
}

async function lockdown(collection: Collection): Promise<Partial<Kernel>> {
  const text = await read(collection, 'kernel/lockdown', '/sys/kernel/security/lockdown');
  const mode = /\[(\w{1,32})\]/.exec(text ?? '')?.[1];
  return mode === undefined ? {} : { lockdown: mode };
}

async function secureBoot({ reader, gaps }: Collection): Promise<Partial<Kernel>> {
  const bytes = await reader.bytes(SECURE_BOOT, 64);
  if (!bytes.found) gaps.add('kernel/secureBoot', SECURE_BOOT, bytes.reason);
  else if (bytes.value.length !== 5) gaps.add('kernel/secureBoot', SECURE_BOOT, 'MALFORMED');
  else return { secureBoot: bytes.value[4] === 1 };
  return {};
}

async function seccomp(collection: Collection): Promise<Partial<Kernel>> {
  const text = await read(collection, 'kernel/seccompActions', '/proc/sys/kernel/seccomp/actions_avail');
  return text === undefined ? {} : { seccompActions: text.trim().split(/\s+/).slice(0, 32) };
}

/** A kernel that cannot load modules at all loads no unsigned ones either. */
async function moduleSignatures({ reader, gaps }: Collection): Promise<Partial<Kernel>> {
  const enforced = await reader.text('/sys/module/module/parameters/sig_enforce', 64);
  if (enforced.found) return { unsignedModules: enforced.value.trim() !== 'Y' };
  const modules = await reader.file('/proc/modules');
  if (modules.found && modules.value.state === 'ABSENT') return { unsignedModules: false };
  const disabled = await reader.text('/proc/sys/kernel/modules_disabled', 64);
  if (disabled.found && disabled.value.trim() === '1') return { unsignedModules: false };
  // Modules can be loaded, and the kernel has no switch to ask for signatures: it was built without them.
  if (enforced.reason === 'ABSENT') return { unsignedModules: true };
  gaps.add('kernel/unsignedModules', '/sys/module/module/parameters/sig_enforce', enforced.reason);
  return {};
}

async function processorFlaws(collection: Collection): Promise<Partial<Kernel>> {
  const names = await collection.reader.names(FLAWS, 64);
  if (!names.found) {
    collection.gaps.add('kernel/cpuVulnerabilities', FLAWS, names.reason);
    return {};
  }
  const cpuVulnerabilities: Record<string, string> = {};
  for (const name of names.value) {
    const text = await read(collection, `kernel/cpuVulnerabilities/${name}`, `${FLAWS}/${name}`);
    if (text !== undefined) cpuVulnerabilities[name] = text.trim().slice(0, 1024);
  }
  return { cpuVulnerabilities };
}

async function read({ reader, gaps }: Collection, fact: string, path: string): Promise<string | undefined> {
  const text = await reader.text(path, 1024 * 1024);
  if (text.found) return text.value;
  gaps.add(fact, path, text.reason);
  return undefined;
}
