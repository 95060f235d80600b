import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { TokenStore } from './token.store.ts';

/** What happened to the first admin token. `created` is the only case in which there is a plaintext to show. */
export type AdminToken =
  | { readonly state: 'created'; readonly plaintext: string; readonly file: string }
  | { readonly state: 'given' }
  | { readonly state: 'present' };

export interface AdminTokenOptions {
  readonly store: TokenStore;
  readonly dataDir: string;
  /** BULKHEAD_TOKEN: an operator's own admin token, adopted instead of making one. */
  readonly given?: string;
}

const SUBJECT = 'admin';
const CREATED_BY = 'first start';

/**
 * Sees to it that somebody can get in: adopts the given token, or, when no admin token works any more, makes one and
 * writes it to `<dataDir>/admin.token` with mode 0600. A second start finds it and makes none.
 */
export async function ensureAdminToken(options: AdminTokenOptions): Promise<AdminToken> {
  const { store, dataDir, given } = options;
  if (given !== undefined) {
    await store.adopt(given, { subject: SUBJECT, scopes: ['*'] }, 'BULKHEAD_TOKEN');
    return { state: 'given' };
  }
  const file = join(dataDir, 'admin.token');
  if (await stillWorks(store, file)) return { state: 'present' };
  if ((await store.countAdmins()) > 0) return { state: 'present' };
  const issued = await store.create({ subject: SUBJECT, scopes: ['*'] }, CREATED_BY);
  await writePrivate(file, `${issued.plaintext}\n`);
  return { state: 'created', plaintext: issued.plaintext, file };
}

async function stillWorks(store: TokenStore, file: string): Promise<boolean> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return (await store.verify(text.trim())) !== undefined;
}

/** Written beside and renamed, so that a crash leaves the old file or the new one, never half of one. */
async function writePrivate(file: string, text: string): Promise<void> {
  const beside = `${file}.new`;
  await using handle = await open(beside, 'w', 0o600);
  await handle.chmod(0o600);
  await handle.writeFile(text);
  await handle.sync();
  await rename(beside, file);
}
