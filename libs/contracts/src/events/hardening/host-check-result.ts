import { z } from 'zod';
import { defineEvent } from '../../define-event.ts';
import type { EventOf } from '../../define-event.ts';
import { ID, INSTANT, SEVERITY } from '../../vocabulary.ts';

/** A host was audited. */
export const HOST_CHECK_RESULT = defineEvent({
  name: 'host.check-result',
  version: 1,
  owner: 'hardening',
  doc: 'A host was audited: one event per audit, with every check that is not PASS and the ids of those that changed.',
  key: (data) => data.hostId,
  data: z.object({
    hostId: ID,
    hostname: z.string().max(300),
    benchmarkId: ID,
    auditId: ID,
    score: z.number().min(0).max(100).nullable().describe('percent of judged checks that pass; null = nothing judged'),
    results: z
      .array(
        z.object({
          checkId: ID,
          code: z.string().max(100),
          title: z.string().max(500),
          severity: SEVERITY,
          state: z.enum(['FAIL', 'MANUAL', 'NOT_APPLICABLE', 'ERROR', 'EXCEPTED', 'UNKNOWN']),
          remediation: z.string().max(4000),
          since: INSTANT,
        }),
      )
      .max(5000),
    passed: z.int().min(0),
    changedCheckIds: z.array(ID).max(5000),
    at: INSTANT,
  }),
});
export type HostCheckResult = EventOf<typeof HOST_CHECK_RESULT>;
