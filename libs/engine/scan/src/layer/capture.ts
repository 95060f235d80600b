import type { TarSink } from '@bulkhead/engine-source';

/** A sink that keeps the first `maxBytes` of an entry and hands them over at its end. */
export function capture(maxBytes: number, done: (bytes: Buffer, isWhole: boolean) => void): TarSink {
  const pieces: Buffer[] = [];
  let kept = 0;
  let total = 0;
  return {
    write(chunk) {
      total += chunk.length;
      const length = Math.min(chunk.length, maxBytes - kept);
      // Copied: the bytes are only ours during the call.
      if (length > 0) pieces.push(Buffer.from(chunk.subarray(0, length)));
      kept += length;
    },
    end() {
      done(pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces), total <= maxBytes);
    },
  };
}
