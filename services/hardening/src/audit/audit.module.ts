import type { Clock } from '@bulkhead/core-base';
import type { Messaging } from '@bulkhead/platform-messaging';
import { declareIdempotency } from '@bulkhead/platform-mongo';
import type { MongoConnection } from '@bulkhead/platform-mongo';
import { CLOCK, CONNECTION, MESSAGING, SETTINGS, SUBSCRIPTIONS } from '@bulkhead/platform-service';
import type { SubscriptionRegistry } from '@bulkhead/platform-service';
import type { Provider } from '@nestjs/common';
import type { HardeningSettings } from '../config.ts';
import { auditSubscriptions } from './audit.consumer.ts';
import { AuditResolver, CheckResultResolver, DriftResolver } from './audit.resolver.ts';
import { AuditService } from './audit.service.ts';
import { MongoAuditStore } from './audit.store.ts';

type Parts = [MongoConnection, Messaging, Clock, HardeningSettings, SubscriptionRegistry];

/** Audits, wired to Mongo and to the facts that arrive. */
export const AUDIT_PROVIDERS: readonly Provider[] = [
  {
    provide: AuditService,
    useFactory: (...[connection, messaging, clock, settings, subscriptions]: Parts) => {
      declareIdempotency(connection);
      const retentionDays = settings.BULKHEAD_HARDENING_RETENTION_DAYS;
      const store = new MongoAuditStore({ connection, outbox: messaging.outbox, retentionDays });
      const service = new AuditService(store, clock);
      subscriptions.add(...auditSubscriptions(service));
      return service;
    },
    inject: [CONNECTION, MESSAGING, CLOCK, SETTINGS, SUBSCRIPTIONS],
  },
  AuditResolver,
  CheckResultResolver,
  DriftResolver,
];
