import { isFault, messageOf } from '@bulkhead/core-base';
import type { Outgoing } from '../kafka/producer.ts';
import { deadLetterTopic, retryTopic } from '../topic/name.ts';
import type { Delivery } from './delivery.ts';
import { HEADER, headerNumber, headerText } from './header.ts';

/** What became of an attempt that failed, and where the message goes. */
export interface Failure {
  readonly delivery: Delivery;
  /** The topic the message was first published to. */
  readonly origin: string;
  readonly group: string;
  readonly attempts: number;
  readonly error: unknown;
  readonly now: Date;
}

const PARKS: ReadonlySet<string> = new Set(['not-found', 'invalid', 'unauthenticated', 'forbidden', 'invariant']);
const MAX_MESSAGE = 1_024;
const SHORTENED_BYTES = 65_536;

/** True when trying again cannot help: the Fault says the event itself is wrong, or our code is. */
export function isHopeless(error: unknown): boolean {
  return isFault(error) && PARKS.has(error.kind);
}

/** The Fault code, or the error's name. */
export function causeOf(error: unknown): string {
  if (isFault(error)) return error.code;
  return error instanceof Error ? error.name : 'Error';
}

/** The message on its way to the topic where it waits `delayMs` for the next attempt. */
export function toRetry(failure: Failure, delayMs: number): Outgoing {
  return {
    topic: retryTopic(failure.origin, failure.group, delayMs),
    key: failure.delivery.key,
    value: failure.delivery.value,
    headers: {
      ...history(failure),
      [HEADER.notBefore]: String(failure.now.getTime() + delayMs),
    },
  };
}

/** The message on its way to the dead-letter topic: its bytes as they were, and why it lies there. */
export function toDeadLetter(failure: Failure): Outgoing {
  return {
    topic: deadLetterTopic(failure.origin, failure.group),
    key: failure.delivery.key,
    value: failure.delivery.value,
    headers: { ...history(failure), [HEADER.parkedAt]: failure.now.toISOString() },
  };
}

/** The beginning of a dead letter that is too large with its history: its origin says where the whole lies. */
export function shortened(letter: Outgoing): Outgoing {
  const whole = Buffer.from(letter.value ?? '');
  return {
    ...letter,
    key: letter.key === null ? null : Buffer.from(letter.key).subarray(0, MAX_MESSAGE),
    value: whole.subarray(0, SHORTENED_BYTES),
    headers: { ...letter.headers, [HEADER.truncatedFrom]: String(whole.length) },
  };
}

function history({ delivery, origin, group, attempts, error }: Failure): Record<string, string> {
  const { headers } = delivery;
  return {
    [HEADER.contentType]: headerText(headers, HEADER.contentType) ?? 'application/octet-stream',
    [HEADER.originTopic]: origin,
    [HEADER.originPartition]: String(headerNumber(headers, HEADER.originPartition) ?? delivery.partition),
    [HEADER.originOffset]: String(headerNumber(headers, HEADER.originOffset) ?? delivery.offset),
    [HEADER.group]: group,
    [HEADER.attempts]: String(attempts),
    [HEADER.cause]: causeOf(error).slice(0, 100),
    [HEADER.causeMessage]: messageOf(error).slice(0, MAX_MESSAGE),
  };
}
