import { readFile } from 'node:fs/promises';

/**
 * Where other filesystems are mounted on this machine (proc(5), mountinfo), so that a walk can pass by without touching
 * them: asking a dead network mount for anything may never return. Undefined where nobody says.
 */
export async function readMountPoints(): Promise<ReadonlySet<string> | undefined> {
  try {
    return parseMountPoints(await readFile('/proc/self/mountinfo', 'utf8'));
  } catch {
    return undefined;
  }
}

/** The fifth field of every line, its octal escapes undone. */
export function parseMountPoints(text: string): ReadonlySet<string> {
  const points = new Set<string>();
  for (const line of text.split('\n')) {
    const point = line.split(' ', 5)[4];
    if (point !== undefined)
      points.add(
        point.replaceAll(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8))),
      );
  }
  return points;
}
