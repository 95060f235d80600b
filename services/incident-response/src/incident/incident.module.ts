import type { Clock } from '@bulkhead/core-base';
import type { Messaging } from '@bulkhead/platform-messaging';
import { declareIdempotency } from '@bulkhead/platform-mongo';
import type { MongoConnection } from '@bulkhead/platform-mongo';
import { CLOCK, CONNECTION, MESSAGING, SETTINGS, SUBSCRIPTIONS } from '@bulkhead/platform-service';
import type { SubscriptionRegistry } from '@bulkhead/platform-service';
import type { Provider } from '@nestjs/common';
import type { IncidentResponseSettings } from '../config.ts';
import { planDeliveries } from '../notification/delivery.ts';
import { DeliverySender } from '../notification/delivery.sender.ts';
import { SINKS } from '../notification/notification.module.ts';
import type { Sink } from '../notification/notification.ports.ts';
import { HostResolver, ImageResolver, TeamResolver, ViolationResolver, WorkloadResolver } from './foreign.resolver.ts';
import { incidentSubscriptions } from './incident.consumer.ts';
import { IncidentResolver } from './incident.resolver.ts';
import { IncidentService } from './incident.service.ts';
import { MongoIncidentStore } from './incident.store.ts';

type StoreParts = [MongoConnection, Messaging, DeliverySender];
type ServiceParts = [MongoIncidentStore, readonly Sink[], Clock, IncidentResponseSettings, SubscriptionRegistry];

const MINUTE = 60_000;

/** Incidents, wired to Mongo, to the violations that arrive, and to the sinks. */
export const INCIDENT_PROVIDERS: readonly Provider[] = [
  {
    provide: MongoIncidentStore,
    useFactory: (...[connection, messaging, sender]: StoreParts) => {
      declareIdempotency(connection);
      return new MongoIncidentStore({ connection, outbox: messaging.outbox, onDeliveries: () => sender.nudge() });
    },
    inject: [CONNECTION, MESSAGING, DeliverySender],
  },
  {
    provide: IncidentService,
    useFactory: (...[incidents, sinks, clock, settings, subscriptions]: ServiceParts) => {
      const service = new IncidentService({
        incidents,
        clock,
        notify: (decision, now) => planDeliveries(decision, sinks, now),
        rules: {
          windowMs: settings.BULKHEAD_INCIDENT_RESPONSE_WINDOW_MINUTES * MINUTE,
          openFrom: settings.BULKHEAD_INCIDENT_RESPONSE_OPEN_FROM,
        },
      });
      subscriptions.add(...incidentSubscriptions(service));
      return service;
    },
    inject: [MongoIncidentStore, SINKS, CLOCK, SETTINGS, SUBSCRIPTIONS],
  },
  IncidentResolver,
  WorkloadResolver,
  HostResolver,
  ImageResolver,
  TeamResolver,
  ViolationResolver,
];
