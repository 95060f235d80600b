import type { Clock } from '@bulkhead/core-base';
import type { MongoConnection } from '@bulkhead/platform-mongo';
import { CLOCK, CONNECTION, SETTINGS, SUBSCRIPTIONS } from '@bulkhead/platform-service';
import type { SubscriptionRegistry } from '@bulkhead/platform-service';
import type { Provider } from '@nestjs/common';
import type { IncidentResponseSettings } from '../config.ts';
import { IncidentService } from '../incident/incident.service.ts';
import { runtimeEventSubscriptions } from './runtime-event.consumer.ts';
import { RuntimeEventResolver } from './runtime-event.resolver.ts';
import { RuntimeEventService } from './runtime-event.service.ts';
import { MongoRuntimeEventStore } from './runtime-event.store.ts';

type Parts = [MongoConnection, Clock, IncidentResponseSettings, IncidentService, SubscriptionRegistry];

/** Runtime events, wired to Mongo, to what sensors tell, and to the incidents they belong to. */
export const RUNTIME_EVENT_PROVIDERS: readonly Provider[] = [
  {
    provide: RuntimeEventService,
    useFactory: (...[connection, clock, settings, incidents, subscriptions]: Parts) => {
      const retentionDays = settings.BULKHEAD_INCIDENT_RESPONSE_EVENT_RETENTION_DAYS;
      const store = new MongoRuntimeEventStore({ connection, clock, retentionDays });
      const service = new RuntimeEventService(store, (signal) => incidents.take(signal));
      subscriptions.add(...runtimeEventSubscriptions(service));
      return service;
    },
    inject: [CONNECTION, CLOCK, SETTINGS, IncidentService, SUBSCRIPTIONS],
  },
  RuntimeEventResolver,
];
