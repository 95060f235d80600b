import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { testFolder } from '@bulkhead/testing';
import { readEpss, readKev } from '../index.ts';

describe('signals about exploitation', () => {
  test('are_read_from_plain_and_from_compressed_files', async () => {
    await using folder = await testFolder();
    const epss = '#model_version:v1,score_date:2025-01-01\ncve,epss,percentile\nCVE-2024-0001,0.1,0.2\n';
    await writeFile(join(folder.path, 'epss.csv.gz'), gzipSync(epss));
    await writeFile(join(folder.path, 'kev.json'), '{"catalogVersion":"1","vulnerabilities":[]}');
    expect((await readEpss(join(folder.path, 'epss.csv.gz'))).scores.size).toBe(1);
    expect(await readKev(join(folder.path, 'kev.json'))).toMatchObject({ version: '1', problems: [] });
  });

  test('that_are_missing_or_broken_are_named_by_a_code', async () => {
    await using folder = await testFolder();
    await writeFile(join(folder.path, 'kev.json'), '{"catalogVersion":');
    await writeFile(join(folder.path, 'deep.json'), '['.repeat(100_000));
    await expect(readKev(join(folder.path, 'kev.json'))).rejects.toMatchObject({ code: 'FEED_CORRUPT' });
    await expect(readKev(join(folder.path, 'deep.json'))).rejects.toMatchObject({ code: 'FEED_CORRUPT' });
    await expect(readKev(join(folder.path, 'none.json'))).rejects.toMatchObject({ code: 'FEED_NOT_FOUND' });
    await expect(readEpss(folder.path)).rejects.toMatchObject({ code: 'FEED_NOT_FOUND' });
  });
});
