import { INCIDENT_CHANGED, RUNTIME_EVENT, VIOLATION_CHANGED } from '@bulkhead/contracts';
import { defineService } from '@bulkhead/platform-service';
import { AppModule } from './app.module.ts';
import { INCIDENT_RESPONSE_CONFIG } from './config.ts';
import { INCIDENT_RESPONSE_SDL } from './schema.ts';

/** What happened and who is told: runtime events, incidents, deliveries. */
export const incidentResponseService = defineService({
  name: 'incident-response',
  config: INCIDENT_RESPONSE_CONFIG,
  sdl: INCIDENT_RESPONSE_SDL,
  module: () => AppModule.register(),
  produces: [INCIDENT_CHANGED],
  consumes: [VIOLATION_CHANGED, RUNTIME_EVENT],
});
