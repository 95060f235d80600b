import { SESSION_TIMEOUT_MS } from './group/coordinator.ts';
import { TOPIC_CONFIG_KEYS } from './log/topic-config.ts';
import { CATALOG } from './message/catalog.ts';
import { MAX_REQUEST_BYTES } from './connection/connection.ts';

interface SupportedApi {
  readonly key: number;
  readonly name: string;
  readonly minVersion: number;
  readonly maxVersion: number;
}

/** What the engine speaks; everything else is refused by the protocol's own means. */
export interface KafkaEngineSupport {
  /** By API key. SaslHandshake and SaslAuthenticate only over TCP. */
  readonly apis: readonly SupportedApi[];
  /** Topic configuration keys that CreateTopics, AlterConfigs and DescribeConfigs know. */
  readonly topicConfigs: readonly string[];
  /** Codecs a batch may be compressed with; those that can be searched by time are opened for that alone. */
  readonly compression: readonly string[];
  readonly searchableCompression: readonly string[];
  readonly maxRequestBytes: number;
  readonly sessionTimeoutMs: { readonly min: number; readonly max: number };
  /** What a client may know from Kafka and will not find here. */
  readonly refused: readonly string[];
}

/** The published subset of the Kafka protocol the engine speaks, for documents, tests and support. */
export const KAFKA_ENGINE_SUPPORTED: KafkaEngineSupport = {
  apis: Object.values(CATALOG)
    .map(({ key, name, versions }) => ({ key, name, minVersion: versions[0], maxVersion: versions[1] }))
    .sort((a, b) => a.key - b.key),
  topicConfigs: TOPIC_CONFIG_KEYS,
  compression: ['none', 'gzip', 'snappy', 'lz4', 'zstd'],
  searchableCompression: ['none', 'gzip', 'zstd'],
  maxRequestBytes: MAX_REQUEST_BYTES,
  sessionTimeoutMs: SESSION_TIMEOUT_MS,
  refused: [
    'transactions (INVALID_TXN_STATE, UNSUPPORTED_VERSION)',
    'static membership (UNSUPPORTED_VERSION)',
    'replication factor above 1 (INVALID_REPLICATION_FACTOR)',
    'record formats before version 2 (UNSUPPORTED_FOR_MESSAGE_FORMAT)',
    'broker configuration changes (INVALID_REQUEST)',
    'ACLs, reassignments, quotas, delegation tokens, the KIP-848 group protocol (not advertised)',
  ],
};
