import type { Advisory } from './advisory.ts';

/** What import needs of an advisory that is held. */
export type HeldAdvisory = Pick<Advisory, 'id' | 'ids' | 'vulnerabilityId' | 'packageKeys' | 'contentDigest'>;

/** Advisories by `source:id`. Writes join the current transaction. */
export interface AdvisoryStore {
  held(ids: readonly string[]): Promise<readonly HeldAdvisory[]>;
  put(advisories: readonly Advisory[]): Promise<void>;
  findMany(ids: readonly string[]): Promise<readonly Advisory[]>;
  /** Advisories that go by any of these ids. */
  byAnyId(ids: readonly string[]): Promise<readonly Advisory[]>;
  /** Advisories about any of these packages. */
  aboutPackages(packageKeys: readonly string[]): Promise<readonly Advisory[]>;
  setVulnerability(advisoryIds: readonly string[], vulnerabilityId: string, revision: number): Promise<void>;
  /** The number of this import, larger than all before. */
  nextRevision(): Promise<number>;
  /** The number of the last import that committed. */
  revision(): Promise<number>;
  /** Whether anything about these packages changed after an import. */
  changedSince(packageKeys: readonly string[], revision: number): Promise<boolean>;
  /** Which of these ecosystems (without release) any advisory is held for. */
  heldEcosystems(ecosystems: readonly string[]): Promise<ReadonlySet<string>>;
  /** Snapshots that advisories about these packages came with. */
  snapshots(): Promise<readonly string[]>;
  /** Tells the matcher which packages have to be judged again, in the current transaction. */
  announce(packageKeys: readonly string[], snapshot: string): Promise<void>;
}
