import { ERROR, ProtocolError } from '../wire/error-code.ts';

/** The topic configuration keys the engine honours, with Kafka's own defaults. Any other key is refused. */
export const TOPIC_CONFIG_DEFAULTS = {
  'cleanup.policy': 'delete',
  'max.message.bytes': '1048588',
  'retention.bytes': '-1',
  'retention.ms': '604800000',
} as const;

export type TopicConfigKey = keyof typeof TOPIC_CONFIG_DEFAULTS;
/** What was set on a topic; a key that is not there has its default. */
export type TopicConfig = Readonly<Partial<Record<TopicConfigKey, string>>>;

/** The same, as numbers. */
export interface TopicPolicy {
  /** Bytes of one record batch as sent (compressed). */
  readonly maxMessageBytes: number;
  /** Milliseconds; -1 keeps for ever. */
  readonly retentionMs: number;
  /** Bytes per partition; -1 keeps all. */
  readonly retentionBytes: number;
  /** False for a topic that is only compacted: the engine then keeps every record. */
  readonly deletes: boolean;
}

export const TOPIC_CONFIG_KEYS = Object.keys(TOPIC_CONFIG_DEFAULTS) as readonly TopicConfigKey[];
const CLEANUP_POLICIES = new Set(['delete', 'compact', 'compact,delete', 'delete,compact']);
const INT64 = /^-?\d{1,19}$/;
const MAX_BATCH_BYTES = 16 * 1024 * 1024;

interface ConfigEntry {
  readonly name: string;
  readonly value: string | null;
}

/**
 * Checks what a client set on a topic; a null value means the default.
 *
 * @throws ProtocolError INVALID_CONFIG naming the first entry that cannot be honoured
 */
export function parseTopicConfig(entries: readonly ConfigEntry[]): TopicConfig {
  const config: Partial<Record<TopicConfigKey, string>> = {};
  for (const { name, value } of entries) {
    if (!isTopicConfigKey(name)) {
      throw new ProtocolError(ERROR.INVALID_CONFIG, `the embedded engine does not support the topic config ${name}`);
    }
    if (value === null) continue;
    checkValue(name, value);
    config[name] = value;
  }
  return config;
}

export function policyOf(config: TopicConfig): TopicPolicy {
  const full = { ...TOPIC_CONFIG_DEFAULTS, ...config };
  return {
    maxMessageBytes: Number(full['max.message.bytes']),
    retentionMs: Number(full['retention.ms']),
    retentionBytes: Number(full['retention.bytes']),
    deletes: full['cleanup.policy'].includes('delete'),
  };
}

function isTopicConfigKey(name: string): name is TopicConfigKey {
  return Object.hasOwn(TOPIC_CONFIG_DEFAULTS, name);
}

function checkValue(key: TopicConfigKey, value: string): void {
  const valid = key === 'cleanup.policy' ? CLEANUP_POLICIES.has(value) : isAllowedNumber(key, value);
  if (!valid) throw new ProtocolError(ERROR.INVALID_CONFIG, `invalid value ${value} for configuration ${key}`);
}

function isAllowedNumber(key: TopicConfigKey, value: string): boolean {
  if (!INT64.test(value)) return false;
  const number = Number(value);
  return key === 'max.message.bytes' ? number >= 0 && number <= MAX_BATCH_BYTES : number >= -1;
}
