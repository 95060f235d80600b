import { z } from 'zod';
import { defineEvent } from '../../define-event.ts';
import type { EventOf } from '../../define-event.ts';
import { DIGEST, ID, INSTANT } from '../../vocabulary.ts';

/** A policy has a new revision, or a new mode. */
export const POLICY_REVISION = defineEvent({
  name: 'policy.revision',
  version: 1,
  owner: 'policy',
  doc: 'A policy was created or changed. Carries the whole document, so that evaluators elsewhere need nobody to ask.',
  key: (data) => data.policyId,
  data: z.object({
    policyId: ID,
    name: z.string().max(300),
    digest: DIGEST,
    mode: z.enum(['DISABLED', 'SHADOW', 'WARN', 'ENFORCE']),
    document: z.string().max(1_000_000).describe('the YAML document'),
    changedBy: z.string().max(300),
    changedAt: INSTANT,
  }),
});
export type PolicyRevision = EventOf<typeof POLICY_REVISION>;
