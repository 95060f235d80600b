import {
  DECISION_MADE,
  FINDING_CHANGED,
  HOST_CHECK_RESULT,
  IMAGE_INDEXED,
  INVENTORY_HOST,
  INVENTORY_WORKLOAD,
  POLICY_REVISION,
  VIOLATION_CHANGED,
} from '@bulkhead/contracts';
import { defineService } from '@bulkhead/platform-service';
import { AppModule } from './app.module.ts';
import { POLICY_CONFIG } from './config.ts';
import { POLICY_SDL } from './schema.ts';

/** May it run: policies, the decisions they lead to, and what breaks them. */
export const policyService = defineService({
  name: 'policy',
  config: POLICY_CONFIG,
  sdl: POLICY_SDL,
  module: (settings) => AppModule.register(settings),
  produces: [POLICY_REVISION, DECISION_MADE, VIOLATION_CHANGED],
  consumes: [IMAGE_INDEXED, FINDING_CHANGED, INVENTORY_WORKLOAD, INVENTORY_HOST, HOST_CHECK_RESULT],
});
