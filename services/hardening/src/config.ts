import { defineConfig, integer } from '@bulkhead/platform-config';
import type { SettingsOf } from '@bulkhead/platform-config';

/** The settings of this service alone. */
export const HARDENING_CONFIG = defineConfig({
  service: 'hardening',
  shape: {
    BULKHEAD_HARDENING_RETENTION_DAYS: integer({ min: 1, max: 3650 })
      .default(400)
      .describe('How many days audits and drifts are kept; what checks say now is kept as long as the host.'),
  },
});

export type HardeningSettings = SettingsOf<typeof HARDENING_CONFIG>;
