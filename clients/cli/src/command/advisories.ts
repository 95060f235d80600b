import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { feedFingerprint, readFeed, snapshotId } from '@bulkhead/engine-feed';
import { parseWords, usage } from '../arguments.ts';
import { EXIT } from '../exit.ts';
import { jsonText, writeOutput } from '../output/write-output.ts';
import { SERVER_OPTIONS, callServer, findServer } from '../server/server.ts';
import { Progress } from '../terminal/progress.ts';
import type { Command } from './command.ts';

const OPTIONS = { ...SERVER_OPTIONS, source: { type: 'string' }, json: { type: 'boolean' } } as const;

/** What one request carries, by count and by size. */
const BATCH = 250;
const BATCH_CHARACTERS = 8 * 1024 * 1024;

interface Totals {
  imported: number;
  unchanged: number;
  refused: number;
  packages: number;
}

export const ADVISORIES: Command = {
  name: 'advisories',
  summary: 'send advisories to a server, which judges its fleet again',
  help: readFileSync(new URL('./help/advisories.txt', import.meta.url), 'utf8'),
  async run(words, { terminal, signal }) {
    const { values, words: given } = parseWords(words, OPTIONS);
    const [act, path] = given;
    if (act !== 'push' || path === undefined) throw usage('advisories push <folder|file|zip> --source <name>');
    const source =
      values.source ??
      (basename(path)
        .toLowerCase()
        .replaceAll(/[^a-z0-9.-]+/g, '-') ||
        'advisories');
    const server = await findServer(values, signal);
    const snapshot = snapshotId(source, await feedFingerprint(path));
    const totals: Totals = { imported: 0, unchanged: 0, refused: 0, packages: 0 };
    using progress = new Progress(terminal, values.quiet === true);
    const reading = readFeed(path, { signal });
    for await (const batch of batches(reading)) {
      const answer = await callServer(server, {
        method: 'POST',
        path: '/scan/v1/advisories',
        body: { source, snapshot, advisories: batch },
      });
      add(totals, answer as Partial<Record<keyof Totals, unknown>>);
      progress.show('sending advisories', totals.imported + totals.unchanged);
    }
    progress[Symbol.dispose]();
    const { parked } = reading.summary();
    if (totals.imported + totals.unchanged + totals.refused + parked === 0) throw usage(`${path} holds no advisories`);
    const shown = { schema: 'bulkhead/advisories-push/v1', source, snapshot, ...totals, parked };
    const words2 = `${totals.imported} imported, ${totals.unchanged} unchanged, ${totals.refused + parked} not readable; ${totals.packages} packages are judged again\n`;
    await writeOutput(terminal, values.json === true ? jsonText(shown) : words2, values.output);
    return EXIT.fine;
  },
};

async function* batches(reading: AsyncIterable<{ kind: string; advisory?: unknown }>): AsyncGenerator<unknown[]> {
  let batch: unknown[] = [];
  let characters = 0;
  for await (const item of reading) {
    if (item.kind !== 'advisory') continue;
    const size = JSON.stringify(item.advisory).length;
    if (batch.length > 0 && (batch.length === BATCH || characters + size > BATCH_CHARACTERS)) {
      yield batch;
      batch = [];
      characters = 0;
    }
    batch.push(item.advisory);
    characters += size;
  }
  if (batch.length > 0) yield batch;
}

function add(totals: Totals, answer: Partial<Record<keyof Totals, unknown>>): void {
  totals.imported += Number(answer.imported ?? 0);
  totals.unchanged += Number(answer.unchanged ?? 0);
  totals.refused += Array.isArray(answer.refused) ? answer.refused.length : 0;
  totals.packages += Number(answer.packages ?? 0);
}
