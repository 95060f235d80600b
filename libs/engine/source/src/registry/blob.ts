import type { IncomingMessage } from 'node:http';
import type { Digest } from '@bulkhead/core-base';
import { messageOf } from '@bulkhead/core-base';
import type { ByteStream } from '../blob/inflate.ts';
import { sourceFault, throwIfAborted } from '../fault.ts';
import type { RegistryClient } from './registry-client.ts';
import { isConnectionLost } from './retry.ts';

const MAX_RESUMPTIONS = 8;

/**
 * The bytes of a blob. A connection that breaks is taken up where it broke (RFC 9110, Range); what comes is proved by
 * whoever reads it, since it may come from two answers.
 */
export async function* readBlob(
  client: RegistryClient,
  { digest, size }: { readonly digest: Digest; readonly size: number },
  signal?: AbortSignal,
): ByteStream {
  let received = 0;
  for (let resumptions = 0; ; resumptions += 1) {
    const range: Readonly<Record<string, string>> = received === 0 ? {} : { range: `bytes=${received}-` };
    const response = await client.get(`blobs/${digest}`, range, signal);
    try {
      for await (const piece of fromOffset(response, received)) {
        received += piece.length;
        yield piece;
      }
      if (received >= size) return;
    } catch (error) {
      throwIfAborted(signal);
      if (!isConnectionLost(error)) throw lost(error);
    } finally {
      if (!response.complete) response.destroy();
    }
    if (resumptions >= MAX_RESUMPTIONS) throw lost(undefined);
  }
}

/** An answer to a range that begins where we are, or one from the start whose beginning we know already. */
async function* fromOffset(response: IncomingMessage, offset: number): ByteStream {
  const start =
    response.statusCode === 206 ? Number(/^bytes (\d+)-/.exec(response.headers['content-range'] ?? '')?.[1]) : 0;
  let known = offset - start;
  if (!Number.isSafeInteger(known) || known < 0) throw lost(undefined);
  for await (const piece of response as AsyncIterable<Buffer>) {
    if (known < piece.length) yield piece.subarray(known);
    known = Math.max(0, known - piece.length);
  }
}

function lost(cause: unknown): Error {
  const why = cause === undefined ? 'it breaks off again and again' : messageOf(cause);
  return sourceFault('REGISTRY_UNAVAILABLE', `A layer cannot be fetched: ${why}.`, { cause });
}
