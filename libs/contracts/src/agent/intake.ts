import { z } from 'zod';
import { DIGEST, EXPOSURE, ID, INSTANT, SEVERITY, STAGE } from '../vocabulary.ts';

/** What agents, registries and sensors send to ingestion: `POST /ingest/v1/events`, or `ingestBatch` in GraphQL. */
const LABELS = z.record(z.string().max(300), z.string().max(4096)).default({});
const NAME = z.string().min(1).max(300);
const OBJECT = z.record(z.string(), z.unknown());

const CLUSTER_OBSERVED = z.object({
  name: NAME,
  orchestrator: z.enum(['KUBERNETES', 'OPENSHIFT', 'NOMAD', 'PODMAN', 'DOCKER']),
  version: z.string().max(100).nullable().default(null),
  stage: STAGE.default('UNASSIGNED'),
  labels: LABELS,
});

const WORKLOAD_OBSERVED = z.object({
  manifest: OBJECT.describe('the orchestrator object: Deployment, Pod, ...; status and managed fields may be left out'),
  images: z.record(z.string().max(300), DIGEST).default({}).describe('container name -> digest that runs under it'),
  hostIds: z.array(ID).max(10_000).default([]),
  exposure: EXPOSURE.default('UNKNOWN'),
});

const WORKLOAD_REMOVED = z.object({ namespace: NAME, kind: NAME, name: NAME });

const HOST_OBSERVED = z.object({
  hostId: ID.describe('h(machine-id)'),
  hostname: NAME,
  nodeName: NAME.nullable().default(null),
  labels: LABELS,
  removed: z.boolean().default(false),
});

const HOST_FACTS_REPORTED = z.object({ hostId: ID, facts: OBJECT });

const TAG_OBSERVED = z.object({
  registry: NAME,
  repository: z.string().min(1).max(500),
  tag: z.string().min(1).max(200),
  digest: DIGEST.nullable(),
  actor: z.string().max(300).nullable().default(null),
});

const RUNTIME_OBSERVED = z.object({
  rule: z.string().min(1).max(200),
  severity: SEVERITY,
  source: z.string().min(1).max(100).describe('falco, tetragon, bulkhead-agent, ...'),
  summary: z.string().max(4000),
  hostId: ID.nullable().default(null),
  workload: z.object({ namespace: NAME, kind: NAME, name: NAME }).nullable().default(null),
  container: NAME.nullable().default(null),
  imageDigest: DIGEST.nullable().default(null),
  techniques: z.array(z.string().max(20)).max(50).default([]),
  process: OBJECT.nullable().default(null),
  network: OBJECT.nullable().default(null),
  file: OBJECT.nullable().default(null),
});

/** Payload by type. */
export const INTAKE_PAYLOADS = {
  'cluster.observed': CLUSTER_OBSERVED,
  'workload.observed': WORKLOAD_OBSERVED,
  'workload.removed': WORKLOAD_REMOVED,
  'host.observed': HOST_OBSERVED,
  'host.facts': HOST_FACTS_REPORTED,
  'registry.tag': TAG_OBSERVED,
  'runtime.event': RUNTIME_OBSERVED,
} as const;
export type IntakeType = keyof typeof INTAKE_PAYLOADS;
export const INTAKE_TYPES = Object.keys(INTAKE_PAYLOADS) as readonly IntakeType[];
export type IntakePayload<Type extends IntakeType> = z.infer<(typeof INTAKE_PAYLOADS)[Type]>;

/** The wrapping of one event. `id` makes sending it twice harmless. */
export const INTAKE_EVENT = z.object({
  id: z.string().min(1).max(200).describe('chosen by the sender; the same id is taken in once'),
  type: z.enum(INTAKE_TYPES),
  clusterId: ID.nullable().default(null),
  observedAt: INSTANT,
  payload: OBJECT,
});
export type IntakeEvent = z.infer<typeof INTAKE_EVENT>;

/** Bounds of one batch; more is refused as a whole. */
export const INTAKE_BATCH_LIMIT = 1_000;

/** What became of one event of a batch, in the order sent. */
export const INTAKE_RESULTS = ['ACCEPTED', 'DUPLICATE', 'PARKED', 'RETRY'] as const;
export type IntakeResult = (typeof INTAKE_RESULTS)[number];
