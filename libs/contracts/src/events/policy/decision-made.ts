import { z } from 'zod';
import { defineEvent } from '../../define-event.ts';
import type { EventOf } from '../../define-event.ts';
import { DIGEST, ID, INSTANT, SUBJECT } from '../../vocabulary.ts';

/** Something was judged. */
export const DECISION_MADE = defineEvent({
  name: 'decision.made',
  version: 1,
  owner: 'policy',
  doc: 'A subject was judged and the answer is a new one. Reasons and input stay in the store.',
  key: (data) => data.subject.id,
  data: z.object({
    decisionId: ID,
    point: z.enum(['BUILD', 'REGISTRY', 'PROMOTE', 'DEPLOY', 'RUNTIME', 'HOST']),
    verdict: z.enum(['ALLOW', 'WARN', 'DENY', 'ERROR']),
    subject: SUBJECT,
    inputDigest: DIGEST,
    policies: z.array(ID).max(1000).describe('policies that gave a reason'),
    at: INSTANT,
  }),
});
export type DecisionMade = EventOf<typeof DECISION_MADE>;
