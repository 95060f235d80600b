import { once } from 'node:events';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isFault, messageOf } from '@bulkhead/core-base';
import { printConfig } from '@bulkhead/platform-config';
import type { Logger } from '@bulkhead/platform-logging';
import { createLogger } from '@bulkhead/platform-logging';
import { startTelemetry } from '@bulkhead/platform-telemetry';
import type { z } from 'zod';
import { createService, readSettings } from './create.ts';
import type { ServiceDefinition, ServiceSettings } from './definition.ts';
import type { RunningService } from './running.ts';
import { listenNames } from './setting.ts';

/** Exit codes of a process of ours: it ended as asked, it broke, or its settings are wrong. */
export const EXIT = { done: 0, broken: 1, configuration: 2 } as const;

/**
 * Runs a service as its own process: reads and prints its settings, starts it, listens, and on SIGTERM or SIGINT drains
 * and exits 0. Wrong settings are listed on standard error, all of them, and the exit code is 2.
 */
export async function runService<Shape extends z.ZodRawShape>(definition: ServiceDefinition<Shape>): Promise<void> {
  const known = definition as unknown as ServiceDefinition;
  await runProcess(known.name, async () => {
    const settings = readSettings(known);
    const logger = createLogger({
      name: known.name,
      level: settings.BULKHEAD_LOG_LEVEL,
      pretty: settings.BULKHEAD_LOG_PRETTY,
    });
    for (const line of printConfig(settings)) logger.info('setting', { setting: line });
    const endpoint = settings.BULKHEAD_OTLP_ENDPOINT;
    const telemetry = await startTelemetry({ service: known.name, ...(endpoint === undefined ? {} : { endpoint }) });
    const service = await createService(known, { settings, logger });
    const server = await listen(service, settings, logger);
    return {
      logger,
      close: async () => {
        server.close();
        server.closeIdleConnections();
        await service.close();
        server.closeAllConnections();
        await telemetry.close();
      },
    };
  });
}

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/** Something that runs until it is told to stop. */
export interface Stoppable {
  readonly logger: Logger;
  close(): Promise<void>;
}

/** Starts a process's work, waits for SIGTERM or SIGINT, closes it and sets the exit code. A second signal ends at once. */
export async function runProcess(name: string, start: () => Promise<Stoppable>): Promise<void> {
  // Listened to from the beginning: a signal during the start stops the process after it, in order.
  const stopped = Promise.race(SIGNALS.map(async (signal) => (await once(process, signal), signal)));
  let work: Stoppable;
  try {
    work = await start();
  } catch (error) {
    for (const line of startProblem(name, error)) process.stderr.write(`${line}\n`);
    process.exit(isFault(error) && error.code === 'CONFIG_INVALID' ? EXIT.configuration : EXIT.broken);
  }
  process.once('uncaughtException', (error) => {
    work.logger.error('process broken', { error });
    process.exit(EXIT.broken);
  });
  const signal = await stopped;
  for (const again of SIGNALS) process.once(again, () => process.exit(EXIT.broken));
  work.logger.info('process stopping', { signal });
  try {
    await work.close();
    process.exit(EXIT.done);
  } catch (error) {
    work.logger.error('process stopped badly', { error });
    process.exit(EXIT.broken);
  }
}

async function listen(service: RunningService, settings: ServiceSettings, logger: Logger): Promise<Server> {
  const { portName, hostName } = listenNames(service.name);
  const values = settings as unknown as Readonly<Record<string, unknown>>;
  const server = createServer({ requestTimeout: 60_000, headersTimeout: 15_000 }, service.http);
  server.listen(Number(values[portName]), String(values[hostName]));
  await once(server, 'listening');
  if (settings.BULKHEAD_INTERNAL_SECRET === undefined) {
    logger.warn('nobody can call this service', { reason: 'BULKHEAD_INTERNAL_SECRET is not set' });
  }
  const { address, port } = server.address() as AddressInfo;
  logger.info('service listening', { address, port });
  return server;
}

function startProblem(name: string, error: unknown): string[] {
  if (!isFault(error))
    return [`${name}: ${error instanceof Error ? (error.stack ?? error.message) : messageOf(error)}`];
  const mistakes = error.details['mistakes'];
  const lines = Array.isArray(mistakes) ? (mistakes as readonly string[]).map((mistake) => `  ${mistake}`) : [];
  const headline = lines.length > 0 ? `${name}: the settings are wrong:` : `${name}: ${error.message}`;
  return [headline, ...lines, ...(error.advice === undefined ? [] : [error.advice])];
}
