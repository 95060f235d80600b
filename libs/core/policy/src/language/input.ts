import { SEVERITIES } from '@bulkhead/core-base';
import { z } from 'zod';
import type { CheckFacts, ComponentFacts, ContextFacts, FindingFacts, HostFacts, ImageFacts } from '../facts.ts';
import { SCAN_STATES } from '../vocabulary.ts';

const TEXT = z.string().max(4096);
const TEXTS = z.array(TEXT).max(10_000);
const INSTANT = z.iso.datetime({ offset: true });
const LABELS = z.record(z.string().max(512), z.string().max(262_144));

const FINDING: z.ZodType<FindingFacts> = z.strictObject({
  id: TEXT,
  aliases: TEXTS.default([]),
  severity: z.enum(SEVERITIES),
  cvss: z.number().min(0).max(10).exactOptional(),
  epss: z.number().min(0).max(1).exactOptional(),
  kev: z.boolean().exactOptional(),
  component: TEXT,
  version: TEXT,
  ecosystem: TEXT.exactOptional(),
  purl: TEXT.exactOptional(),
  fixedIn: TEXTS.default([]),
  state: z.string().default('ACTIVE'),
  firstSeen: INSTANT.exactOptional(),
  publishedAt: INSTANT.exactOptional(),
  fixAvailableAt: INSTANT.exactOptional(),
});

const COMPONENT: z.ZodType<ComponentFacts> = z.strictObject({
  name: TEXT,
  version: TEXT,
  ecosystem: TEXT.exactOptional(),
  purl: TEXT.exactOptional(),
});

/** What is known of an image, as JSON. Only `scan` must be said; what is left out is not known. */
export const IMAGE_FACTS: z.ZodType<ImageFacts> = z.strictObject({
  reference: TEXT.exactOptional(),
  digest: TEXT.exactOptional(),
  scan: z.enum(SCAN_STATES),
  indexedAt: INSTANT.exactOptional(),
  matchedAt: INSTANT.exactOptional(),
  createdAt: INSTANT.exactOptional(),
  distribution: TEXT.exactOptional(),
  user: TEXT.exactOptional(),
  environment: TEXTS.exactOptional(),
  labels: LABELS.exactOptional(),
  exposedPorts: TEXTS.exactOptional(),
  components: z.array(COMPONENT).max(200_000).exactOptional(),
  findings: z.array(FINDING).max(100_000).exactOptional(),
  unjudgedEcosystems: TEXTS.exactOptional(),
  matchedAgainst: TEXTS.exactOptional(),
});

const CHECK: z.ZodType<CheckFacts> = z.strictObject({
  id: TEXT,
  benchmark: TEXT,
  code: TEXT,
  title: TEXT,
  severity: z.enum(SEVERITIES),
  state: TEXT,
  remediation: TEXT.exactOptional(),
  since: INSTANT.exactOptional(),
});

/** What is known of a host, as JSON. */
export const HOST_FACTS: z.ZodType<HostFacts> = z.strictObject({
  id: TEXT,
  hostname: TEXT,
  labels: LABELS.exactOptional(),
  operatingSystem: TEXT.exactOptional(),
  scan: z.enum(SCAN_STATES).default('NOT_SCANNED'),
  matchedAt: INSTANT.exactOptional(),
  findings: z.array(FINDING).max(100_000).exactOptional(),
  unjudgedEcosystems: TEXTS.exactOptional(),
  checks: z.array(CHECK).max(5000).exactOptional(),
  auditedAt: INSTANT.exactOptional(),
});

/** Where a subject is, as JSON. */
export const CONTEXT_FACTS: z.ZodType<ContextFacts> = z.strictObject({
  clusterId: TEXT.exactOptional(),
  clusterName: TEXT.exactOptional(),
  stage: TEXT.exactOptional(),
  team: TEXT.exactOptional(),
  namespace: TEXT.exactOptional(),
});
