import { parseTopicConfig } from '../log/topic-config.ts';
import type { Topic } from '../log/topic-registry.ts';
import { ERROR, ProtocolError } from '../wire/error-code.ts';
import type { Broker, Handler } from './context.ts';

interface Outcome {
  readonly errorCode: number;
  readonly errorMessage: string | null;
}

/** Runs one item of a request: its error is its own, its neighbours go on. */
export async function outcomeOf(run: () => Promise<unknown> | void): Promise<Outcome> {
  try {
    await run();
    return { errorCode: ERROR.NONE, errorMessage: null };
  } catch (error) {
    if (error instanceof ProtocolError) return { errorCode: error.code, errorMessage: error.message };
    return { errorCode: ERROR.KAFKA_STORAGE_ERROR, errorMessage: 'the engine could not write its database' };
  }
}

export const metadata: Handler<'Metadata'> = async (broker, request, caller) => {
  const everything = request.topics === null || (caller.version === 0 && request.topics.length === 0);
  const names = everything ? broker.registry.all().map(({ name }) => name) : (request.topics ?? []);
  const topics = await Promise.all(names.map((name) => describe(broker, name, request.allowAutoTopicCreation)));
  const { nodeId, host, port } = broker.address;
  return { brokers: [{ nodeId, host, port, rack: null }], clusterId: broker.clusterId, controllerId: nodeId, topics };
};

async function describe(broker: Broker, name: string, mayCreate: boolean) {
  let topic = broker.registry.get(name);
  let errorCode: number = ERROR.NONE;
  if (topic === undefined) {
    ({ errorCode } = await outcomeOf(() => autoCreate(broker, name, mayCreate)));
    topic = broker.registry.get(name);
  }
  const replicas = [broker.address.nodeId];
  return {
    errorCode,
    name,
    isInternal: false,
    partitions: (errorCode === ERROR.NONE ? (topic?.partitions ?? []) : []).map(({ number }) => ({
      errorCode: ERROR.NONE,
      index: number,
      leaderId: broker.address.nodeId,
      replicaNodes: replicas,
      isrNodes: replicas,
      offlineReplicas: [],
    })),
  };
}

async function autoCreate(
  { registry, turn, defaultPartitions }: Broker,
  name: string,
  mayCreate: boolean,
): Promise<void> {
  if (!mayCreate) throw new ProtocolError(ERROR.UNKNOWN_TOPIC_OR_PARTITION);
  registry.checkNew(name, defaultPartitions);
  await turn.write(() => registry.create(name, defaultPartitions, {}));
}

export const createTopics: Handler<'CreateTopics'> = async (broker, request) => ({
  topics: await Promise.all(
    request.topics.map(async (asked) => ({
      name: asked.name,
      ...(await outcomeOf(() => create(broker, asked, request.validateOnly))),
    })),
  ),
});

interface NewTopic {
  readonly name: string;
  readonly numPartitions: number;
  readonly replicationFactor: number;
  readonly assignments: readonly { readonly partition: number; readonly brokerIds: readonly number[] }[];
  readonly configs: readonly { readonly name: string; readonly value: string | null }[];
}

async function create(broker: Broker, asked: NewTopic, validateOnly: boolean): Promise<void> {
  const { registry, turn } = broker;
  const partitions = partitionsOf(broker, asked);
  registry.checkNew(asked.name, partitions);
  if (asked.assignments.length === 0 && asked.replicationFactor !== -1 && asked.replicationFactor !== 1) {
    throw new ProtocolError(ERROR.INVALID_REPLICATION_FACTOR, 'the engine is one broker: replication factor is 1');
  }
  const config = parseTopicConfig(asked.configs);
  if (!validateOnly) await turn.write(() => registry.create(asked.name, partitions, config));
}

function partitionsOf({ address, defaultPartitions }: Broker, { numPartitions, assignments }: NewTopic): number {
  if (assignments.length === 0) return numPartitions === -1 ? defaultPartitions : numPartitions;
  const numbers = assignments.map(({ partition }) => partition).sort((a, b) => a - b);
  const consecutive = numbers.every((number, index) => number === index);
  const here = assignments.every(({ brokerIds }) => brokerIds.length === 1 && brokerIds[0] === address.nodeId);
  if (!consecutive || !here) throw new ProtocolError(ERROR.INVALID_REPLICA_ASSIGNMENT);
  return assignments.length;
}

export const deleteTopics: Handler<'DeleteTopics'> = async (broker, request) => ({
  topics: await Promise.all(
    request.topicNames.map(async (name) => {
      const { errorCode } = await outcomeOf(() => deleteTopic(broker, existing(broker, name)));
      return { name, errorCode };
    }),
  ),
});

async function deleteTopic({ turn, registry }: Broker, topic: Topic): Promise<void> {
  await turn.write(() => registry.delete(topic));
}

export const createPartitions: Handler<'CreatePartitions'> = async (broker, request) => ({
  topics: await Promise.all(
    request.topics.map(async ({ name, count, assignments }) => ({
      name,
      ...(await outcomeOf(async () => {
        const topic = existing(broker, name);
        if (count <= topic.partitions.length) {
          throw new ProtocolError(
            ERROR.INVALID_PARTITIONS,
            `the topic already has ${topic.partitions.length} partitions`,
          );
        }
        if (assignments !== null && assignments.length > 0) throw new ProtocolError(ERROR.INVALID_REPLICA_ASSIGNMENT);
        broker.registry.checkRoom(count, topic.partitions.length);
        if (!request.validateOnly) await broker.turn.write(() => broker.registry.addPartitions(topic, count));
      })),
    })),
  ),
});

/** @throws ProtocolError UNKNOWN_TOPIC_OR_PARTITION */
export function existing(broker: Broker, name: string): Topic {
  const topic = broker.registry.get(name);
  if (topic === undefined) throw new ProtocolError(ERROR.UNKNOWN_TOPIC_OR_PARTITION, `no topic ${name}`);
  return topic;
}
