import { z } from 'zod';
import { defineEvent } from '../../define-event.ts';
import type { EventOf } from '../../define-event.ts';
import { DIGEST, ID, INSTANT, SEVERITY, SUBJECT } from '../../vocabulary.ts';

/** A violation opened, changed its state, or was resolved. */
export const VIOLATION_CHANGED = defineEvent({
  name: 'violation.changed',
  version: 1,
  owner: 'policy',
  doc: 'A violation opened, reopened, changed its state or was resolved. Carries what an incident needs to tell its owner what to do.',
  key: (data) => data.violationId,
  data: z.object({
    violationId: ID.describe('h(policy, subject)'),
    causeKey: ID.describe('groups what one cause brought'),
    state: z.enum(['OPEN', 'ACKNOWLEDGED', 'EXCEPTED', 'RESOLVED']),
    previousState: z.enum(['OPEN', 'ACKNOWLEDGED', 'EXCEPTED', 'RESOLVED']).nullable(),
    policyId: ID,
    policyName: z.string().max(300),
    severity: SEVERITY,
    subject: SUBJECT,
    clusterId: ID.nullable(),
    lineageKeys: z.array(ID).max(10_000).describe('workloads it is about or that run the image'),
    imageDigests: z.array(DIGEST).max(1000),
    hostIds: z.array(ID).max(10_000),
    ownerTeamId: ID.nullable(),
    vulnerabilityIds: z.array(ID).max(10_000),
    summary: z.string().max(4000),
    remediation: z.array(z.string().max(4000)).max(50),
    techniques: z.array(z.string().max(20)).max(50),
    decisionId: ID,
    occurrences: z.int().min(1),
    at: INSTANT,
  }),
});
export type ViolationChanged = EventOf<typeof VIOLATION_CHANGED>;
