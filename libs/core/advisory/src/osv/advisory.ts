import { z } from 'zod';

/** What an advisory may hold; more is cut, and said so. */
export const ADVISORY_LIMITS = {
  idLength: 256,
  nameLength: 1024,
  aliases: 2_000,
  affected: 50_000,
  ranges: 2_000,
  events: 20_000,
  versions: 200_000,
} as const;

const ID = z.string().min(1).max(ADVISORY_LIMITS.idLength);
const VERSION = z.string();

/** OSV `affected[].ranges[].events[]`: exactly one member is meant to be there. */
export const EVENT_SCHEMA = z.looseObject({
  introduced: VERSION.optional(),
  fixed: VERSION.optional(),
  last_affected: VERSION.optional(),
  limit: VERSION.optional(),
});

/** OSV `affected[].ranges[]`. SEMVER and ECOSYSTEM are judged, GIT is not. */
export const RANGE_SCHEMA = z.looseObject({
  type: z.string(),
  repo: z.string().optional(),
  events: z.array(EVENT_SCHEMA).max(ADVISORY_LIMITS.events),
});

/** OSV `severity[]`: a CVSS vector, or a word with the name of its scale as type. */
export const SEVERITY_SCHEMA = z.looseObject({ type: z.string(), score: z.string().max(1024) });

/** OSV `affected[]`: one package (or, without one, one repository) and what of it is affected. */
export const AFFECTED_SCHEMA = z.looseObject({
  package: z
    .looseObject({
      ecosystem: z.string().min(1).max(ADVISORY_LIMITS.idLength),
      name: z.string().min(1).max(ADVISORY_LIMITS.nameLength),
      purl: z.string().nullish(),
    })
    .nullish(),
  ranges: z.array(RANGE_SCHEMA).max(ADVISORY_LIMITS.ranges).nullish(),
  versions: z.array(VERSION).max(ADVISORY_LIMITS.versions).nullish(),
  severity: z.array(SEVERITY_SCHEMA).nullish(),
  ecosystem_specific: z.unknown().optional(),
  database_specific: z.unknown().optional(),
});

export const REFERENCE_SCHEMA = z.looseObject({ type: z.string(), url: z.string() });

/**
 * An advisory: an OSV document (https://ossf.github.io/osv-schema, 1.7) whatever the source was. Members this schema
 * does not name are kept; names are those of the document.
 */
export const ADVISORY_SCHEMA = z.looseObject({
  schema_version: z.string().optional(),
  id: ID,
  /** RFC 3339 in UTC; the empty text when the document does not say. */
  modified: z.string(),
  published: z.string().optional(),
  withdrawn: z.string().optional(),
  aliases: z.array(ID).max(ADVISORY_LIMITS.aliases),
  /** Vulnerabilities this one restates or bundles: a distribution's notice names its CVEs here. */
  upstream: z.array(ID).max(ADVISORY_LIMITS.aliases),
  related: z.array(ID).max(ADVISORY_LIMITS.aliases),
  summary: z.string().optional(),
  details: z.string().optional(),
  severity: z.array(SEVERITY_SCHEMA),
  affected: z.array(AFFECTED_SCHEMA).max(ADVISORY_LIMITS.affected),
  references: z.array(REFERENCE_SCHEMA),
  database_specific: z.unknown().optional(),
});

export type Advisory = z.output<typeof ADVISORY_SCHEMA>;
export type Affected = z.output<typeof AFFECTED_SCHEMA>;
export type AffectedRange = z.output<typeof RANGE_SCHEMA>;
export type RangeEvent = z.output<typeof EVENT_SCHEMA>;
export type AdvisorySeverity = z.output<typeof SEVERITY_SCHEMA>;
