import type { ConnectionOptions } from 'node:tls';
import type { Logger } from '@bulkhead/platform-logging';
import type { KafkaConfig, LogEntry } from 'kafkajs';
import kafkajs from 'kafkajs';
import { addressesOf } from './address.ts';
import { dropNegativeTimeoutWarnings } from './warning.ts';

/** SASL/PLAIN; only ever over TLS or a local socket. */
export interface SaslPlain {
  readonly username: string;
  readonly password: string;
}

export interface KafkaOptions {
  /** The client id brokers see: the service's name. */
  readonly service: string;
  /** `host:port` or `unix:/path` each. */
  readonly brokers: readonly string[];
  readonly sasl?: SaslPlain | undefined;
  /** True for the system's certificate authorities, or Node's TLS options. */
  readonly tls?: boolean | ConnectionOptions | undefined;
  readonly logger: Logger;
}

/** kafkajs reads its retry defaults off NODE_ENV; ours are the same everywhere. */
export const RETRY = { initialRetryTime: 100, factor: 0.2, multiplier: 2, maxRetryTime: 5_000, retries: 5 };

/** A kafkajs client: nothing is dialled yet. Throws BROKER_ADDRESS_INVALID (invalid). */
export function createKafka(options: KafkaOptions): kafkajs.Kafka {
  dropNegativeTimeoutWarnings();
  const config: KafkaConfig = {
    ...addressesOf(options.brokers),
    clientId: options.service,
    connectionTimeout: 5_000,
    authenticationTimeout: 5_000,
    requestTimeout: 30_000,
    retry: RETRY,
    logLevel: kafkajs.logLevel.INFO,
    logCreator: () => (entry) => writeEntry(options.logger, entry),
    ...(options.tls === undefined || options.tls === false ? {} : { ssl: options.tls }),
    ...(options.sasl === undefined ? {} : { sasl: { mechanism: 'plain', ...options.sasl } }),
  };
  return new kafkajs.Kafka(config);
}

/** kafkajs says "error" also for what it then retries by itself: a person need not look, so it is a warning here. */
function writeEntry(logger: Logger, { namespace, level, log }: LogEntry): void {
  const { message: text, timestamp: _timestamp, logger: _logger, stack: _stack, ...fields } = log;
  const line = { part: namespace, text, ...fields };
  if (level === kafkajs.logLevel.ERROR && !isExpected(text)) logger.warn('kafka client', line);
  else logger.debug('kafka client', line);
}

/** What happens at every rebalance and outage, or when two create a topic at once: kafkajs answers it, or we log it. */
const EXPECTED =
  /rebalanc|not aware of this member|Response (Heartbeat|JoinGroup|SyncGroup|OffsetCommit|CreateTopics)|Connection (error|timeout)|^Crash: |Restarting the consumer|Failed to connect/i;

function isExpected(text: string): boolean {
  return EXPECTED.test(text);
}
