import type { z } from 'zod';

/** Who may publish an event: its owner, and nobody else. */
export const EVENT_OWNERS = ['ingestion', 'scanning', 'policy', 'hardening', 'incident-response'] as const;
export type EventOwner = (typeof EVENT_OWNERS)[number];

/** Work requests come in two lanes, so that a person never waits behind the nightly batch. */
export const LANES = ['interactive', 'background'] as const;
export type Lane = (typeof LANES)[number];

export interface EventDefinition<Shape extends z.ZodRawShape> {
  /** Dotted name, past tense for facts: `violation.changed`. */
  readonly name: string;
  readonly version: number;
  readonly owner: EventOwner;
  /** What happened, in one or two sentences; ends up in docs/reference/events.md. */
  readonly doc: string;
  readonly data: z.ZodObject<Shape>;
  /** The entity whose order matters: the Kafka key. */
  readonly key: (data: z.infer<z.ZodObject<Shape>>) => string;
  readonly lane?: Lane;
  /** Topics of one group have the same number of partitions and the same owner per partition. */
  readonly coPartitionGroup?: string;
}

/** A contract: what crosses the border under one topic. Platform code takes it by shape and knows none by name. */
export interface EventContract<Data> {
  readonly name: string;
  readonly version: number;
  /** `<name>.v<version>`: the CloudEvents type. */
  readonly type: string;
  /** The Kafka topic: the type, with the lane before the version when there is one. */
  readonly topic: string;
  readonly owner: EventOwner;
  readonly doc: string;
  readonly key: (data: Data) => string;
  readonly data: z.ZodType<Data>;
  readonly lane?: Lane;
  readonly coPartitionGroup?: string;
}

/** The data of a contract, as TypeScript sees it. */
export type EventOf<Contract> = Contract extends EventContract<infer Data> ? Data : never;

/** Makes a contract from its definition. Unknown members are dropped on entry, so that producers may add. */
export function defineEvent<Shape extends z.ZodRawShape>(
  definition: EventDefinition<Shape>,
): EventContract<z.infer<z.ZodObject<Shape>>> {
  const { name, version, lane, coPartitionGroup } = definition;
  return {
    name,
    version,
    type: `${name}.v${version}`,
    topic: lane === undefined ? `${name}.v${version}` : `${name}.${lane}.v${version}`,
    owner: definition.owner,
    doc: definition.doc,
    key: definition.key,
    data: definition.data,
    ...(lane === undefined ? {} : { lane }),
    ...(coPartitionGroup === undefined ? {} : { coPartitionGroup }),
  };
}
