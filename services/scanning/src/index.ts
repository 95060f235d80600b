import {
  ADVISORY_DELTA,
  FINDING_CHANGED,
  IMAGE_INDEXED,
  INVENTORY_WORKLOAD,
  SCAN_REQUEST_BACKGROUND,
  SCAN_REQUEST_INTERACTIVE,
} from '@bulkhead/contracts';
import { defineService } from '@bulkhead/platform-service';
import { AppModule } from './app.module.ts';
import { SCANNING_CONFIG } from './config.ts';
import { SCANNING_SDL } from './schema.ts';

/** What is in it, and what is wrong with that: scans, components, advisories, findings. */
export const scanningService = defineService({
  name: 'scanning',
  config: SCANNING_CONFIG,
  sdl: SCANNING_SDL,
  module: () => AppModule.register(),
  produces: [SCAN_REQUEST_INTERACTIVE, SCAN_REQUEST_BACKGROUND, IMAGE_INDEXED, ADVISORY_DELTA, FINDING_CHANGED],
  consumes: [SCAN_REQUEST_INTERACTIVE, SCAN_REQUEST_BACKGROUND, ADVISORY_DELTA, INVENTORY_WORKLOAD],
});
