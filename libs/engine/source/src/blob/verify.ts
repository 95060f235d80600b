import { createHash } from 'node:crypto';
import type { Digest } from '@bulkhead/core-base';
import { sourceFault } from '../fault.ts';
import type { ByteStream } from './inflate.ts';

/** What a stream must turn out to be. */
export interface Expectation {
  /** How a message names it: `layer 2`, `manifest`. */
  readonly what: string;
  readonly digest: Digest;
  /** Bytes; unknown when absent. */
  readonly size?: number;
}

/**
 * Passes a stream on and proves its digest and size. The end of the stream is only reached when both are right.
 *
 * Throws Fault DIGEST_MISMATCH, SIZE_MISMATCH.
 */
export async function* verified(input: ByteStream, expected: Expectation): ByteStream {
  const hash = createHash(algorithmOf(expected.digest));
  let size = 0;
  for await (const chunk of input) {
    hash.update(chunk);
    size += chunk.length;
    if (expected.size !== undefined && size > expected.size) throw sizeMismatch(expected, size);
    yield chunk;
  }
  if (expected.size !== undefined && size !== expected.size) throw sizeMismatch(expected, size);
  expectDigest(expected, hash.digest('hex'));
}

/** Proves the digest of bytes that are here already. */
export function verifyBytes(bytes: Uint8Array, expected: Expectation): void {
  if (expected.size !== undefined && bytes.length !== expected.size) throw sizeMismatch(expected, bytes.length);
  expectDigest(expected, createHash(algorithmOf(expected.digest)).update(bytes).digest('hex'));
}

function expectDigest({ what, digest }: Expectation, hex: string): void {
  const actual = `${algorithmOf(digest)}:${hex}`;
  if (actual === digest) return;
  throw sourceFault('DIGEST_MISMATCH', `The ${what} is not what its digest says.`, {
    details: { expected: digest, actual },
    advice: 'The content was changed or damaged on its way: fetch the image again and, if it stays, do not run it.',
  });
}

function algorithmOf(digest: Digest): 'sha256' | 'sha512' {
  return digest.startsWith('sha512:') ? 'sha512' : 'sha256';
}

function sizeMismatch({ what, size }: Expectation, actual: number): Error {
  return sourceFault('SIZE_MISMATCH', `The ${what} is not of the size that was stated.`, {
    details: { expected: size ?? 0, actual },
  });
}
