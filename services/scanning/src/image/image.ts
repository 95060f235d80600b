import type { ImageIndexed } from '@bulkhead/contracts';
import type { ScanReport } from '@bulkhead/engine-scan';

export interface Layer {
  readonly index: number;
  readonly diffId: string;
  readonly digest: string;
  readonly size: number;
  readonly createdBy: string | null;
}

/** An image that was read: content by digest. */
export interface Image {
  readonly digest: string;
  readonly names: readonly string[];
  readonly os: string;
  readonly architecture: string;
  readonly distribution: string | null;
  readonly user: string;
  readonly createdAt: Date | null;
  readonly layers: readonly Layer[];
  readonly componentCount: number;
  /** Readers that read something, and what nobody looked for. */
  readonly coverage: readonly { readonly looksFor: string; readonly state: string }[];
  readonly problems: readonly { readonly code: string; readonly message: string; readonly path: string | null }[];
  readonly indexedAt: Date;
  readonly revision: number;
}

/** More problems than this of one image are counted, not kept. */
const PROBLEMS_KEPT = 200;

/** What a report says of an image; names seen before are kept, content under one digest is the same anyway. */
export function imageOf(report: ScanReport, known: Image | undefined): Image {
  const { subject } = report;
  if (subject.kind !== 'image') throw new Error('the report is not about an image');
  return {
    digest: subject.digest,
    names: [...new Set([...(known?.names ?? []), ...subject.names])].sort(),
    os: subject.platform.os,
    architecture: subject.platform.architecture,
    distribution: distributionName(report),
    user: subject.settings.user,
    createdAt: instant(subject.createdAt),
    layers: report.layers.map(({ index, diffId, digest, size, createdBy }) => ({
      index,
      diffId,
      digest,
      size,
      createdBy: createdBy ?? null,
    })),
    componentCount: report.components.length,
    coverage: coverageOf(report),
    problems: problemsOf(report),
    indexedAt: new Date(report.finishedAt),
    revision: (known?.revision ?? 0) + 1,
  };
}

/** `debian 12`, or null when no file says. */
export function distributionName({ distribution }: ScanReport): string | null {
  return distribution === null ? null : `${distribution.id} ${distribution.versionId ?? ''}`.trim();
}

/** The event about an image that a report was made of. */
export function imageIndexed(image: Image, { subject, components }: ScanReport): ImageIndexed {
  const settings = subject.kind === 'image' ? subject.settings : { labels: {}, exposedPorts: [] };
  return {
    imageDigest: image.digest,
    names: [...image.names],
    distribution: image.distribution,
    user: image.user === '' ? null : image.user,
    createdAt: image.createdAt?.toISOString() ?? null,
    labels: settings.labels,
    exposedPorts: settings.exposedPorts,
    componentCount: image.componentCount,
    components: components.map(({ name, version, ecosystem, purl }) => ({ name, version, ecosystem, purl })),
    coverage: image.coverage
      .filter(({ state }) => state === 'READ' || state === 'PARTIAL')
      .map(({ looksFor }) => looksFor),
    indexedAt: image.indexedAt.toISOString(),
  };
}

export function coverageOf({ coverage }: ScanReport): Image['coverage'] {
  return [
    ...coverage.lookedFor.map(({ looksFor, state }) => ({ looksFor, state })),
    ...coverage.notLookedFor.map((looksFor) => ({ looksFor, state: 'NOT_LOOKED_FOR' })),
  ];
}

export function problemsOf({ problems }: ScanReport): Image['problems'] {
  return problems.slice(0, PROBLEMS_KEPT).map(({ code, message, path }) => ({ code, message, path: path ?? null }));
}

function instant(text: string): Date | null {
  const date = new Date(text);
  return text === '' || Number.isNaN(date.getTime()) ? null : date;
}
