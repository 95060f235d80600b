import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** A fresh folder of its own for a test, gone with it. */
export interface TestFolder extends AsyncDisposable {
  readonly path: string;
}

/** Makes a folder below the system's temporary directory. */
export async function testFolder(): Promise<TestFolder> {
  const path = await mkdtemp(join(tmpdir(), 'bulkhead-test-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/**
 * Where a topic of the shared test material is, or undefined when it is not here: its suites then register nothing.
 * `BULKHEAD_TEST_DATA` says where; `../shared/data` beside the repository otherwise.
 */
export function testMaterial(topic: string): string | undefined {
  const root = process.env['BULKHEAD_TEST_DATA'] ?? resolve(import.meta.dirname, '../../../../../shared/data');
  const folder = join(root, topic);
  return existsSync(folder) ? folder : undefined;
}
