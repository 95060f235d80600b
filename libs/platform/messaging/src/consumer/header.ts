import type { IHeaders } from 'kafkajs';

/** Headers that carry a message's history through retry and dead-letter topics. */
export const HEADER = {
  contentType: 'content-type',
  /** How many attempts were made. */
  attempts: 'bulkhead-attempts',
  /** Not to be handled before this time, milliseconds since 1970. */
  notBefore: 'bulkhead-not-before',
  originTopic: 'bulkhead-origin-topic',
  originPartition: 'bulkhead-origin-partition',
  originOffset: 'bulkhead-origin-offset',
  group: 'bulkhead-group',
  /** The Fault code, or the error's name. */
  cause: 'bulkhead-cause',
  causeMessage: 'bulkhead-cause-message',
  /** RFC 3339. */
  parkedAt: 'bulkhead-parked-at',
  /** The size of the message in bytes, when the dead letter holds only its beginning. */
  truncatedFrom: 'bulkhead-truncated-from',
  /** Re-driven for this group only: the others had no trouble with it. */
  redriveFor: 'bulkhead-redrive-for',
} as const;

const MAX_HEADER = 2_048;

/** A header as text, or undefined; bounded, whatever came over the wire. */
export function headerText(headers: IHeaders | undefined, name: string): string | undefined {
  const value = headers?.[name];
  const first = Array.isArray(value) ? value[0] : value;
  if (first === undefined) return undefined;
  return first.toString().slice(0, MAX_HEADER);
}

/** A header as a whole number from 0, or undefined. */
export function headerNumber(headers: IHeaders | undefined, name: string): number | undefined {
  const text = headerText(headers, name);
  if (text === undefined || !/^\d{1,15}$/.test(text)) return undefined;
  return Number(text);
}
