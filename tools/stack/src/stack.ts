import { hardeningService } from '@bulkhead/service-hardening';
import { createGateway, gatewayConfig } from '@bulkhead/service-gateway';
import type { RunningGateway } from '@bulkhead/service-gateway';
import { incidentResponseService } from '@bulkhead/service-incident-response';
import { ingestionService } from '@bulkhead/service-ingestion';
import { policyService } from '@bulkhead/service-policy';
import { scanningService } from '@bulkhead/service-scanning';
import { readConfig } from '@bulkhead/platform-config';
import type { Environment } from '@bulkhead/platform-config';
import { createLogger } from '@bulkhead/platform-logging';
import type { Logger } from '@bulkhead/platform-logging';
import { createService, readSettings } from '@bulkhead/platform-service';
import type { RunningService, ServiceDefinition } from '@bulkhead/platform-service';
import { DEFAULT_DATA_DIR, holdDataDirectory } from './data-directory.ts';
import type { DataDirectory } from './data-directory.ts';
import { startEngines } from './engines.ts';
import { demandSettings } from './settings.ts';

/** The five services, in the order their data flows. */
export const SERVICES = [
  ingestionService,
  scanningService,
  policyService,
  hardeningService,
  incidentResponseService,
] as unknown as readonly ServiceDefinition[];

/** The whole platform in one process, on one port. */
export interface Stack extends AsyncDisposable {
  readonly url: string;
  readonly gateway: RunningGateway;
  readonly services: ReadonlyMap<string, RunningService>;
  readonly directory: DataDirectory;
  /** What runs embedded. */
  readonly embedded: readonly string[];
  close(): Promise<void>;
}

export interface StackOptions {
  readonly environment: Environment;
  readonly logger?: Logger;
  /** Told as the start goes on, one step at a time. */
  readonly onProgress?: (step: string) => void;
}

/**
 * Boots engines, services and gateway, and listens. Every step that fails closes those before it. Faults of the steps
 * pass through: DATA_DIRECTORY_HELD, CONFIG_INVALID, GATEWAY_PORT_BUSY, ENGINE_REFUSED_IN_PRODUCTION, ...
 */
export async function startStack({
  environment,
  logger: given,
  onProgress = () => undefined,
}: StackOptions): Promise<Stack> {
  demandSettings(SERVICES, environment);
  const logger = given ?? quietLogger(environment);
  await using opened = new AsyncDisposableStack();
  onProgress('data directory');
  const directory = opened.use(await holdDataDirectory(environment['BULKHEAD_DATA_DIR'] ?? DEFAULT_DATA_DIR));
  onProgress('engines');
  const engines = opened.use(await startEngines(directory, environment, logger));
  const env: Environment = {
    BULKHEAD_BLOB_DIR: directory.blobs,
    ...environment,
    ...engines.settings,
    BULKHEAD_DATA_DIR: directory.path,
  };
  const settings = SERVICES.map((definition) => readSettings(definition, env));
  const gatewaySettings = readConfig(gatewayConfig, env);
  const services = new Map<string, RunningService>();
  const starts = await Promise.allSettled(
    SERVICES.map(async (definition, index) => {
      const own = settings[index];
      const service = await createService(definition, { ...(own === undefined ? {} : { settings: own }), env, logger });
      onProgress(definition.name);
      return service;
    }),
  );
  for (const start of starts) {
    if (start.status === 'fulfilled') services.set(start.value.name, opened.use(start.value));
  }
  for (const start of starts) if (start.status === 'rejected') throw start.reason;
  const gateway = opened.use(
    await createGateway({ settings: gatewaySettings, subgraphs: Object.fromEntries(services), logger }),
  );
  onProgress('gateway');
  const url = await gateway.listen();
  const held = opened.move();
  const close = (): Promise<void> => held.disposeAsync();
  return { url, gateway, services, directory, embedded: engines.embedded, close, [Symbol.asyncDispose]: close };
}

function quietLogger(environment: Environment): Logger {
  const level = environment['BULKHEAD_LOG_LEVEL'] ?? 'warn';
  return createLogger({
    name: 'bulkhead',
    level: level as 'warn',
    pretty: environment['BULKHEAD_LOG_PRETTY'] !== 'false',
  });
}
