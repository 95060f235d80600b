import type { Fault } from '@bulkhead/core-base';
import { isFault } from '@bulkhead/core-base';
import type { DestinationStream, Logger as PinoLogger } from 'pino';
import { pino } from 'pino';
import { prettyDestination } from './pretty.ts';

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
/** The weakest level that is written; `silent` writes nothing. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/**
 * Where a part says what it does. `message` is a constant ("scan done"), everything that varies goes into fields.
 * error: a person must look; warn: degraded; info: one line per unit of work; debug: for us.
 */
export interface Logger {
  debug(message: string, fields?: object): void;
  info(message: string, fields?: object): void;
  warn(message: string, fields?: object): void;
  error(message: string, fields?: object): void;
  /** A logger that adds these fields to every line. */
  child(fields: object): Logger;
}

export interface LoggerOptions {
  /** Which part of the product speaks: the service's name. */
  readonly name: string;
  readonly level: LogLevel;
  /** Where lines go; standard output when absent. */
  readonly destination?: { write(line: string): void };
  /** Lines for people instead of JSON. */
  readonly pretty?: boolean;
}

// Values under these names are credentials whatever class they have.
const NEVER_WRITTEN = new Set(['authorization', 'cookie', 'password', 'passphrase', 'secret', 'token', 'privatekey']);
const CAUSES_SHOWN = 5;

/** A logger that writes one JSON object per line (pino): time in RFC 3339, `level` as a word, `service`, `message`. */
export function createLogger(options: LoggerOptions): Logger {
  const destination = options.destination ?? pino.destination({ dest: 1, sync: true });
  const stream: DestinationStream = options.pretty === true ? prettyDestination(destination) : destination;
  const settings = {
    level: options.level,
    messageKey: 'message',
    base: { service: options.name },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }), log: writable },
  };
  return adapt(pino(settings, stream));
}

/** A logger that writes nothing. */
export function silentLogger(): Logger {
  const nothing = (): void => undefined;
  const logger: Logger = { debug: nothing, info: nothing, warn: nothing, error: nothing, child: () => logger };
  return logger;
}

function adapt(target: PinoLogger): Logger {
  return {
    debug: (message, fields) => target.debug(fields ?? {}, message),
    info: (message, fields) => target.info(fields ?? {}, message),
    warn: (message, fields) => target.warn(fields ?? {}, message),
    error: (message, fields) => target.error(fields ?? {}, message),
    child: (fields) => adapt(target.child(writable(fields))),
  };
}

function writable(fields: object): Record<string, unknown> {
  const line: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields as Record<string, unknown>)) {
    if (NEVER_WRITTEN.has(name.toLowerCase())) line[name] = '****';
    else line[name] = value instanceof Error ? errorFields(value, CAUSES_SHOWN) : value;
  }
  return line;
}

/** What is written of an error: kind and code when it is ours, the stack when it is a defect, and its causes. */
function errorFields(error: Error, depth: number): Record<string, unknown> {
  const expected = isFault(error) && error.kind !== 'invariant';
  return {
    name: error.name,
    message: error.message,
    ...(isFault(error) ? faultFields(error) : {}),
    ...(expected ? {} : { stack: error.stack }),
    ...(error.cause === undefined ? {} : { cause: causeFields(error.cause, depth - 1) }),
  };
}

function faultFields(fault: Fault): Record<string, unknown> {
  return { kind: fault.kind, code: fault.code, details: fault.details };
}

function causeFields(cause: unknown, depth: number): unknown {
  if (depth <= 0) return '...';
  return cause instanceof Error ? errorFields(cause, depth) : String(cause);
}
