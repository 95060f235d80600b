import { join } from 'node:path';
import { dockerArchiveOf, imageOf, tarOfFiles, testFolder, writeFiles } from '@bulkhead/testing';
import type { TarMember } from '@bulkhead/testing';
import type { Command } from './command.ts';

export const NOW = new Date('2026-11-22T08:00:00.000Z');

/** What a command said, and how it ended. */
export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command in this process, with nobody watching. Faults come through. */
export async function run(command: Command, words: readonly string[], isWatched = false): Promise<Said> {
  let out = '';
  let err = '';
  const terminal = {
    out: (text: string) => void (out += text),
    err: (text: string) => void (err += text),
    isWatched,
    isRead: false,
    columns: 160,
  };
  const code = await command.run(words, {
    terminal,
    version: '1.2.3',
    signal: new AbortController().signal,
    now: () => NOW,
  });
  return { code, out, err };
}

/** A folder with `image.tar` (a docker archive), `feed/` (one advisory about minimist) and files of the test. */
export interface Bench extends AsyncDisposable {
  readonly path: string;
  readonly image: string;
  readonly feed: string;
  at(name: string): string;
}

export interface BenchRecipe {
  readonly packages?: readonly { readonly name: string; readonly version: string }[];
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly files?: Readonly<Record<string, string>>;
}

const MINIMIST = {
  schema_version: '1.7.0',
  id: 'GHSA-xvch-5gv4-984h',
  modified: '2025-01-15T00:00:00Z',
  aliases: ['CVE-2021-44906'],
  summary: 'Arguments pollute the prototype of every object in minimist.',
  severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }],
  affected: [
    {
      package: { ecosystem: 'npm', name: 'minimist' },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '1.0.0' }, { fixed: '1.2.6' }] }],
    },
  ],
};

export async function bench({
  packages = [{ name: 'minimist', version: '1.2.5' }],
  settings = { User: '10001' },
  files = {},
}: BenchRecipe = {}): Promise<Bench> {
  await using opened = new AsyncDisposableStack();
  const folder = opened.use(await testFolder());
  const layer = packages.map(({ name, version }, index): TarMember => ({
    path: `app/node_modules/p${index}/package.json`,
    content: JSON.stringify({ name, version }),
  }));
  const image = imageOf({ layers: [layer], name: 'registry.example/app:1', settings });
  await writeFiles(
    folder.path,
    new Map<string, string | Uint8Array>([
      ['image.tar', tarOfFiles(dockerArchiveOf([image]))],
      ['feed/minimist.json', JSON.stringify(MINIMIST)],
      ...Object.entries(files),
    ]),
  );
  const held = opened.move();
  return {
    path: folder.path,
    image: `docker-archive:${join(folder.path, 'image.tar')}`,
    feed: join(folder.path, 'feed'),
    at: (name) => join(folder.path, name),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}
