import { Fault } from '@bulkhead/core-base';
import type { KafkaEngineFault } from './fault.ts';
import { MAX_PARTITIONS_PER_TOPIC } from './log/topic-registry.ts';

/** A Unix socket in a folder of mode 0700, or a loopback TCP port (0: any), which then asks for SASL/PLAIN. */
export type Listen = { readonly socket: string } | { readonly host: '127.0.0.1'; readonly port: number };

/** One line of the engine's log. */
export interface KafkaEngineLogEntry {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
  readonly details?: Readonly<Record<string, string | number>>;
}

export interface KafkaEngineOptions {
  /** A folder for `kafka.db`, made with mode 0700 when it is not there; or `:memory:`. */
  readonly dataDir: string;
  readonly listen: Listen;
  /** The profile of the platform; `production` is refused. */
  readonly profile?: string;
  /** Partitions of a topic that is created without a number (default 1, as in Kafka). */
  readonly defaultPartitions?: number;
  readonly log?: (entry: KafkaEngineLogEntry) => void;
}

/** @throws Fault ENGINE_REFUSED_IN_PRODUCTION, ENGINE_OPTIONS_INVALID */
export function checkOptions(options: KafkaEngineOptions): void {
  if (options.profile === 'production') {
    throw new Fault<KafkaEngineFault>(
      'forbidden',
      'ENGINE_REFUSED_IN_PRODUCTION',
      'the embedded Kafka engine is for evaluation, development and tests',
      { advice: 'Set KAFKA_BROKERS to a Kafka cluster.' },
    );
  }
  const { dataDir, listen, defaultPartitions = 1 } = options;
  if (dataDir === '') throw invalid('dataDir is empty');
  if ('socket' in listen) {
    if (!listen.socket.startsWith('/')) throw invalid(`the socket path ${listen.socket} is not absolute`);
  } else if (listen.host !== '127.0.0.1')
    throw invalid(`the engine listens on 127.0.0.1, not on ${String(listen.host)}`);
  else if (!Number.isInteger(listen.port) || listen.port < 0 || listen.port > 65_535) {
    throw invalid(`${listen.port} is not a port`);
  }
  if (!Number.isInteger(defaultPartitions) || defaultPartitions < 1 || defaultPartitions > MAX_PARTITIONS_PER_TOPIC) {
    throw invalid(`defaultPartitions must be 1 to ${MAX_PARTITIONS_PER_TOPIC}`);
  }
}

function invalid(message: string): Fault<KafkaEngineFault> {
  return new Fault('invalid', 'ENGINE_OPTIONS_INVALID', message);
}
