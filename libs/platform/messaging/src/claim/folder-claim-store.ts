import { randomUUID } from 'node:crypto';
import { mkdir, open, opendir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault, sha256 } from '@bulkhead/core-base';
import type { MessagingFault } from '../fault.ts';
import type { Claim, ClaimStore } from './claim-store.ts';

const REF = /^blob:sha256:(?<hex>[0-9a-f]{64})$/;
const NAME = /^[0-9a-f]{64}$/;

/**
 * Claims in a folder that every service of this machine (or a network file system) sees: one file per digest under
 * `<folder>/<first two digits>/`, 0600 in folders of 0700, written beside and renamed into place, flushed to disk.
 */
export function folderClaimStore(folder: string): ClaimStore {
  return {
    put: (bytes) => put(folder, bytes),
    get: (ref, maxBytes) => get(folder, ref, maxBytes),
    sweep: (before) => sweep(folder, before),
  };
}

async function put(folder: string, bytes: Uint8Array): Promise<Claim> {
  const digest = sha256(bytes);
  const hex = digest.slice('sha256:'.length);
  const claim = { ref: `blob:${digest}`, digest, size: bytes.byteLength };
  const path = pathOf(folder, hex);
  if (await touch(path, bytes.byteLength)) return claim;
  await mkdir(join(folder, hex.slice(0, 2)), { recursive: true, mode: 0o700 });
  const beside = `${path}.${randomUUID()}.tmp`;
  try {
    await writeDurably(beside, bytes);
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
  return claim;
}

/** Makes a claim that is there already young again, so that a sweep does not take it. */
async function touch(path: string, size: number): Promise<boolean> {
  try {
    if ((await stat(path)).size !== size) return false;
    const now = new Date();
    await utimes(path, now, now);
    return true;
  } catch {
    return false;
  }
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function get(folder: string, ref: string, maxBytes: number): Promise<Buffer> {
  const hex = REF.exec(ref)?.groups?.['hex'];
  if (hex === undefined) {
    throw new Fault<MessagingFault>('invalid', 'CLAIM_INVALID', 'the claim is not of this store');
  }
  const file = await open(pathOf(folder, hex), 'r').catch((cause: unknown) => {
    throw missing(ref, cause);
  });
  try {
    const { size } = await file.stat();
    if (size > maxBytes) {
      throw new Fault<MessagingFault>('invalid', 'CLAIM_INVALID', 'the claim is larger than announced', {
        details: { ref, size, maxBytes },
      });
    }
    return await file.readFile();
  } finally {
    await file.close();
  }
}

async function sweep(folder: string, before: Date): Promise<number> {
  const shelves = await names(folder);
  let swept = 0;
  for (const shelf of shelves) {
    if (!/^[0-9a-f]{2}$/.test(shelf)) continue;
    for (const name of await names(join(folder, shelf))) {
      if (!NAME.test(name) && !name.endsWith('.tmp')) continue;
      const path = join(folder, shelf, name);
      const found = await stat(path).catch(() => undefined);
      if (found === undefined || found.mtime >= before) continue;
      await rm(path, { force: true });
      swept += 1;
    }
  }
  return swept;
}

async function names(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  try {
    for await (const entry of await opendir(folder)) found.push(entry.name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return found;
}

function pathOf(folder: string, hex: string): string {
  return join(folder, hex.slice(0, 2), hex);
}

function missing(ref: string, cause: unknown): Fault<MessagingFault> {
  return new Fault('unavailable', 'CLAIM_MISSING', 'the data of the event is not in the claim store', {
    cause,
    details: { ref },
    advice: 'every service must see the same BULKHEAD_BLOB_DIR',
  });
}
