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

/** Container security context as the orchestrator will apply it, pod-level defaults already merged in. */
export const SECURITY_CONTEXT = z.object({
  privileged: z.boolean(),
  readOnlyRootFilesystem: z.boolean(),
  allowPrivilegeEscalation: z.boolean(),
  runAsNonRoot: z.boolean().nullable(),
  runAsUser: z.int().nullable(),
  capabilitiesAdded: z.array(z.string().max(64)).max(64),
  capabilitiesDropped: z.array(z.string().max(64)).max(64),
  seccompProfile: z.string().max(500).nullable(),
  appArmorProfile: z.string().max(500).nullable(),
  seLinuxOptions: z.string().max(500).nullable(),
  procMount: z.string().max(64).nullable(),
});

export const CONTAINER = z.object({
  name: z.string().max(300),
  type: z.enum(['container', 'init', 'ephemeral']),
  imageRef: z.string().max(1024),
  imageDigest: DIGEST.nullable(),
  securityContext: SECURITY_CONTEXT,
  cpuLimit: z.string().max(64).nullable(),
  memoryLimit: z.string().max(64).nullable(),
  cpuRequest: z.string().max(64).nullable(),
  memoryRequest: z.string().max(64).nullable(),
  livenessProbe: z.boolean(),
  readinessProbe: z.boolean(),
  hostPorts: z.array(z.int()).max(200),
});
export type Container = z.infer<typeof CONTAINER>;
