import type { Readable } from 'node:stream';
import { INTAKE_BATCH_LIMIT } from '@bulkhead/contracts';
import { Fault } from '@bulkhead/core-base';

/** A batch of the largest size with ordinary events; what is larger is not a batch. */
const BODY_LIMIT = 16 * 1024 * 1024;

/**
 * Reads one JSON value a line. A line that is not JSON is handed on as text, so that it is parked with its neighbours
 * untouched. Throws BATCH_TOO_LARGE (invalid) for a body over 16 MiB; lines over the batch limit are not kept.
 */
export async function readNdjson(body: Readable): Promise<readonly unknown[]> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_LIMIT) throw new Fault('invalid', 'BATCH_TOO_LARGE', `a batch has at most ${BODY_LIMIT} bytes`);
    chunks.push(chunk);
  }
  const lines = Buffer.concat(chunks).toString('utf8').split('\n');
  return lines
    .filter((line) => line.trim() !== '')
    .slice(0, INTAKE_BATCH_LIMIT + 1)
    .map(parseLine);
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return line;
  }
}
