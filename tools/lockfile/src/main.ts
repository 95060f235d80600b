// npm 11 refuses a lockfile that lacks the optional packages of other platforms (npm/cli #9846), and the registry this
// lockfile was made with does not have them all. This adds a stub for each: name, version, os and cpu, no integrity,
// never installed on the platforms we test. Run it after every `npm install`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface LockedPackage {
  version?: string;
  optional?: boolean;
  link?: boolean;
  integrity?: string;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
  peerDependenciesMeta?: Record<string, { optional?: boolean }>;
}

const PATH = join(import.meta.dirname, '../../../package-lock.json');
const PLATFORMS = [
  'darwin',
  'win32',
  'linux',
  'freebsd',
  'android',
  'openbsd',
  'netbsd',
  'sunos',
  'aix',
  'openharmony',
  'wasi',
];
const CPUS = ['arm64', 'x64', 'arm', 'ia32', 'riscv64', 'ppc64', 's390x', 'loong64', 'mips64el', 'wasm32', 'ppc64le'];

/** Where npm looks for a dependency: in the owner, then in each folder above it. */
function isLocked(packages: Record<string, LockedPackage>, owner: string, name: string): boolean {
  for (let at = owner; ; at = at.slice(0, at.lastIndexOf('/node_modules/'))) {
    if (packages[`${at}/node_modules/${name}`] !== undefined) return true;
    if (!at.includes('/node_modules/')) return packages[`node_modules/${name}`] !== undefined;
  }
}

function stub(name: string, version: string): LockedPackage {
  const os = PLATFORMS.find((platform) => name.includes(platform)) ?? (name.includes('wasm') ? 'wasi' : undefined);
  const cpu = CPUS.find((architecture) => name.includes(architecture));
  return {
    version: version.replace(/^[\^~]/, ''),
    optional: true,
    // A stub must never be chosen for installation where it would fail: without a known platform it gets none.
    os: [os ?? 'none'],
    ...(cpu === undefined ? {} : { cpu: [cpu] }),
    ...(name.includes('musl') ? { libc: ['musl'] } : {}),
  };
}

const lock = JSON.parse(readFileSync(PATH, 'utf8')) as { packages: Record<string, LockedPackage> };
for (const [path, entry] of Object.entries(lock.packages)) {
  if (entry.optional && entry.os !== undefined && entry.integrity === undefined) delete lock.packages[path];
}
let added = 0;
for (const [owner, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isLocked(lock.packages, owner, name)) continue;
    lock.packages[`node_modules/${name}`] = stub(name, version);
    added += 1;
  }
}
const sorted = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(PATH, `${JSON.stringify({ ...lock, packages: sorted }, null, 2)}\n`);
console.log(`added ${added} stubs for optional packages of other platforms`);
