import { documentDigest } from '@bulkhead/core-base';
import { idsOf, isWithdrawn, packageKey, parseAdvisory, parseEcosystem } from '@bulkhead/core-advisory';
import type { Advisory as OsvDocument } from '@bulkhead/core-advisory';

/** An OSV document with what it is found by. The document is kept whole. */
export interface Advisory {
  /** `source:id` */
  readonly id: string;
  readonly source: string;
  readonly osvId: string;
  /** Ids it goes by, its own first. */
  readonly ids: readonly string[];
  /** Vulnerabilities it bundles without being one of them. */
  readonly addresses: readonly string[];
  /** The vulnerability it belongs to, by today's alias groups. */
  readonly vulnerabilityId: string;
  readonly packageKeys: readonly string[];
  /** Packages it is about, or was about before its last change. */
  readonly touchedKeys: readonly string[];
  /** The import that changed it last; grows with each. */
  readonly revision: number;
  /** Ecosystems without release: what feeds are held for. */
  readonly ecosystems: readonly string[];
  readonly withdrawn: boolean;
  readonly contentDigest: string;
  readonly snapshot: string;
  readonly importedAt: Date;
  readonly document: OsvDocument;
}

/** A document that is no advisory, with the reason. */
export interface RefusedDocument {
  readonly index: number;
  readonly code: string;
  readonly message: string;
}

export interface AdvisoryBatch {
  readonly source: string;
  readonly snapshot: string;
  readonly documents: readonly unknown[];
}

/** Reads a batch; what is no advisory is refused by its place, the others go on. */
export function readBatch(
  { source, snapshot, documents }: AdvisoryBatch,
  at: Date,
): { advisories: readonly Advisory[]; refused: readonly RefusedDocument[] } {
  const advisories = new Map<string, Advisory>();
  const refused: RefusedDocument[] = [];
  for (const [index, document] of documents.entries()) {
    const { advisory, problems } = parseAdvisory(document);
    if (advisory === undefined) {
      const [problem] = problems;
      refused.push({ index, code: problem?.code ?? 'NOT_AN_OBJECT', message: problem?.message ?? 'not an advisory' });
      continue;
    }
    const read = toAdvisory(advisory, { source, snapshot, at });
    const twin = advisories.get(read.id);
    if (twin === undefined || twin.document.modified <= read.document.modified) advisories.set(read.id, read);
  }
  return { advisories: [...advisories.values()], refused };
}

function toAdvisory(
  document: OsvDocument,
  { source, snapshot, at }: { source: string; snapshot: string; at: Date },
): Advisory {
  const { ids, addresses } = idsOf(document);
  const packages = document.affected.flatMap((affected) => (affected.package == null ? [] : [affected.package]));
  const packageKeys = unique(packages.map(({ ecosystem, name }) => packageKey(ecosystem, name)));
  return {
    id: `${source}:${document.id}`,
    source,
    osvId: document.id,
    ids,
    addresses,
    vulnerabilityId: document.id,
    packageKeys,
    touchedKeys: packageKeys,
    revision: 0,
    ecosystems: unique(packages.map(({ ecosystem }) => parseEcosystem(ecosystem).base)),
    withdrawn: isWithdrawn(document),
    contentDigest: documentDigest(document),
    snapshot,
    importedAt: at,
    document,
  };
}

/** The advisory as this import writes it over the one held. */
export function supersede(
  advisory: Advisory,
  held: Pick<Advisory, 'packageKeys'> | undefined,
  revision: number,
): Advisory {
  return { ...advisory, revision, touchedKeys: unique([...advisory.packageKeys, ...(held?.packageKeys ?? [])]) };
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}
