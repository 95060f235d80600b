import type { DynamicModule } from '@nestjs/common';
import { INCIDENT_PROVIDERS } from './incident/incident.module.ts';
import { NOTIFICATION_PROVIDERS } from './notification/notification.module.ts';
import { RUNTIME_EVENT_PROVIDERS } from './runtime-event/runtime-event.module.ts';

/** The only place that knows every noun of this service. */
export class AppModule {
  static register(): DynamicModule {
    return {
      module: AppModule,
      providers: [...NOTIFICATION_PROVIDERS, ...INCIDENT_PROVIDERS, ...RUNTIME_EVENT_PROVIDERS],
    };
  }
}
