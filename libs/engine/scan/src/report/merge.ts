import type { Digest } from '@bulkhead/core-base';
import type { SquashedFile } from '@bulkhead/core-image';
import { composeComponents, identifyDistribution } from '@bulkhead/core-inventory';
import type { Component, Distribution, FoundPackage, PackageAt } from '@bulkhead/core-inventory';
import type { FileAnalysis } from '../layer/file-analysis.ts';
import type { Coverage } from './coverage.ts';
import { coverageOf } from './coverage.ts';
import type { ScanProblem } from './problem.ts';

const MAX_PROBLEMS = 10_000;

/** What a merged view of files comes to. */
export interface Inventory {
  readonly distribution: Distribution | null;
  readonly components: Component[];
  readonly problems: ScanProblem[];
  readonly coverage: Coverage;
}

/**
 * Composes the inventory of a merged view. A package belongs to the layer since which this very version has been in this
 * document without a break: a database that a higher layer only rewrites does not make its packages that layer's.
 *
 * @param diffIds of the layers, lowest first; empty when there are none
 */
export function composeInventory(files: readonly SquashedFile<FileAnalysis>[], diffIds: readonly Digest[]): Inventory {
  const current = files.map(currentOf);
  const distribution = identifyDistribution(releaseTexts(current));
  const components = composeComponents(packagesOf(files, diffIds), distribution);
  const problems = [...problemsOf(files, diffIds), ...unknowns(current, distribution)].slice(0, MAX_PROBLEMS);
  return { distribution: distribution ?? null, components, problems, coverage: coverageOf(current) };
}

function currentOf(file: SquashedFile<FileAnalysis>): FileAnalysis {
  // A squashed file has at least the version a container sees.
  return (file.versions.at(-1) as { file: FileAnalysis }).file;
}

function releaseTexts(files: readonly FileAnalysis[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const { path, text } of files) if (text !== undefined) texts.set(path, text);
  return texts;
}

function* packagesOf(files: readonly SquashedFile<FileAnalysis>[], diffIds: readonly Digest[]): Generator<PackageAt> {
  for (const { path, versions } of files) {
    const since = introductions(versions);
    for (const found of versions.at(-1)?.file.packages ?? []) {
      const layer = since.get(identity(found));
      const diffId = (layer === undefined ? undefined : diffIds[layer]) ?? null;
      yield { found, location: { path, diffId, evidence: found.evidence } };
    }
  }
}

/** For each package of the newest version of a document: the lowest layer it has been there since without a break. */
function introductions(versions: SquashedFile<FileAnalysis>['versions']): ReadonlyMap<string, number> {
  let present = new Map<string, number>();
  for (const { layer, file } of versions) {
    const next = new Map<string, number>();
    for (const found of file.packages) {
      const key = identity(found);
      next.set(key, present.get(key) ?? layer);
    }
    present = next;
  }
  return present;
}

function identity({ name, version, arch = '' }: FoundPackage): string {
  return `${name}\0${version}\0${arch}`;
}

function* problemsOf(files: readonly SquashedFile<FileAnalysis>[], diffIds: readonly Digest[]): Generator<ScanProblem> {
  for (const { versions } of files) {
    const current = versions.at(-1);
    const diffId = current === undefined ? undefined : diffIds[current.layer];
    for (const problem of current?.file.problems ?? []) yield diffId === undefined ? problem : { ...problem, diffId };
  }
}

function* unknowns(files: readonly FileAnalysis[], distribution: Distribution | undefined): Generator<ScanProblem> {
  for (const { kind, reader, path } of files) {
    if (kind !== 'unread') continue;
    yield { code: 'DATABASE_NOT_READ', message: `The ${reader} database is not read: its packages are unknown.`, path };
  }
  const isUnnamed = distribution === undefined && files.some(({ packages }) => packages.some(isOfDistribution));
  if (!isUnnamed) return;
  yield {
    code: 'DISTRIBUTION_UNKNOWN',
    message: 'No file says which distribution the packages are of: they cannot be matched.',
  };
}

function isOfDistribution({ type }: FoundPackage): boolean {
  return type === 'deb' || type === 'apk' || type === 'opkg';
}
