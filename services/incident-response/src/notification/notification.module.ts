import type { Clock } from '@bulkhead/core-base';
import { processEnvironment } from '@bulkhead/platform-config';
import type { Logger } from '@bulkhead/platform-logging';
import type { MongoConnection } from '@bulkhead/platform-mongo';
import { CLOCK, CONNECTION, LOGGER, SETTINGS } from '@bulkhead/platform-service';
import type { CommonSettings } from '@bulkhead/platform-service';
import type { OnApplicationBootstrap, OnModuleDestroy, Provider } from '@nestjs/common';
import type { IncidentResponseSettings } from '../config.ts';
import { DeliverySender } from './delivery.sender.ts';
import { DeliveryService } from './delivery.service.ts';
import { MongoDeliveryStore } from './delivery.store.ts';
import type { Sink } from './notification.ports.ts';
import { DeliveryResolver } from './notification.resolver.ts';
import { configuredSinks } from './sink-list.ts';

/** The sinks that the settings name. */
export const SINKS = Symbol('incident-response.sinks');

type SenderParts = [MongoConnection, readonly Sink[], IncidentResponseSettings, Clock, Logger];

/** Sends while the application runs. */
class RunningSender extends DeliverySender implements OnApplicationBootstrap, OnModuleDestroy {
  onApplicationBootstrap(): void {
    this.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.close();
  }
}

/** Deliveries, wired to Mongo and to the sinks. */
export const NOTIFICATION_PROVIDERS: readonly Provider[] = [
  {
    provide: SINKS,
    useFactory: (settings: IncidentResponseSettings & CommonSettings, clock: Clock) =>
      configuredSinks(settings, {
        clock,
        isProduction: settings.BULKHEAD_PROFILE === 'production',
        environment: processEnvironment(),
      }),
    inject: [SETTINGS, CLOCK],
  },
  {
    provide: DeliverySender,
    useFactory: (...[connection, sinks, settings, clock, logger]: SenderParts) =>
      new RunningSender({
        deliveries: new MongoDeliveryStore(connection),
        sinks,
        retry: { attempts: settings.BULKHEAD_INCIDENT_RESPONSE_SINK_ATTEMPTS },
        clock,
        logger: logger.child({ part: 'deliveries' }),
      }),
    inject: [CONNECTION, SINKS, SETTINGS, CLOCK, LOGGER],
  },
  {
    provide: DeliveryService,
    useFactory: (connection: MongoConnection, clock: Clock, sender: DeliverySender) =>
      new DeliveryService(new MongoDeliveryStore(connection), clock, () => sender.nudge()),
    inject: [CONNECTION, CLOCK, DeliverySender],
  },
  DeliveryResolver,
];
