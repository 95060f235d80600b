import { sourceFault } from '../fault.ts';

const LONGEST_PATH = 4096;

/**
 * The name of an entry, relative to the root. A leading slash means the root, as every container engine has it; a name
 * that climbs (`..`) is no mistake anybody makes.
 *
 * @throws Fault ARCHIVE_PATH_ESCAPE, ARCHIVE_CORRUPT
 */
export function cleanPath(name: string): string {
  if (name.length > LONGEST_PATH)
    throw sourceFault('ARCHIVE_CORRUPT', 'An entry has a name of more than 4096 characters.');
  if (!NEEDS_WORK.test(name)) return name;
  const segments = name.split('/').filter((segment) => segment !== '' && segment !== '.');
  if (segments.includes('..')) {
    throw sourceFault(
      'ARCHIVE_PATH_ESCAPE',
      `An entry is named "${name.slice(0, 200)}", which leads out of the archive.`,
    );
  }
  return segments.join('/');
}

// An empty, `.` or `..` segment.
const NEEDS_WORK = /(?:^|\/)\.{0,2}(?:\/|$)/;

/** True when a symbolic link at `path` points above the root, if followed by somebody who does not stop there. */
export function climbsOut(path: string, target: string): boolean {
  let depth = target.startsWith('/') ? 0 : path.split('/').length - 1;
  for (const segment of target.split('/')) {
    if (segment === '..') depth -= 1;
    else if (segment !== '' && segment !== '.') depth += 1;
    if (depth < 0) return true;
  }
  return false;
}
