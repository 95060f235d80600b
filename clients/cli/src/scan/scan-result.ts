import { SEVERITIES } from '@bulkhead/core-base';
import { SCAN_REPORT_SCHEMA } from '@bulkhead/engine-scan';
import { z } from 'zod';

const FINDING = z.object({
  /** Canonical id: a CVE if there is one. */
  vulnerability: z.string(),
  /** Every id it goes by. */
  ids: z.array(z.string()),
  /** The advisories that say so. */
  advisories: z.array(z.string()),
  summary: z.string(),
  severity: z.enum(SEVERITIES),
  cvss: z.number().nullable(),
  component: z.object({ name: z.string(), version: z.string(), purl: z.string(), ecosystem: z.string() }),
  fixedIn: z.array(z.string()),
  path: z.string(),
  layer: z.string().nullable(),
  /** The comparison that decided, and the decision, in words. */
  explanation: z.object({ comparison: z.string(), decision: z.string(), searchedBy: z.unknown(), found: z.unknown() }),
});

const UNKNOWN = z.object({
  reason: z.string(),
  words: z.string(),
  /** How many components it is about. */
  components: z.int(),
});

/** What `bulkhead scan --format json` prints. */
export const SCAN_RESULT_SCHEMA = z.object({
  schema: z.literal('bulkhead/scan-result/v1'),
  /** JUDGED: every component had an answer. PARTIAL: some had. UNKNOWN: none had, so "no findings" means nothing. */
  verdict: z.enum(['JUDGED', 'PARTIAL', 'UNKNOWN']),
  /** What was matched against, by ecosystem. */
  feed: z.object({
    snapshots: z.array(z.string()),
    advisories: z.int(),
    parked: z.int(),
    ecosystems: z.array(z.object({ ecosystem: z.string(), advisories: z.int() })),
  }),
  findings: z.array(FINDING),
  unknown: z.array(UNKNOWN),
  report: SCAN_REPORT_SCHEMA,
});
export type ScanResult = z.output<typeof SCAN_RESULT_SCHEMA>;
export type ScanFinding = z.output<typeof FINDING>;
