import { Fault, sha256 } from '@bulkhead/core-base';
import type { Envelope } from '../envelope.ts';
import type { MessagingFault } from '../fault.ts';
import type { ClaimStore } from './claim-store.ts';

/** Data above this many bytes travels by claim check. */
export const CLAIM_CHECK_BYTES = 131_072;
/** No event is larger than this, claim or not. */
export const MAX_DATA_BYTES = 67_108_864;

/** The part of an envelope that carries the data. */
export type Carried = Pick<Envelope, 'data'> | Required<Pick<Envelope, 'dataref' | 'datadigest' | 'datasize'>>;

/**
 * How data travels: inline, or, above 128 KiB of JSON, as a claim that is durable when this resolves. Throws
 * EVENT_TOO_LARGE (invalid) above 64 MiB, and above 128 KiB when there is no claim store.
 */
export async function checkIn(data: unknown, claims: ClaimStore | undefined): Promise<Carried> {
  const json = Buffer.from(JSON.stringify(data));
  if (json.length <= CLAIM_CHECK_BYTES) return { data };
  if (json.length > MAX_DATA_BYTES || claims === undefined) throw tooLarge(json.length, claims === undefined);
  const claim = await claims.put(json);
  return { dataref: claim.ref, datadigest: claim.digest as `sha256:${string}`, datasize: claim.size };
}

/**
 * The data of an event, wherever it is. Bytes that are not what the digest says are refused: CLAIM_TAMPERED
 * (forbidden); CLAIM_MISSING (unavailable) may come right when a shared folder is back.
 */
export async function checkOut(envelope: Envelope, claims: ClaimStore | undefined): Promise<unknown> {
  const { dataref, datadigest, datasize } = envelope;
  if (dataref === undefined || datadigest === undefined || datasize === undefined) return envelope.data;
  if (claims === undefined) throw missingStore();
  if (datasize > MAX_DATA_BYTES) throw tooLarge(datasize, false);
  const bytes = await claims.get(dataref, datasize);
  if (bytes.length !== datasize || !datadigest.startsWith('sha256:') || sha256(bytes) !== datadigest) {
    throw new Fault<MessagingFault>('forbidden', 'CLAIM_TAMPERED', 'the stored data is not what the event announced', {
      details: { dataref, datadigest, datasize, found: bytes.length },
    });
  }
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw new Fault<MessagingFault>('invalid', 'CLAIM_INVALID', 'the stored data is not JSON', { cause });
  }
}

function tooLarge(bytes: number, withoutStore: boolean): Fault<MessagingFault> {
  return new Fault('invalid', 'EVENT_TOO_LARGE', 'the event is larger than may be published', {
    details: { bytes, limit: withoutStore ? CLAIM_CHECK_BYTES : MAX_DATA_BYTES },
    ...(withoutStore ? { advice: 'set BULKHEAD_BLOB_DIR, large events go there' } : {}),
  });
}

function missingStore(): Fault<MessagingFault> {
  return new Fault('unavailable', 'CLAIM_MISSING', 'the event has its data in a claim store and none is configured', {
    advice: 'set BULKHEAD_BLOB_DIR to the folder the producer uses',
  });
}
