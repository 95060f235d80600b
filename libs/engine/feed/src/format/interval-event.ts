import type { Interval } from '@bulkhead/core-version';

/** Says which version comes right after one: what `> 1.2.3` starts with. */
export type NextVersion = (version: string) => string;

/** The events of an OSV range that affects exactly these intervals. */
export function eventsOf(intervals: readonly Interval[], next: NextVersion): Record<string, string>[] {
  return intervals.flatMap(({ from, to }) => {
    const start = { introduced: startOf(from, next) };
    if (to === undefined) return [start];
    return [start, to.isIncluded ? { last_affected: to.version } : { fixed: to.version }];
  });
}

function startOf(from: Interval['from'], next: NextVersion): string {
  if (from === undefined) return '0';
  return from.isIncluded ? from.version : next(from.version);
}

/** After 1.2.3 comes 1.2.4-0, the lowest pre-release of the next patch; after 1.2.3-a comes 1.2.3-a.0. */
export function nextSemver(version: string): string {
  if (version.includes('-')) return `${version}.0`;
  const [major = '0', minor = '0', patch = '0'] = version.split('.');
  return `${major}.${minor}.${BigInt(patch) + 1n}-0`;
}

/** Between two gem versions there is always another; this one is before all that people release. */
export function nextGem(version: string): string {
  return `${version}.0.1.a`;
}
