import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from './client.ts';

/** The advisories that we wrote ourselves. */
export const ADVISORIES = join(import.meta.dirname, '../fixtures/advisories');

/** Those of them with these ids, or all. */
export async function advisories(ids?: readonly string[]): Promise<readonly { readonly id: string }[]> {
  const names = (await readdir(ADVISORIES)).filter((name) => name.endsWith('.json')).sort();
  const wanted = names.filter((name) => ids === undefined || ids.includes(name.slice(0, -'.json'.length)));
  return Promise.all(
    wanted.map(async (name) => JSON.parse(await readFile(join(ADVISORIES, name), 'utf8')) as { id: string }),
  );
}

/** Lets advisories land. */
export async function publish(client: Client, documents: readonly unknown[], snapshot: string): Promise<unknown> {
  return client.post('/scan/v1/advisories', { source: 'e2e', snapshot, advisories: documents });
}
