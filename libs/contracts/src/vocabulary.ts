import { SEVERITIES } from '@bulkhead/core-base';
import { z } from 'zod';

/** Words that several events share. A change here is a change of every event that uses the word. */
export const SEVERITY = z.enum(SEVERITIES);
export const DIGEST = z
  .string()
  .regex(/^sha(?:256:[0-9a-f]{64}|512:[0-9a-f]{128})$/)
  .describe('OCI content digest');
export const INSTANT = z.iso.datetime().describe('UTC instant');
export const ID = z.string().min(1).max(300);

/** What a judgement is about. */
export const SUBJECT_KINDS = ['image', 'workload', 'host'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];
export const SUBJECT = z
  .object({
    kind: z.enum(SUBJECT_KINDS),
    id: ID.describe('image digest, workload lineage key, or host id'),
    name: z.string().max(1024).describe('what a person calls it'),
  })
  .describe('what a judgement is about');
export type Subject = z.infer<typeof SUBJECT>;

export const SEVERITY_COUNTS = z
  .object({
    critical: z.int().min(0),
    high: z.int().min(0),
    medium: z.int().min(0),
    low: z.int().min(0),
    negligible: z.int().min(0),
    unknown: z.int().min(0),
    fixable: z.int().min(0),
    kev: z.int().min(0),
  })
  .describe('open findings by severity');
export type SeverityCounts = z.infer<typeof SEVERITY_COUNTS>;

export const OWNER = z
  .object({ teamId: ID, name: z.string().max(300), reason: z.string().max(500).describe('which rule said so') })
  .describe('the team that answers for it');
export type Owner = z.infer<typeof OWNER>;

/** How far a workload can be reached from. UNKNOWN when nobody looked. */
export const EXPOSURES = ['NONE', 'CLUSTER', 'NODE', 'INTERNET', 'UNKNOWN'] as const;
export type Exposure = (typeof EXPOSURES)[number];
export const EXPOSURE = z.enum(EXPOSURES);

/** Where in its life a cluster, or an image, stands. */
export const STAGES = ['DEV', 'TEST', 'PROD', 'UNASSIGNED'] as const;
export type Stage = (typeof STAGES)[number];
export const STAGE = z.enum(STAGES);
