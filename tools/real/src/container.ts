import { KafkaContainer } from '@testcontainers/kafka';
import { MongoDBContainer } from '@testcontainers/mongodb';
import { getContainerRuntimeClient } from 'testcontainers';

/** A server in a container, or why there is none. */
export type Contained = { readonly address: string; stop(): Promise<void> } | { readonly missing: string };

const MONGO_IMAGE = 'mongo:8';
const KAFKA_IMAGE = 'confluentinc/cp-kafka:8.3.0';
const KAFKA_PORT = 9093;

/** MongoDB as a replica set of one, where a container runtime is. */
export async function containedMongo(): Promise<Contained> {
  return contained(async () => {
    const container = await new MongoDBContainer(MONGO_IMAGE).start();
    const address = `${container.getConnectionString()}?directConnection=true`;
    return { address, stop: async () => void (await container.stop()) };
  });
}

/** Kafka in KRaft mode, where a container runtime is. */
export async function containedKafka(): Promise<Contained> {
  return contained(async () => {
    const container = await new KafkaContainer(KAFKA_IMAGE).withKraft().start();
    const address = `${container.getHost()}:${container.getMappedPort(KAFKA_PORT)}`;
    return { address, stop: async () => void (await container.stop()) };
  });
}

async function contained(start: () => Promise<Contained>): Promise<Contained> {
  try {
    await getContainerRuntimeClient();
  } catch {
    return { missing: 'no container runtime answers' };
  }
  return start();
}
