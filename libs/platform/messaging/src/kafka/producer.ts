import { Fault } from '@bulkhead/core-base';
import type { Logger } from '@bulkhead/platform-logging';
import type { Kafka, Message, Producer } from 'kafkajs';
import kafkajs from 'kafkajs';
import type { MessagingFault } from '../fault.ts';
import { RETRY } from './client.ts';

/** A message on its way out. Messages of one key keep their order. */
export interface Outgoing {
  readonly topic: string;
  readonly key: string | Buffer | null;
  readonly value: string | Buffer | null;
  readonly headers?: Readonly<Record<string, string | Buffer>>;
}

interface Waiting {
  readonly messages: readonly Outgoing[];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Far below the broker's limit for one record batch (1 MiB): kafkajs makes one batch per partition and request. */
const MAX_REQUEST_BYTES = 524_288;
const MAX_REQUEST_MESSAGES = 1_000;

/**
 * The idempotent producer: one request at a time, in the order of `send`; what arrives meanwhile goes into the next
 * request together.
 *
 * A producer whose request failed is thrown away and the next one gets a new producer id. kafkajs takes its sequence
 * numbers back when a request fails, also for partitions that had accepted it; the next, different batch would
 * then bear the number of one the broker knows and be dropped as a duplicate, acknowledged and lost.
 */
export class SerialProducer {
  private readonly kafka: Kafka;
  private readonly logger: Logger;
  private readonly queue: Waiting[] = [];
  private producer: Producer | undefined;
  private pumping: Promise<void> | undefined;
  private closed = false;

  constructor(kafka: Kafka, logger: Logger) {
    this.kafka = kafka;
    this.logger = logger;
  }

  /** Connects. Throws KAFKA_UNREACHABLE (unavailable). */
  async connect(): Promise<void> {
    try {
      await this.connected();
    } catch (cause) {
      throw new Fault<MessagingFault>('unavailable', 'KAFKA_UNREACHABLE', 'the Kafka brokers do not answer', {
        cause,
        advice: 'check KAFKA_BROKERS',
      });
    }
  }

  /**
   * Resolves when all in-sync replicas have the messages. Throws PUBLISH_FAILED (unavailable, or invalid when the
   * broker will never take them); some of the messages may have been written then.
   */
  send(messages: readonly Outgoing[]): Promise<void> {
    if (messages.length === 0) return Promise.resolve();
    if (this.closed) return Promise.reject(failed(new Error('the producer is closed')));
    const sent = new Promise<void>((resolve, reject) => {
      this.queue.push({ messages, resolve, reject });
    });
    this.pumping ??= this.pump();
    return sent;
  }

  /** Sends what was handed over, then disconnects. */
  async close(): Promise<void> {
    this.closed = true;
    await this.pumping;
    await this.discard();
  }

  private async pump(): Promise<void> {
    await Promise.resolve();
    while (this.queue.length > 0) await this.sendTogether(this.takeTogether());
    this.pumping = undefined;
  }

  private takeTogether(): readonly Waiting[] {
    const taken: Waiting[] = [];
    let count = 0;
    while (this.queue.length > 0 && count < MAX_REQUEST_MESSAGES) {
      const next = this.queue.shift();
      if (next === undefined) break;
      taken.push(next);
      count += next.messages.length;
    }
    return taken;
  }

  private async sendTogether(waiting: readonly Waiting[]): Promise<void> {
    try {
      for (const request of requests(waiting.flatMap((each) => each.messages))) await this.request(request);
      for (const each of waiting) each.resolve();
    } catch (error) {
      if (waiting.length === 1) waiting[0]?.reject(failed(error));
      // One caller's message must not fail the others'.
      else for (const each of waiting) await this.sendTogether([each]);
    }
  }

  private async request(messages: readonly Outgoing[]): Promise<void> {
    const byTopic = Map.groupBy(messages, (message) => message.topic);
    const topicMessages = [...byTopic].map(([topic, list]) => ({ topic, messages: list.map(record) }));
    try {
      const producer = await this.connected();
      await producer.sendBatch({ acks: -1, topicMessages });
    } catch (error) {
      // Whoever sends decides how bad that is.
      this.logger.debug('publish failed', { topics: [...byTopic.keys()], messages: messages.length, error });
      await this.discard();
      throw error;
    }
  }

  private async connected(): Promise<Producer> {
    if (this.producer !== undefined) return this.producer;
    const producer = this.kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
      retry: { ...RETRY, retries: 3 },
    });
    try {
      await producer.connect();
    } catch (error) {
      await producer.disconnect().catch(() => undefined);
      throw error;
    }
    this.producer = producer;
    return producer;
  }

  private async discard(): Promise<void> {
    const producer = this.producer;
    this.producer = undefined;
    await producer?.disconnect().catch((error: unknown) => this.logger.debug('producer disconnect', { error }));
  }
}

function* requests(messages: readonly Outgoing[]): Generator<readonly Outgoing[]> {
  let request: Outgoing[] = [];
  let bytes = 0;
  for (const message of messages) {
    const size = sizeOf(message);
    if (request.length > 0 && (bytes + size > MAX_REQUEST_BYTES || request.length >= MAX_REQUEST_MESSAGES)) {
      yield request;
      request = [];
      bytes = 0;
    }
    request.push(message);
    bytes += size;
  }
  if (request.length > 0) yield request;
}

function sizeOf({ key, value, headers }: Outgoing): number {
  let bytes = Buffer.byteLength(key ?? '') + Buffer.byteLength(value ?? '') + 100;
  for (const [name, content] of Object.entries(headers ?? {})) bytes += name.length + Buffer.byteLength(content) + 8;
  return bytes;
}

function record({ key, value, headers }: Outgoing): Message {
  return { key, value, ...(headers === undefined ? {} : { headers: { ...headers } }) };
}

/** Protocol errors that no second try can mend. */
const REFUSED: ReadonlySet<unknown> = new Set([
  'MESSAGE_TOO_LARGE',
  'RECORD_LIST_TOO_LARGE',
  'INVALID_TOPIC_EXCEPTION',
  'INVALID_RECORD',
  'TOPIC_AUTHORIZATION_FAILED',
]);

function failed(cause: unknown): Fault<MessagingFault> {
  const type = kafkaErrorType(cause);
  const kind = REFUSED.has(type) ? 'invalid' : 'unavailable';
  return new Fault(kind, 'PUBLISH_FAILED', 'the broker did not take the messages', {
    cause,
    ...(type === undefined ? {} : { details: { type } }),
  });
}

function kafkaErrorType(error: unknown): string | undefined {
  let link = error;
  for (let depth = 0; depth < 8 && typeof link === 'object' && link !== null; depth += 1) {
    const { type } = link as { type?: unknown };
    if (typeof type === 'string') return type;
    link = (link as { cause?: unknown }).cause;
  }
  return undefined;
}
