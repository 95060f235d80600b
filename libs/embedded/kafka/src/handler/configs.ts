import { TOPIC_CONFIG_DEFAULTS, TOPIC_CONFIG_KEYS, parseTopicConfig } from '../log/topic-config.ts';
import type { TopicConfig } from '../log/topic-config.ts';
import { ERROR, ProtocolError } from '../wire/error-code.ts';
import type { Broker, Handler } from './context.ts';
import { existing, outcomeOf } from './topics.ts';

const TOPIC = 2;
const BROKER = 4;
/** Where a value comes from (ConfigSource of the protocol). */
const SOURCE = { topic: 1, staticBroker: 4, default: 5 } as const;

interface Resource {
  readonly type: number;
  readonly name: string;
}

interface Entry {
  readonly name: string;
  readonly value: string;
  readonly readOnly: boolean;
  readonly source: number;
}

export const describeConfigs: Handler<'DescribeConfigs'> = async (broker, request) => ({
  resources: await Promise.all(
    request.resources.map(async ({ type, name, configNames }) => {
      let entries: Entry[] = [];
      const outcome = await outcomeOf(() => {
        entries = entriesOf(broker, { type, name });
      });
      const wanted = entries.filter((entry) => configNames === null || configNames.includes(entry.name));
      return {
        ...outcome,
        type,
        name,
        configs: wanted.map((entry) => ({
          ...entry,
          isDefault: entry.source === SOURCE.default,
          isSensitive: false,
          synonyms: request.includeSynonyms ? [{ name: entry.name, value: entry.value, source: entry.source }] : [],
        })),
      };
    }),
  ),
});

function entriesOf(broker: Broker, { type, name }: Resource): Entry[] {
  if (type === TOPIC) return topicEntries(existing(broker, name).config);
  if (type !== BROKER) throw new ProtocolError(ERROR.INVALID_REQUEST, `no configuration of resource type ${type}`);
  if (name !== String(broker.address.nodeId)) throw new ProtocolError(ERROR.INVALID_REQUEST, `no broker ${name}`);
  return [
    fixed('message.max.bytes', TOPIC_CONFIG_DEFAULTS['max.message.bytes'], SOURCE.default),
    fixed('num.partitions', String(broker.defaultPartitions), SOURCE.staticBroker),
    fixed('log.retention.ms', TOPIC_CONFIG_DEFAULTS['retention.ms'], SOURCE.default),
    fixed('log.retention.bytes', TOPIC_CONFIG_DEFAULTS['retention.bytes'], SOURCE.default),
  ];
}

function fixed(name: string, value: string, source: number): Entry {
  return { name, value, readOnly: true, source };
}

function topicEntries(config: TopicConfig): Entry[] {
  return TOPIC_CONFIG_KEYS.map((name) => {
    const set = config[name];
    return {
      name,
      value: set ?? TOPIC_CONFIG_DEFAULTS[name],
      readOnly: false,
      source: set === undefined ? SOURCE.default : SOURCE.topic,
    };
  });
}

/** Replaces a topic's whole configuration: what is not named goes back to its default, as the protocol says. */
export const alterConfigs: Handler<'AlterConfigs'> = async (broker, request) => ({
  resources: await Promise.all(
    request.resources.map(async ({ type, name, configs }) => ({
      ...(await outcomeOf(async () => {
        if (type !== TOPIC) throw new ProtocolError(ERROR.INVALID_REQUEST, 'only topics can be configured');
        const topic = existing(broker, name);
        const config = parseTopicConfig(configs);
        if (!request.validateOnly) await broker.turn.write(() => broker.registry.configure(topic, config));
      })),
      type,
      name,
    })),
  ),
});
