import type { FindingChanged, FindingSummary, ImageIndexed } from '@bulkhead/contracts';
import type { ComponentFacts, FindingFacts, ImageFacts, ScanState } from '@bulkhead/core-policy';

/** What an image's policies need to know, gathered from what scanning tells. */
export interface ImageState {
  readonly digest: string;
  readonly names: readonly string[];
  readonly distribution: string | null;
  /** null = the configuration names no user; undefined = nobody has read it. */
  readonly user: string | null | undefined;
  readonly createdAt: string | null;
  readonly indexedAt: string | null;
  /** What was read of it; null = nobody has read it. */
  readonly content: ImageContent | null;
  readonly matching: Matching | null;
  readonly revision: number;
}

/** What a scan read of an image, as far as policies ask for it. */
export interface ImageContent {
  readonly labels: Readonly<Record<string, string>>;
  readonly exposedPorts: readonly string[];
  readonly components: readonly ComponentFacts[];
}

/** The answer of the last comparison with advisories: of an image or of a host. */
export interface Matching {
  readonly matchedAt: string;
  readonly matchedAgainst: readonly string[];
  readonly unjudgedEcosystems: readonly string[];
  readonly findings: readonly FindingSummary[];
}

/** Takes in that an image was read; an older telling changes nothing. */
export function indexImage(current: ImageState | undefined, event: ImageIndexed): ImageState | undefined {
  if (current?.indexedAt !== null && current !== undefined && current.indexedAt > event.indexedAt) return undefined;
  return {
    digest: event.imageDigest,
    names: event.names,
    distribution: event.distribution,
    user: event.user,
    createdAt: event.createdAt,
    indexedAt: event.indexedAt,
    content: { labels: event.labels, exposedPorts: event.exposedPorts, components: event.components },
    matching: current?.matching ?? null,
    revision: (current?.revision ?? 0) + 1,
  };
}

/** Takes in what an image was found to have; an older telling changes nothing. */
export function matchImage(current: ImageState | undefined, event: FindingChanged): ImageState | undefined {
  const matching = matchingOf(current?.matching ?? null, event);
  if (matching === undefined) return undefined;
  const blank = {
    names: [event.subject.name],
    distribution: null,
    user: undefined,
    createdAt: null,
    indexedAt: null,
    content: null,
  };
  return { ...blank, ...current, digest: event.subject.id, matching, revision: (current?.revision ?? 0) + 1 };
}

/** The newer of two comparisons; undefined when the event is the older one. */
export function matchingOf(current: Matching | null, event: FindingChanged): Matching | undefined {
  if (current !== null && current.matchedAt > event.matchedAt) return undefined;
  return {
    matchedAt: event.matchedAt,
    matchedAgainst: event.matchedAgainst,
    unjudgedEcosystems: event.unjudgedEcosystems,
    findings: event.open,
  };
}

/** How much of a subject is judged. What was read and never compared is UNJUDGED. */
export function scanStateOf(matching: Matching | null, isIndexed: boolean): ScanState {
  if (matching === null) return isIndexed ? 'UNJUDGED' : 'NOT_SCANNED';
  if (matching.matchedAgainst.length === 0) return 'UNJUDGED';
  return matching.unjudgedEcosystems.length > 0 ? 'PARTIAL' : 'JUDGED';
}

/** The facts of an image, under the name it is asked for by. */
export function imageFactsOf(
  state: ImageState | undefined,
  name?: { reference?: string; digest?: string },
): ImageFacts {
  const reference = name?.reference ?? state?.names[0];
  const digest = state?.digest ?? name?.digest;
  if (state === undefined) return { ...(reference && { reference }), ...(digest && { digest }), scan: 'NOT_SCANNED' };
  const { matching, user, indexedAt, createdAt, distribution, content } = state;
  return {
    ...(reference && { reference }),
    digest: state.digest,
    scan: scanStateOf(matching, indexedAt !== null),
    ...(indexedAt !== null && { indexedAt }),
    ...(createdAt !== null && { createdAt }),
    ...(distribution !== null && { distribution }),
    ...(user !== undefined && { user: user ?? '' }),
    ...content,
    ...(matching !== null && {
      matchedAt: matching.matchedAt,
      matchedAgainst: matching.matchedAgainst,
      unjudgedEcosystems: matching.unjudgedEcosystems,
      findings: matching.findings.map(findingFactsOf),
    }),
  };
}

/** A finding as policies see it. */
export function findingFactsOf(finding: FindingSummary): FindingFacts {
  const { findingId: _id, vulnerabilityId, cvssScore, epss, kev, publishedAt, fixAvailableAt, ...same } = finding;
  return {
    ...same,
    id: vulnerabilityId,
    ...(cvssScore !== null && { cvss: cvssScore }),
    ...(epss !== null && { epss }),
    ...(kev !== null && { kev }),
    ...(publishedAt !== null && { publishedAt }),
    ...(fixAvailableAt !== null && { fixAvailableAt }),
  };
}
