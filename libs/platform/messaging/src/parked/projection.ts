import type { Clock } from '@bulkhead/core-base';
import type { Logger } from '@bulkhead/platform-logging';
import type { Model } from 'mongoose';
import type { Delivery, Leaving, Route } from '../consumer/delivery.ts';
import { HEADER, headerNumber, headerText } from '../consumer/header.ts';
import { pause } from '../consumer/pause.ts';
import { decodeEnvelope } from '../envelope.ts';
import type { ParkedRow } from './row.ts';

export interface ProjectionParts {
  readonly rows: Model<ParkedRow>;
  readonly clock: Clock;
  readonly logger: Logger;
}

const RETRY_MS = 1_000;

/** Reads a dead-letter topic into the collection `parked`, so that it can be listed and re-driven. */
export class ParkedProjection implements Route {
  readonly unit: string;
  readonly holdsBackground = false;
  private readonly parts: ProjectionParts;

  constructor(topic: string, parts: ProjectionParts) {
    this.unit = topic;
    this.parts = parts;
  }

  async process(delivery: Delivery, { waiting }: Leaving): Promise<void> {
    const { _id, ...row } = rowOf(delivery, this.parts.clock.now());
    for (;;) {
      try {
        await this.parts.rows.collection.updateOne({ _id: _id as never }, { $setOnInsert: row }, { upsert: true });
        return;
      } catch (error) {
        this.parts.logger.warn('parked message not recorded', { topic: delivery.topic, error });
      }
      await pause(RETRY_MS, waiting);
    }
  }
}

function rowOf({ topic, partition, offset, key, value, headers }: Delivery, now: Date): ParkedRow {
  const decoded = decodeEnvelope(value);
  const envelope = 'envelope' in decoded ? decoded.envelope : undefined;
  const parkedAt = new Date(headerText(headers, HEADER.parkedAt) ?? Number.NaN);
  return {
    _id: `${topic}/${partition}/${offset}`,
    topic: headerText(headers, HEADER.originTopic) ?? topic,
    group: headerText(headers, HEADER.group) ?? '',
    partition: headerNumber(headers, HEADER.originPartition) ?? partition,
    offset: headerText(headers, HEADER.originOffset) ?? String(offset),
    type: envelope?.type ?? null,
    event: envelope?.id ?? null,
    key,
    value,
    contentType: headerText(headers, HEADER.contentType) ?? null,
    truncatedFrom: headerNumber(headers, HEADER.truncatedFrom) ?? null,
    attempts: headerNumber(headers, HEADER.attempts) ?? 0,
    cause: headerText(headers, HEADER.cause) ?? 'UNKNOWN',
    message: headerText(headers, HEADER.causeMessage) ?? '',
    parkedAt: Number.isNaN(parkedAt.getTime()) ? now : parkedAt,
    state: 'parked',
  };
}
