import { isUnreadableKey, versionScheme } from '@bulkhead/core-version';
import type { SchemeName } from '@bulkhead/core-version';
import type { Affected, AffectedRange, RangeEvent } from '../osv/advisory.ts';

/** What an event of a range does to the versions from it on. */
export type EventKind = 'introduced' | 'fixed' | 'last_affected' | 'limit';

/** An event with the sort key of its version, so that judging is comparing texts. */
export interface CompiledEvent {
  readonly kind: EventKind;
  readonly version: string;
  readonly key: string;
}

/** Why a range cannot be judged. */
export type RangeObstacle = 'GIT_RANGE' | 'RANGE_UNREADABLE';

/** A range ready to be judged: its events in the order of their versions. */
export interface CompiledRange {
  readonly type: string;
  readonly events: readonly CompiledEvent[];
  readonly limits: readonly CompiledEvent[];
  readonly obstacle: RangeObstacle | undefined;
}

/** What one entry of `affected` says, ready to be judged. */
export interface CompiledAffected {
  readonly ranges: readonly CompiledRange[];
  /** Exact texts listed as affected. */
  readonly versions: ReadonlySet<string>;
  /** Their sort keys, so that another spelling of a version is found too. Made at the first question. */
  readonly versionKeys: () => ReadonlySet<string>;
}

/** Before every version: OSV's `introduced: "0"`. */
const FROM_THE_START = '';
/** After every version: OSV's `limit: "*"`. Keys start with a number, below U+00FF. */
const WITHOUT_END = '\u00ff';

/** Prepares an entry of `affected` for judging versions of `scheme`. SEMVER ranges keep their own order. */
export function compileAffected(affected: Affected, scheme: SchemeName): CompiledAffected {
  const versions = new Set(affected.versions ?? []);
  let keys: ReadonlySet<string> | undefined;
  return {
    ranges: (affected.ranges ?? []).map((range) => compileRange(range, scheme)),
    versions,
    versionKeys: () => (keys ??= keysOf(versions, scheme)),
  };
}

function keysOf(versions: ReadonlySet<string>, scheme: SchemeName): Set<string> {
  const { sortKey } = versionScheme(scheme);
  const keys = new Set<string>();
  for (const version of versions) {
    const key = sortKey(version);
    if (!isUnreadableKey(key)) keys.add(key);
  }
  return keys;
}

function compileRange(range: AffectedRange, scheme: SchemeName): CompiledRange {
  if (range.type !== 'SEMVER' && range.type !== 'ECOSYSTEM') {
    return { type: range.type, events: [], limits: [], obstacle: 'GIT_RANGE' };
  }
  const compiled = range.events.flatMap((event) => compileEvent(event, scheme) ?? []);
  const isComplete = compiled.length === range.events.length && compiled.some(({ kind }) => kind === 'introduced');
  const isReadable = isComplete && compiled.every(({ key }) => !isUnreadableKey(key));
  return {
    type: range.type,
    // Stable: events at one version keep the order of the document, which is what the schema's algorithm needs.
    events: compiled.filter(({ kind }) => kind !== 'limit').sort(byKey),
    limits: compiled.filter(({ kind }) => kind === 'limit'),
    obstacle: isReadable ? undefined : 'RANGE_UNREADABLE',
  };
}

function byKey(a: CompiledEvent, b: CompiledEvent): number {
  if (a.key === b.key) return 0;
  return a.key < b.key ? -1 : 1;
}

const KINDS: readonly EventKind[] = ['introduced', 'fixed', 'last_affected', 'limit'];

function compileEvent(event: RangeEvent, scheme: SchemeName): CompiledEvent | undefined {
  for (const kind of KINDS) {
    const version = event[kind];
    if (version === undefined) continue;
    return { kind, version, key: keyOf(kind, version, scheme) };
  }
  return undefined;
}

function keyOf(kind: EventKind, version: string, scheme: SchemeName): string {
  if (kind === 'introduced' && version === '0') return FROM_THE_START;
  return kind === 'limit' && version === '*' ? WITHOUT_END : versionScheme(scheme).sortKey(version);
}
