import { stat } from 'node:fs/promises';
import { parseEpss, parseKev } from '@bulkhead/core-risk';
import type { EpssTable, KevCatalogue } from '@bulkhead/core-risk';
import { readInflated } from '../container/inflate.ts';
import type { Reading } from '../container/raw.ts';
import { isDeeperThan } from '../document/depth.ts';
import { feedFault } from '../fault.ts';
import { DEFAULT_LIMITS } from '../limit.ts';

const MAX_SIGNAL_BYTES = 256 * 1024 * 1024;

/** Reads CISA's KEV catalogue from a JSON file, also gzip or zstd. Throws Fault FEED_NOT_FOUND, FEED_CORRUPT and FEED_TOO_LARGE. */
export async function readKev(path: string, signal?: AbortSignal): Promise<KevCatalogue> {
  const bytes = await readAll(path, signal);
  if (isDeeperThan(bytes, DEFAULT_LIMITS.maxDepth)) throw feedFault('FEED_CORRUPT', 'The catalogue nests too deep.');
  try {
    return parseKev(JSON.parse(bytes.toString()));
  } catch (error) {
    throw feedFault('FEED_CORRUPT', 'The catalogue is no JSON.', { cause: error });
  }
}

/** Reads FIRST's EPSS table from a CSV file, also gzip or zstd. Throws what `readKev` throws. */
export async function readEpss(path: string, signal?: AbortSignal): Promise<EpssTable> {
  return parseEpss((await readAll(path, signal)).toString());
}

async function readAll(path: string, signal: AbortSignal | undefined): Promise<Buffer> {
  const found = await stat(path).catch((error: unknown) => {
    throw feedFault('FEED_NOT_FOUND', `There is nothing to read at ${path}.`, { cause: error, details: { path } });
  });
  if (!found.isFile()) throw feedFault('FEED_NOT_FOUND', `${path} is no file.`, { details: { path } });
  const limits = { ...DEFAULT_LIMITS, maxBytes: MAX_SIGNAL_BYTES };
  const reading: Reading = { limits, signal, onBytes: () => undefined };
  const pieces: Buffer[] = [];
  for await (const chunk of readInflated(path, reading)) pieces.push(Buffer.from(chunk));
  return Buffer.concat(pieces);
}
