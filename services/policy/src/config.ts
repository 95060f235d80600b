import type { ServiceSettings } from '@bulkhead/platform-service';
import { defineConfig, integer } from '@bulkhead/platform-config';
import { MODES } from '@bulkhead/core-policy';
import { z } from 'zod';

/** What the policy service reads beside what all services do. */
export const POLICY_CONFIG = defineConfig({
  service: 'policy',
  shape: {
    BULKHEAD_POLICY_BUILTIN_MODE: z
      .enum(MODES)
      .optional()
      .describe(
        'Mode of the built-in policies when they are stored for the first time; as they are written when not set.',
      ),
    BULKHEAD_POLICY_DECISION_DAYS: integer({ min: 1, max: 3650 })
      .default(400)
      .describe('How many days a decision and its input are kept.'),
    BULKHEAD_POLICY_JUDGES: integer({ min: 1, max: 32 })
      .default(2)
      .describe('How many subjects are judged at the same time in one process.'),
  },
});

/** The settings as read. */
export type PolicySettings = ServiceSettings<(typeof POLICY_CONFIG)['shape']>;
