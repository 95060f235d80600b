import type { CompiledAffected, CompiledEvent, CompiledRange } from './compiled.ts';

/** What one entry of `affected` says of one version, and what decided. */
export type Ruling =
  | { readonly says: 'AFFECTED'; readonly reason: RangeReason | ListReason }
  | { readonly says: 'NOT_AFFECTED' }
  /** Nothing says "affected", and at least one range could not be judged. */
  | { readonly says: 'UNKNOWN'; readonly obstacle: 'GIT_RANGE' | 'RANGE_UNREADABLE' | 'VERSION_UNREADABLE' };

/** The version lies in a range: at or after `since`, and before `until` (for last_affected: not after it). */
export interface RangeReason {
  readonly kind: 'RANGE';
  readonly type: string;
  readonly since: CompiledEvent;
  /** The event that ends the affected stretch; undefined when none is known. */
  readonly until: CompiledEvent | undefined;
  /** The first fix after the version; undefined when none is known. */
  readonly fixed: string | undefined;
}

/** The version is listed, as `listed`. */
export interface ListReason {
  readonly kind: 'LISTED';
  readonly listed: string;
}

/** A version with its sort key; the key is undefined when the text is no version of its scheme. */
export interface AskedVersion {
  readonly text: string;
  readonly key: string | undefined;
}

/** Judges a version by OSV's own algorithm (schema, "Evaluation"): in the list of versions, or in any range. */
export function ruleOn(affected: CompiledAffected, version: AskedVersion): Ruling {
  const inRange = firstRangeWith(affected.ranges, version.key);
  if (inRange !== undefined) return { says: 'AFFECTED', reason: inRange };
  if (isListed(affected, version)) return { says: 'AFFECTED', reason: { kind: 'LISTED', listed: version.text } };
  return unjudgedOrUnaffected(affected, version);
}

function firstRangeWith(ranges: readonly CompiledRange[], key: string | undefined): RangeReason | undefined {
  if (key === undefined) return undefined;
  for (const range of ranges) {
    const reason = range.obstacle === undefined ? reasonIn(range, key) : undefined;
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function isListed({ versions, versionKeys }: CompiledAffected, { text, key }: AskedVersion): boolean {
  if (versions.size === 0) return false;
  return versions.has(text) || (key !== undefined && versionKeys().has(key));
}

/**
 * An entry that lists versions beside ranges nobody can judge (GIT) is judged by its list: the list is what the
 * ranges come to. Without a list, what such a range says is not known.
 */
function unjudgedOrUnaffected({ ranges, versions }: CompiledAffected, version: AskedVersion): Ruling {
  const saysNothing = ranges.length === 0 && versions.size === 0;
  if (version.key === undefined) {
    return saysNothing ? { says: 'NOT_AFFECTED' } : { says: 'UNKNOWN', obstacle: 'VERSION_UNREADABLE' };
  }
  const unreadable = ranges.find(({ obstacle }) => obstacle === 'RANGE_UNREADABLE');
  if (unreadable !== undefined) return { says: 'UNKNOWN', obstacle: 'RANGE_UNREADABLE' };
  const isGitAlone = ranges.length > 0 && versions.size === 0 && ranges.every(({ obstacle }) => obstacle !== undefined);
  return isGitAlone ? { says: 'UNKNOWN', obstacle: 'GIT_RANGE' } : { says: 'NOT_AFFECTED' };
}

function reasonIn({ type, events, limits }: CompiledRange, key: string): RangeReason | undefined {
  if (limits.length > 0 && !limits.some((limit) => key < limit.key)) return undefined;
  let since: CompiledEvent | undefined;
  let at = 0;
  for (; at < events.length; at += 1) {
    const event = events[at] as CompiledEvent;
    if (key < event.key) break;
    since = stateAfter(since, event, key);
  }
  if (since === undefined) return undefined;
  const later = events.slice(at);
  const atLast = events.slice(0, at).findLast(({ kind, key: last }) => kind === 'last_affected' && last === key);
  const until = atLast ?? later.find(({ kind }) => kind !== 'introduced');
  return { kind: 'RANGE', type, since, until, fixed: later.find(({ kind }) => kind === 'fixed')?.version };
}

function stateAfter(since: CompiledEvent | undefined, event: CompiledEvent, key: string): CompiledEvent | undefined {
  if (event.kind === 'introduced') return since ?? event;
  if (event.kind === 'last_affected') return key > event.key ? undefined : since;
  return undefined;
}
