import type { HostMount } from '@bulkhead/core-benchmark';

const LIMIT = 10_000;

/** /proc/self/mountinfo (proc(5)), in its order; lines that are not of its form are left out. */
export function parseMountinfo(text: string): HostMount[] {
  const mounts: HostMount[] = [];
  for (const line of text.split('\n')) {
    const mount = parseLine(line);
    if (mount !== undefined && mounts.length < LIMIT) mounts.push(mount);
  }
  return mounts;
}

function parseLine(line: string): HostMount | undefined {
  const [before = '', after = ''] = line.split(' - ', 2);
  const [, , , , target, options] = before.split(' ');
  const [fsType, source, superOptions = ''] = after.split(' ');
  if (target === undefined || options === undefined || fsType === undefined || source === undefined) return undefined;
  // `ro` of the filesystem itself counts for every mount of it; the other options of a filesystem are not asked here.
  const readOnly = superOptions.split(',').includes('ro') && !options.split(',').includes('ro') ? ['ro'] : [];
  return {
    target: unescape(target).slice(0, 4096),
    source: unescape(source).slice(0, 1024),
    fsType: fsType.slice(0, 256),
    options: [...options.split(',').filter((option) => option.length <= 256), ...readOnly].slice(0, 64),
  };
}

/** Space, tab, newline and backslash are written as three octal digits. */
function unescape(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_all, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}
