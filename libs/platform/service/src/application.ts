import type { Clock } from '@bulkhead/core-base';
import { subgraphModule } from '@bulkhead/platform-graphql';
import type { Logger } from '@bulkhead/platform-logging';
import type { Messaging } from '@bulkhead/platform-messaging';
import type { MongoConnection } from '@bulkhead/platform-mongo';
import type { DynamicModule, FactoryProvider } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { ServiceDefinition, ServiceSettings } from './definition.ts';
import { FaultFilter } from './fault.filter.ts';
import { jsonBodies, onlyOurOwn, plainHeaders } from './http.ts';
import { nestLogger } from './nest-logger.ts';
import type { ReadinessRegistry, SubscriptionRegistry } from './token.ts';
import { CLOCK, CONNECTION, LOGGER, MESSAGING, READINESS, SETTINGS, SUBSCRIPTIONS } from './token.ts';

/** What the modules of a service are wired with. */
export interface ApplicationParts {
  readonly definition: ServiceDefinition;
  readonly settings: ServiceSettings;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly connection: MongoConnection;
  readonly messaging: Messaging;
  readonly subscriptions: SubscriptionRegistry;
  readonly readiness: ReadinessRegistry;
}

class PlatformModule {}
class ServiceModule {}

const REST_LIMIT = 16 * 1024 * 1024;

/** The Nest application of a service: wired, not yet initialised, listening nowhere. */
export async function createApplication(parts: ApplicationParts): Promise<NestExpressApplication> {
  const { definition, settings, logger, clock } = parts;
  const root: DynamicModule = {
    module: ServiceModule,
    imports: [
      platformModule(parts),
      subgraphModule({ name: definition.name, sdl: definition.sdl, logger }),
      definition.module(settings),
    ],
  };
  const application = await NestFactory.create<NestExpressApplication>(root, new ExpressAdapter(), {
    bodyParser: false,
    logger: nestLogger(logger),
    abortOnError: false,
  });
  application.disable('x-powered-by');
  application.disable('etag');
  application.use(plainHeaders());
  application.use(onlyOurOwn(settings.BULKHEAD_INTERNAL_SECRET, clock));
  application.use(jsonBodies(definition.bodyLimit ?? REST_LIMIT));
  application.useGlobalFilters(new FaultFilter(logger));
  return application;
}

function platformModule(parts: ApplicationParts): DynamicModule {
  const values: readonly (readonly [symbol, unknown])[] = [
    [CONNECTION, parts.connection],
    [MESSAGING, parts.messaging],
    [LOGGER, parts.logger],
    [CLOCK, parts.clock],
    [SETTINGS, parts.settings],
    [SUBSCRIPTIONS, parts.subscriptions],
    [READINESS, parts.readiness],
  ];
  // Factories, not values: Nest hashes a value provider by serialising it, and a connection is no plain value.
  const providers = values.map(([provide, value]): FactoryProvider => ({ provide, useFactory: () => value }));
  return { module: PlatformModule, global: true, providers, exports: values.map(([token]) => token) };
}
