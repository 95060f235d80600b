import { join } from 'node:path';
import type { Clock } from '@bulkhead/core-base';
import { Fault, systemClock } from '@bulkhead/core-base';
import type { Environment } from '@bulkhead/platform-config';
import { processEnvironment, readConfig } from '@bulkhead/platform-config';
import type { Logger } from '@bulkhead/platform-logging';
import { createLogger } from '@bulkhead/platform-logging';
import type { ClaimStore, Messaging, Tuning } from '@bulkhead/platform-messaging';
import { createMessaging, folderClaimStore } from '@bulkhead/platform-messaging';
import { connect, ensureIndexes } from '@bulkhead/platform-mongo';
import type { MongoConnection } from '@bulkhead/platform-mongo';
import type { z } from 'zod';
import type { ApplicationParts } from './application.ts';
import { createApplication } from './application.ts';
import type { ServiceDefinition, ServiceSettings } from './definition.ts';
import { databaseOf, settingsDefinition } from './definition.ts';
import type { RunningService } from './running.ts';
import { runningService } from './running.ts';
import type { CommonSettings } from './setting.ts';
import { ReadinessRegistry, SubscriptionRegistry } from './token.ts';

export interface CreateOptions<Shape extends z.ZodRawShape = z.ZodRawShape> {
  /** Settings as read already; otherwise they are read from `env`. */
  readonly settings?: ServiceSettings<Shape>;
  readonly env?: Environment;
  readonly clock?: Clock;
  readonly logger?: Logger;
  /** Where large events lie; a folder that all services share when absent. */
  readonly claims?: ClaimStore;
  /** Other times and sizes than messaging has by itself: for tests. */
  readonly tuning?: Partial<Tuning>;
  /** Told as a start goes on: "indexes", "messaging", one step at a time. */
  readonly onProgress?: (step: string) => void;
}

type Wiring = Pick<ApplicationParts, 'definition' | 'settings' | 'logger' | 'clock'>;

/**
 * Starts a service without listening: settings, store, indexes, messaging, modules, then consumers. Throws the Fault of
 * the step that failed, with everything closed again that was open: CONFIG_INVALID, MONGO_UNREACHABLE, ...
 */
export async function createService<Shape extends z.ZodRawShape>(
  definition: ServiceDefinition<Shape>,
  options: CreateOptions<Shape> = {},
): Promise<RunningService> {
  const known = definition as unknown as ServiceDefinition;
  const settings: ServiceSettings = options.settings ?? readSettings(known, options.env);
  const logger = loggerOf(known.name, settings, options.logger);
  const wiring: Wiring = { definition: known, settings, logger, clock: options.clock ?? systemClock };
  const progress = options.onProgress ?? (() => undefined);
  await using opened = new AsyncDisposableStack();

  progress('store');
  const connection = await connect({ uri: settings.MONGODB_URI.reveal(), database: databaseOf(known.name), logger });
  opened.defer(() => connection.close());
  const messaging = await openMessaging(wiring, connection, options);
  opened.defer(() => messaging.close());
  const subscriptions = new SubscriptionRegistry();
  const parts = { ...wiring, connection, messaging, subscriptions, readiness: new ReadinessRegistry() };
  const application = await createApplication(parts);
  opened.defer(() => application.close());
  progress('indexes');
  await ensureIndexes(connection);
  await application.init();
  progress('messaging');
  for (const subscription of subscriptions.all()) messaging.subscribe(subscription);
  await messaging.start();
  opened.move();
  return runningService(parts, application);
}

/** Reads a service's settings, all of them; Fault CONFIG_INVALID names every mistake. */
export function readSettings(definition: ServiceDefinition, env?: Environment): ServiceSettings {
  return readConfig(settingsDefinition(definition), env ?? processEnvironment()) as ServiceSettings;
}

async function openMessaging(
  { definition, settings, logger, clock }: Wiring,
  connection: MongoConnection,
  { claims, tuning }: { readonly claims?: ClaimStore; readonly tuning?: Partial<Tuning> },
): Promise<Messaging> {
  return createMessaging({
    service: definition.name,
    brokers: settings.KAFKA_BROKERS,
    sasl: saslOf(settings),
    tls: settings.KAFKA_TLS,
    connection,
    claims: claims ?? folderClaimStore(blobFolder(settings)),
    logger,
    clock,
    partitions: settings.KAFKA_PARTITIONS,
    replication: settings.KAFKA_REPLICATION,
    ...(tuning === undefined ? {} : { tuning }),
    topics: [...new Set([...definition.produces, ...definition.consumes])],
  });
}

function loggerOf(service: string, settings: CommonSettings, given: Logger | undefined): Logger {
  if (given !== undefined) return given.child({ service });
  return createLogger({ name: service, level: settings.BULKHEAD_LOG_LEVEL, pretty: settings.BULKHEAD_LOG_PRETTY });
}

function blobFolder(settings: CommonSettings): string {
  return settings.BULKHEAD_BLOB_DIR ?? join(settings.BULKHEAD_DATA_DIR, 'blobs');
}

function saslOf(settings: CommonSettings): { username: string; password: string } | undefined {
  const { KAFKA_USERNAME: username, KAFKA_PASSWORD: password } = settings;
  if (username === undefined && password === undefined) return undefined;
  if (username !== undefined && password !== undefined) return { username, password: password.reveal() };
  throw new Fault('invalid', 'CONFIG_INVALID', 'KAFKA_USERNAME and KAFKA_PASSWORD are set together or not at all');
}
