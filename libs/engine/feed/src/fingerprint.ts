import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Digest } from '@bulkhead/core-base';
import { walkFolder } from './container/folder.ts';
import { feedFault, isFileError } from './fault.ts';
import { DEFAULT_LIMITS } from './limit.ts';

/**
 * A digest of what a feed looks like from outside: names, sizes and times of change, no content. Equal fingerprints of
 * one path mean that there is nothing new to read; what was matched against is named by the digest of a reading.
 * Throws Fault FEED_NOT_FOUND.
 */
export async function feedFingerprint(path: string): Promise<Digest> {
  const digest = createHash('sha256');
  try {
    const found = await stat(path, { bigint: true });
    if (found.isFile()) digest.update(lineOf(basename(path), found));
    else {
      for await (const { path: file, label } of walkFolder(path, DEFAULT_LIMITS.maxFiles)) {
        digest.update(lineOf(label, await stat(file, { bigint: true })));
      }
    }
  } catch (error) {
    if (!isFileError(error)) throw error;
    throw feedFault('FEED_NOT_FOUND', `There is no feed to look at in ${path}.`, { cause: error, details: { path } });
  }
  return `sha256:${digest.digest('hex')}`;
}

function lineOf(label: string, { size, mtimeNs }: { size: bigint; mtimeNs: bigint }): string {
  return `${label}\0${size}\0${mtimeNs}\n`;
}

/** The name of a snapshot: where it is from and what it held. Every answer says which one it was matched against. */
export function snapshotId(source: string, digest: Digest): string {
  return `${source}@${digest}`;
}
