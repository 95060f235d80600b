import type { ChosenSeverity } from '@bulkhead/core-risk';
import type { SchemeName } from '@bulkhead/core-version';
import { packageKey, parseEcosystem } from '../ecosystem/ecosystem.ts';
import type { Advisory, Affected } from '../osv/advisory.ts';
import { compileAffected } from '../range/compiled.ts';
import type { CompiledAffected } from '../range/compiled.ts';
import { severityOf, summarise } from './summary.ts';
import type { AdvisorySummary } from './summary.ts';

/** The parts of an advisory that judging needs; an index keeps no more. */
export interface JudgedParts {
  readonly severity: Advisory['severity'];
  readonly database_specific?: unknown;
}

/** An entry of `affected`, and its place there. */
export interface PlacedEntry {
  readonly index: number;
  readonly affected: Affected;
}

/** An entry of `affected`, ready to be judged. */
export interface FiledEntry {
  readonly index: number;
  /** As the advisory writes it. */
  readonly ecosystem: string;
  readonly name: string;
  readonly compiled: CompiledAffected;
  readonly severity: ChosenSeverity;
}

/** One advisory's entries about one package in one release. */
export interface FiledAdvisory {
  readonly advisory: AdvisorySummary;
  readonly entries: readonly FiledEntry[];
}

/** What an advisory says about the package of `key`, entry by entry. */
export function entriesAbout(advisory: Pick<Advisory, 'affected'>, key: string): PlacedEntry[] {
  return advisory.affected.flatMap((affected, index) => {
    const of = affected.package ?? undefined;
    return of !== undefined && packageKey(of.ecosystem, of.name) === key ? [{ index, affected }] : [];
  });
}

/** True when an entry speaks of a release: it names that one, or none. */
export function concerns({ affected }: PlacedEntry, release: string | undefined): boolean {
  const of = parseEcosystem(affected.package?.ecosystem ?? '').release;
  return of === undefined || of === release;
}

/** Makes the entries ready to be judged by versions of `scheme`. */
export function fileEntries(
  entries: readonly PlacedEntry[],
  of: { readonly advisory: AdvisorySummary; readonly parts: JudgedParts; readonly scheme: SchemeName },
): FiledAdvisory {
  return {
    advisory: of.advisory,
    entries: entries.map(({ index, affected }) => ({
      index,
      ecosystem: affected.package?.ecosystem ?? '',
      name: affected.package?.name ?? '',
      compiled: compileAffected(affected, of.scheme),
      severity: severityOf(of.parts, affected),
    })),
  };
}

/** Everything one advisory says about the package of `key` in a release. */
export function fileAdvisory(
  advisory: Advisory,
  by: { readonly key: string; readonly release: string | undefined; readonly scheme: SchemeName },
): FiledAdvisory {
  const entries = entriesAbout(advisory, by.key).filter((entry) => concerns(entry, by.release));
  return fileEntries(entries, { advisory: summarise(advisory), parts: advisory, scheme: by.scheme });
}
