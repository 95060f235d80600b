import { SEVERITIES } from '@bulkhead/core-base';
import { z } from 'zod';
import { LIFECYCLES, MODES, POLICY_API_VERSION, UNKNOWN_EFFECTS } from '../vocabulary.ts';
import { PATTERNS } from '../criterion/value.ts';
import { CONTEXT_FACTS, HOST_FACTS, IMAGE_FACTS } from './input.ts';

const LINE = z.string().min(1).max(300);
const PROSE = z.string().min(1).max(4000);
const NAME = z
  .string()
  .max(63)
  .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, 'use lower case letters, digits and dashes')
  .describe('unique name, also that of the Kubernetes object');
const DAY = z.iso.date().describe('day, as in 2027-01-31; it is the last one');

/** Which subjects are meant: everything that is said must hold. What is not known of a subject selects nothing. */
export const SELECTOR_SHAPE = {
  cluster: PATTERNS.optional().describe('id or name of the cluster'),
  stage: PATTERNS.optional().describe('stage of the cluster: DEV, TEST, PROD'),
  namespace: PATTERNS.optional().describe('namespace of the workload'),
  team: PATTERNS.optional().describe('owner of the subject'),
  kind: PATTERNS.optional().describe('kind of the workload'),
  name: PATTERNS.optional().describe('name of the workload or the host'),
  labels: z
    .record(z.string().max(512), z.string().max(512))
    .optional()
    .describe('labels of the workload, its pods or the host; values are patterns'),
  image: PATTERNS.optional().describe('name of the image, as written or in full (docker.io/library/nginx:1.27)'),
};

export const SELECTOR = z
  .strictObject(SELECTOR_SHAPE)
  .refine((selector) => Object.values(selector).some((member) => member !== undefined), {
    message: 'a selector that says nothing would select everything',
  });
export type Selector = z.output<typeof SELECTOR>;

const EXCLUSION = z.strictObject({
  ...SELECTOR_SHAPE,
  reason: PROSE.describe('why, for whoever asks later'),
  until: DAY.optional(),
});
export type Exclusion = z.output<typeof EXCLUSION>;

/** The criteria are read by `criteria.ts`, which knows the shape of each; here they are one-member objects. */
const CRITERION = z.record(z.string(), z.unknown()).meta({ id: 'Criterion' });

const RULE = z.strictObject({
  name: LINE.optional().describe('what this rule looks for'),
  message: PROSE.optional().describe('what to say where it applies, instead of the words of the criteria'),
  all: z.array(CRITERION).min(1).max(50).describe('criteria that must all hold, for one container, finding or check'),
});

const MODE = z.enum(MODES);
const MODE_PER_POINT = z.strictObject({
  default: MODE,
  BUILD: MODE.optional(),
  REGISTRY: MODE.optional(),
  PROMOTE: MODE.optional(),
  DEPLOY: MODE.optional(),
  RUNTIME: MODE.optional(),
  HOST: MODE.optional(),
});

const EXAMPLE = z.strictObject({
  name: LINE,
  expect: z.enum(['MATCH', 'NO_MATCH', 'UNKNOWN']).describe('what this policy says of it'),
  image: IMAGE_FACTS.optional(),
  images: z.record(z.string().max(1024), IMAGE_FACTS).optional().describe('images of the workload, by reference'),
  workload: z.record(z.string(), z.unknown()).optional().describe('a Kubernetes object'),
  host: HOST_FACTS.optional(),
  context: CONTEXT_FACTS.optional(),
  asOf: z.iso.date().default('2026-01-01').describe('day of the evaluation'),
});
export type ExampleDocument = z.output<typeof EXAMPLE>;

const SPEC = z.strictObject({
  title: LINE.optional().describe('name for people; the name of the policy if it is left out'),
  severity: z.enum(SEVERITIES),
  categories: z.array(LINE).max(20).default([]),
  description: PROSE.describe('what the policy looks for'),
  rationale: PROSE.optional().describe('why that matters'),
  remediation: z
    .union([PROSE.transform((step) => [step]), z.array(PROSE).min(1).max(20)])
    .default([])
    .describe('what to do, step by step'),
  lifecycles: z.array(z.enum(LIFECYCLES)).min(1).max(LIFECYCLES.length).describe('where the policy is asked'),
  mode: z.union([MODE, MODE_PER_POINT]).default('WARN').describe('what it does, everywhere or per point'),
  unknown: z
    .enum(UNKNOWN_EFFECTS)
    .default('WARN')
    .describe('what it does where it cannot be judged; never more than mode'),
  controls: z.array(LINE).max(50).default([]).describe('controls it is evidence for, as in "NIST SP 800-190:4.1.1"'),
  techniques: z
    .array(z.string().regex(/^T\d{4}(\.\d{3})?$/, 'an ATT&CK technique, as in T1611'))
    .max(50)
    .default([]),
  scope: z.array(SELECTOR).max(100).default([]).describe('subjects it is about; all where nothing is said'),
  exclusions: z.array(EXCLUSION).max(500).default([]).describe('subjects it is not about'),
  rules: z.array(RULE).min(1).max(100).describe('one of them is enough'),
  examples: z.array(EXAMPLE).max(100).default([]).describe('inputs and what the policy says of them: its tests'),
});

/** A policy document, as parsed from YAML. */
export const POLICY_DOCUMENT = z.strictObject({
  apiVersion: z.literal(POLICY_API_VERSION),
  kind: z.literal('Policy'),
  metadata: z.strictObject({
    name: NAME,
    labels: z.record(z.string(), z.string()).optional(),
    annotations: z.record(z.string(), z.string()).optional(),
  }),
  spec: SPEC,
});
export type PolicyDocument = z.output<typeof POLICY_DOCUMENT>;
export type RuleDocument = PolicyDocument['spec']['rules'][number];
