import type { Clock } from '@bulkhead/core-base';
import type { Logger } from '@bulkhead/platform-logging';
import type { Page } from '@bulkhead/platform-mongo';
import { page } from '@bulkhead/platform-mongo';
import type { Model, QueryFilter } from 'mongoose';
import { HEADER } from '../consumer/header.ts';
import type { Outgoing } from '../kafka/producer.ts';
import type { ParkedRow } from './row.ts';

/** A message that was given up, and why. */
export interface ParkedMessage {
  readonly id: string;
  /** The topic it was published to. */
  readonly topic: string;
  readonly group: string;
  readonly partition: number;
  readonly offset: string;
  /** Null when the message could not be read. */
  readonly type: string | null;
  readonly event: string | null;
  readonly key: string | null;
  /** The beginning of the message, at most 4 KiB. */
  readonly text: string | null;
  /** The size of the message in bytes when only its beginning was kept: such a one cannot be re-driven. */
  readonly truncatedFrom: number | null;
  readonly attempts: number;
  /** Fault code, or the error's name. */
  readonly cause: string;
  readonly message: string;
  readonly parkedAt: Date;
}

export interface ParkedRequest {
  readonly topic?: string | undefined;
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

export interface RedriveRequest {
  readonly topic?: string | undefined;
  /** Only these; all of the topic when absent. */
  readonly ids?: readonly string[] | undefined;
}

export interface ParkingParts {
  readonly rows: Model<ParkedRow>;
  readonly send: (messages: readonly Outgoing[]) => Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
}

const BATCH = 100;
const MAX_TEXT = 4_096;

/** The parked messages of this service's groups, the latest first. Throws CURSOR_INVALID, PAGE_SIZE_INVALID. */
export async function listParked(parts: ParkingParts, request: ParkedRequest): Promise<Page<ParkedMessage>> {
  const filter: QueryFilter<ParkedRow> = {
    state: 'parked',
    ...(request.topic === undefined ? {} : { topic: request.topic }),
  };
  const found = await page<ParkedRow>(parts.rows.find(filter).lean<ParkedRow[]>(), {
    first: request.first,
    after: request.after,
    sort: [{ field: 'parkedAt', direction: 'descending' }],
  });
  return { nodes: found.nodes.map(parkedMessage), pageInfo: found.pageInfo };
}

/**
 * Publishes parked messages to the topic they came from, byte for byte, for the group that parked them alone; says
 * how many. Messages that were kept in part stay. A crash in the middle may publish one twice; the inbox knows it by its event id.
 */
export async function redrive(parts: ParkingParts, request: RedriveRequest): Promise<number> {
  const chosen = {
    ...(request.topic === undefined ? {} : { topic: request.topic }),
    ...(request.ids === undefined ? {} : { _id: { $in: [...request.ids] } }),
  };
  let redriven = 0;
  for (;;) {
    const rows = await parts.rows
      .find({ state: 'parked', truncatedFrom: null, ...chosen })
      .sort({ parkedAt: 1, _id: 1 })
      .limit(BATCH)
      .lean<ParkedRow[]>();
    if (rows.length === 0) return redriven;
    await parts.send(rows.map(outgoing));
    await parts.rows.updateMany(
      { _id: { $in: rows.map((row) => row._id) } },
      { $set: { state: 'redriven', redrivenAt: parts.clock.now() } },
    );
    redriven += rows.length;
    parts.logger.info('parked messages re-driven', { messages: rows.length });
  }
}

function outgoing(row: ParkedRow): Outgoing {
  return {
    topic: row.topic,
    key: bytesOf(row.key),
    value: bytesOf(row.value),
    headers: {
      [HEADER.redriveFor]: row.group,
      ...(row.contentType === null ? {} : { [HEADER.contentType]: row.contentType }),
    },
  };
}

function parkedMessage(row: ParkedRow): ParkedMessage {
  const { _id, state: _state, redrivenAt: _redrivenAt, contentType: _contentType, key, value, ...told } = row;
  return {
    ...told,
    id: _id,
    key: bytesOf(key)?.toString('utf8').slice(0, MAX_TEXT) ?? null,
    text: bytesOf(value)?.subarray(0, MAX_TEXT).toString('utf8') ?? null,
  };
}

/** Lean documents carry BSON binaries, not buffers. */
function bytesOf(binary: Uint8Array | null): Buffer | null {
  if (binary === null) return null;
  if (binary instanceof Uint8Array) return Buffer.from(binary);
  return Buffer.from((binary as { buffer: Uint8Array }).buffer);
}
