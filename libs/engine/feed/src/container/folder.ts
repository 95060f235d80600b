import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { feedFault } from '../fault.ts';
import { isArchiveName, isDocumentName } from './raw.ts';

/** A file of a feed: where it is, and its path below the feed with `/` between names. */
export interface FeedFile {
  readonly path: string;
  readonly label: string;
}

const MAX_FOLDER_DEPTH = 64;

/**
 * The files of a folder that may hold advisories, folder by folder in the order of names. Links are not followed and
 * names that start with a dot are passed over. Throws Fault FEED_TOO_LARGE.
 */
export async function* walkFolder(root: string, maxFiles: number): AsyncGenerator<FeedFile> {
  let files = 0;
  for await (const file of walk(root, '', 0)) {
    files += 1;
    if (files > maxFiles) throw feedFault('FEED_TOO_LARGE', `The folder holds more than ${maxFiles} files.`);
    yield file;
  }
}

async function* walk(folder: string, label: string, depth: number): AsyncGenerator<FeedFile> {
  const entries = await readdir(folder, { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    const below = label === '' ? entry.name : `${label}/${entry.name}`;
    if (entry.isDirectory() && depth < MAX_FOLDER_DEPTH) yield* walk(path, below, depth + 1);
    else if (entry.isFile() && (isDocumentName(entry.name) || isArchiveName(entry.name))) yield { path, label: below };
  }
}
