import type { SchemeName } from '@bulkhead/core-version';
import { packageKey, printEcosystem } from '../ecosystem/ecosystem.ts';
import type { Advisory, Affected } from '../osv/advisory.ts';
import { questionOf } from '../question/question.ts';
import type { AskedComponent, AskedName, Question } from '../question/question.ts';
import { compareIds } from '../vulnerability/identity.ts';
import { unknownInWords } from './explain.ts';
import { concerns, fileEntries } from './filing.ts';
import type { FiledAdvisory, JudgedParts, PlacedEntry } from './filing.ts';
import { Holdings } from './holdings.ts';
import type { Holding } from './holdings.ts';
import { askedVersion, isWithdrawn, judgeFiled } from './judge.ts';
import type { Match, MatchResult, UnknownReason, Unjudged } from './match.ts';
import { summarise } from './summary.ts';
import type { AdvisorySummary } from './summary.ts';

/** What `MatchIndex.add` did with an advisory. */
export type Added = 'ADDED' | 'REPLACED' | 'OLDER' | 'WITHDRAWN';

/** What is remembered of an advisory itself. */
interface Held {
  readonly modified: string;
  readonly isWithdrawn: boolean;
  readonly keys: readonly string[];
  readonly ecosystems: readonly string[];
}

/** One advisory's entries about one package, as they were read. */
interface Kept {
  readonly advisory: AdvisorySummary;
  readonly parts: JudgedParts;
  readonly entries: PlacedEntry[];
}

/** Everything about one package; what a release was asked for is compiled once and kept until something changes. */
interface Bucket {
  kept: Kept[];
  ready: Map<string, readonly FiledAdvisory[]> | undefined;
}

/**
 * Advisories in memory, by package, to hold whole scans against. Feed it with `add`, in any order; ranges are compiled
 * when a package is first asked for, so that filling it costs little more than reading the documents.
 */
export class MatchIndex {
  readonly #held = new Map<string, Held>();
  readonly #buckets = new Map<string, Bucket>();
  readonly #holdings = new Holdings();

  /** Advisories that can match: without the withdrawn ones. */
  get size(): number {
    return this.#holdings.advisories;
  }

  /** What is held, by ecosystem, in the order of names: the first thing to show beside a result. */
  holdings(): Holding[] {
    return this.#holdings.list();
  }

  /**
   * Takes an advisory in. One whose id is held already replaces it when it is newer (`modified`); otherwise the one
   * that is held stays. A withdrawn one is remembered, matches nothing, and closes what it had matched.
   */
  add(advisory: Advisory): Added {
    const known = this.#held.get(advisory.id);
    if (known !== undefined && known.modified >= advisory.modified) return 'OLDER';
    this.remove(advisory.id);
    const withdrawn = isWithdrawn(advisory);
    const ecosystems = withdrawn ? [] : ecosystemsOf(advisory);
    const keys = withdrawn ? [] : this.#keep(advisory);
    this.#held.set(advisory.id, { modified: advisory.modified, isWithdrawn: withdrawn, keys, ecosystems });
    if (withdrawn) return 'WITHDRAWN';
    this.#holdings.count(ecosystems, 1);
    return known === undefined ? 'ADDED' : 'REPLACED';
  }

  /** Takes an advisory out again; false when it is not held. */
  remove(id: string): boolean {
    const known = this.#held.get(id);
    if (known === undefined) return false;
    this.#held.delete(id);
    if (!known.isWithdrawn) this.#holdings.count(known.ecosystems, -1);
    for (const key of known.keys) this.#takeOut(key, id);
    return true;
  }

  #takeOut(key: string, id: string): void {
    const bucket = this.#buckets.get(key);
    if (bucket === undefined) return;
    bucket.kept = bucket.kept.filter(({ advisory }) => advisory.id !== id);
    bucket.ready = undefined;
    if (bucket.kept.length === 0) this.#buckets.delete(key);
  }

  /**
   * Which advisories affect a component, in the order of their ids. A component whose ecosystem or release nothing is
   * held for is UNKNOWN, not unaffected.
   */
  match(component: AskedComponent): MatchResult {
    const question = questionOf(component);
    if (question === undefined) return unknown('NO_ECOSYSTEM', component.purl);
    const gap = this.#holdings.gapFor(question.ecosystem);
    if (gap !== undefined) return unknown(gap, printEcosystem(question.ecosystem));
    const matches = new Map<string, Match>();
    const unjudged = new Map<string, Unjudged>();
    for (const asked of question.names) this.#judgeAll(question, asked, { matches, unjudged });
    for (const id of matches.keys()) unjudged.delete(id);
    return { outcome: 'JUDGED', matches: [...matches.values()], unjudged: [...unjudged.values()] };
  }

  #judgeAll(
    question: Question,
    asked: AskedName,
    into: { matches: Map<string, Match>; unjudged: Map<string, Unjudged> },
  ): void {
    const bucket = this.#buckets.get(asked.key);
    if (bucket === undefined) return;
    const by = { question, asked, version: askedVersion(asked.version, question.scheme) };
    for (const filed of readyFor(bucket, question.ecosystem.release, question.scheme)) {
      const judgement = judgeFiled(filed, by);
      if (judgement.says === 'AFFECTED') into.matches.set(filed.advisory.id, judgement.match);
      else if (judgement.says === 'UNKNOWN') into.unjudged.set(filed.advisory.id, judgement.unjudged);
    }
  }

  #keep(advisory: Advisory): string[] {
    const summary = summarise(advisory);
    const parts = { severity: advisory.severity, database_specific: severityWords(advisory.database_specific) };
    const keys: string[] = [];
    let last: { readonly key: string; readonly entries: PlacedEntry[] } | undefined;
    for (const [index, affected] of advisory.affected.entries()) {
      const of = affected.package ?? undefined;
      if (of === undefined) continue;
      const key = packageKey(of.ecosystem, of.name);
      const entry = { index, affected: slim(affected) };
      if (last?.key === key) {
        last.entries.push(entry);
        continue;
      }
      last = { key, entries: this.#entriesOf(key, { advisory: summary, parts }) };
      if (last.entries.length === 0) keys.push(key);
      last.entries.push(entry);
    }
    return keys;
  }

  /** Where this advisory's entries about a package are kept; a new list when it has none yet. */
  #entriesOf(key: string, of: Omit<Kept, 'entries'>): PlacedEntry[] {
    const bucket = this.#buckets.get(key);
    const known = bucket?.kept.at(-1);
    if (known?.advisory === of.advisory) return known.entries;
    const kept: Kept = { ...of, entries: [] };
    if (bucket === undefined) {
      this.#buckets.set(key, { kept: [kept], ready: undefined });
    } else {
      bucket.kept.push(kept);
      bucket.ready = undefined;
    }
    return kept.entries;
  }
}

/** Fills an index from advisories; the quick way when they are all at hand. */
export function compileAdvisories(advisories: Iterable<Advisory>): MatchIndex {
  const index = new MatchIndex();
  for (const advisory of advisories) index.add(advisory);
  return index;
}

function unknown(reason: UnknownReason, what: string): MatchResult {
  return { outcome: 'UNKNOWN', reason, words: unknownInWords(reason, what) };
}

function ecosystemsOf(advisory: Advisory): string[] {
  return [...new Set(advisory.affected.flatMap((affected) => affected.package?.ecosystem ?? []))];
}

function readyFor(bucket: Bucket, release: string | undefined, scheme: SchemeName): readonly FiledAdvisory[] {
  bucket.ready ??= new Map();
  const known = bucket.ready.get(release ?? '');
  if (known !== undefined) return known;
  const filed = bucket.kept.flatMap(({ advisory, parts, entries }) => {
    const relevant = entries.filter((entry) => concerns(entry, release));
    return relevant.length === 0 ? [] : [fileEntries(relevant, { advisory, parts, scheme })];
  });
  filed.sort((a, b) => compareIds(a.advisory.id, b.advisory.id));
  bucket.ready.set(release ?? '', filed);
  return filed;
}

/** The members judging needs; symbols, imports and the like are let go. An entry that has no others is kept as it is. */
function slim(affected: Affected): Affected {
  const { package: of, ranges, versions, severity, ecosystem_specific, database_specific } = affected;
  if (ecosystem_specific === undefined && database_specific === undefined) return affected;
  return {
    package: of,
    ranges,
    versions,
    severity,
    ecosystem_specific: severityWords(ecosystem_specific),
    database_specific: severityWords(database_specific),
  };
}

function severityWords(specific: unknown): unknown {
  if (specific === null || typeof specific !== 'object') return undefined;
  const { severity, urgency } = specific as { severity?: unknown; urgency?: unknown };
  return severity === undefined && urgency === undefined ? undefined : { severity, urgency };
}
