import type { z } from 'zod';

/** Work requests come in two lanes: nobody who waits for an answer waits behind the nightly batch. */
export type Lane = 'interactive' | 'background';

/** What messaging needs of an event contract; `@bulkhead/contracts` has this shape. */
export interface EventContract<Data> {
  /** `<name>.v<version>`: the CloudEvents type. */
  readonly type: string;
  /** The Kafka topic. */
  readonly topic: string;
  /** The entity whose order matters: the Kafka key. */
  readonly key: (data: Data) => string;
  readonly data: z.ZodType<Data>;
  readonly lane?: Lane;
  /** Topics of one group have equally many partitions, and one owner per partition number. */
  readonly coPartitionGroup?: string;
}

/** Any contract, where its data does not matter. */
export interface AnyContract {
  readonly type: string;
  readonly topic: string;
  readonly key: (data: never) => string;
  readonly data: z.ZodType;
  readonly lane?: Lane;
  readonly coPartitionGroup?: string;
}

/** An event as a handler gets it: checked against its contract, unknown members dropped. */
export interface Received<Data> {
  /** UUIDv7 of the event; the same on every delivery. */
  readonly id: string;
  readonly type: string;
  readonly source: string;
  readonly key: string;
  /** When it happened, UTC. */
  readonly time: Date;
  readonly data: Data;
  readonly traceparent?: string;
  readonly cluster?: string;
  readonly revision?: number;
  /** 1 for the first try. */
  readonly attempt: number;
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}
