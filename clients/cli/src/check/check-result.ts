import { SEVERITIES } from '@bulkhead/core-base';
import { EFFECTS, LIFECYCLES, VERDICTS } from '@bulkhead/core-policy';
import { z } from 'zod';

const REASON = z.object({
  policy: z.string(),
  title: z.string(),
  severity: z.enum(SEVERITIES),
  effect: z.enum(EFFECTS),
  path: z.string(),
  operator: z.string(),
  expected: z.unknown(),
  actual: z.unknown(),
  message: z.string(),
  vulnerability: z.string().nullable(),
  remediation: z.array(z.string()),
  controls: z.array(z.string()),
});

/** What `bulkhead check --format json` prints. */
export const CHECK_RESULT_SCHEMA = z.object({
  schema: z.literal('bulkhead/check-result/v1'),
  /** The strongest of all subjects: DENY over ERROR over WARN over ALLOW. */
  verdict: z.enum(VERDICTS),
  /** An image could not be judged for vulnerabilities at all. */
  isUnknown: z.boolean(),
  subjects: z.array(
    z.object({
      kind: z.string(),
      id: z.string(),
      name: z.string(),
      point: z.enum(LIFECYCLES),
      verdict: z.enum(VERDICTS),
      decisionId: z.string(),
      inputDigest: z.string(),
      judged: z.array(z.string()),
      reasons: z.array(REASON),
      unknowns: z.array(z.object({ policy: z.string(), path: z.string(), message: z.string() })),
      errors: z.array(z.object({ policy: z.string(), message: z.string() })),
    }),
  ),
  /** Documents of the manifest that hold no pods, and were not judged. */
  skipped: z.array(z.string()),
});
export type CheckResult = z.output<typeof CHECK_RESULT_SCHEMA>;
export type CheckedSubject = CheckResult['subjects'][number];
