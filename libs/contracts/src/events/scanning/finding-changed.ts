import { z } from 'zod';
import { defineEvent } from '../../define-event.ts';
import type { EventOf } from '../../define-event.ts';
import { ID, INSTANT, SEVERITY, SEVERITY_COUNTS, SUBJECT } from '../../vocabulary.ts';

/** What others need to know of a finding; the whole stays in the store. */
export const FINDING_SUMMARY = z.object({
  findingId: ID,
  vulnerabilityId: ID,
  aliases: z.array(z.string().max(200)).max(200),
  severity: SEVERITY,
  cvssScore: z.number().min(0).max(10).nullable(),
  epss: z.number().min(0).max(1).nullable(),
  kev: z.boolean().nullable().describe('null = no KEV catalogue is held'),
  component: z.string().max(500),
  version: z.string().max(1024),
  purl: z.string().max(2048),
  fixedIn: z.array(z.string().max(1024)).max(100),
  state: z.enum(['ACTIVE', 'INACTIVE', 'FIXED', 'REGRESSED']),
  firstSeen: INSTANT,
  publishedAt: INSTANT.nullable().describe('when the vulnerability was published; null = not said'),
  fixAvailableAt: INSTANT.nullable().describe('since when a fix is known; null = none is'),
});
export type FindingSummary = z.infer<typeof FINDING_SUMMARY>;

/** The findings of one subject changed. */
export const FINDING_CHANGED = defineEvent({
  name: 'finding.changed',
  version: 1,
  owner: 'scanning',
  doc: 'The findings of one image or host changed: one event per subject, not per finding. Carries the whole open set with its counts, and which of them are new or gone.',
  key: (data) => data.subject.id,
  data: z.object({
    subject: SUBJECT,
    cause: z.enum(['INDEXED', 'ADVISORY']),
    open: z.array(FINDING_SUMMARY).max(50_000).describe('every finding that is ACTIVE or REGRESSED now'),
    opened: z.array(ID).max(50_000).describe('ids that were not open before'),
    closed: z.array(ID).max(50_000).describe('ids that are not open any more'),
    counts: SEVERITY_COUNTS,
    matchedAt: INSTANT,
    matchedAgainst: z.array(z.string().max(300)).max(100).describe('feed snapshots; empty = nothing could be judged'),
    unjudgedEcosystems: z
      .array(z.string().max(100))
      .max(100)
      .describe('ecosystems with components and no feed: UNKNOWN'),
  }),
});
export type FindingChanged = EventOf<typeof FINDING_CHANGED>;
