import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { sha256 } from '@bulkhead/core-base';
import fc from 'fast-check';
import type { Envelope } from '../envelope.ts';
import { CLAIM_CHECK_BYTES, checkIn, checkOut } from './claim-check.ts';
import { folderClaimStore } from './folder-claim-store.ts';

async function folder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'bh-claims-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

function envelope(carried: Partial<Envelope>): Envelope {
  return {
    specversion: '1.0',
    id: '01900000-0000-7000-8000-000000000000',
    type: 't.v1',
    source: 's',
    subject: 'k',
    time: '2026-01-01T00:00:00.000Z',
    datacontenttype: 'application/json',
    ...carried,
  };
}

/** JSON of exactly so many bytes. */
function dataOf(bytes: number): string {
  return 'x'.repeat(bytes - 2);
}

describe('the claim check', () => {
  test('begins_above_128_KiB_of_JSON', async () => {
    await using home = await folder();
    const claims = folderClaimStore(home.path);

    expect(await checkIn(dataOf(CLAIM_CHECK_BYTES), claims)).toHaveProperty('data');
    expect(await checkIn(dataOf(CLAIM_CHECK_BYTES + 1), claims)).toMatchObject({
      dataref: expect.stringMatching(/^blob:sha256:/),
      datasize: CLAIM_CHECK_BYTES + 1,
    });
    expect(CLAIM_CHECK_BYTES).toBe(128 * 1024);
  });

  test('gives_back_what_was_put_in', async () => {
    await using home = await folder();
    const claims = folderClaimStore(home.path);
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const data = { value: JSON.parse(JSON.stringify(value)) as unknown, filling: dataOf(CLAIM_CHECK_BYTES) };
        expect(await checkOut(envelope(await checkIn(data, claims)), claims)).toEqual(data);
      }),
      { numRuns: 10 },
    );
  });

  test('refuses_bytes_of_another_size_or_digest', async () => {
    await using home = await folder();
    const claims = folderClaimStore(home.path);
    const carried = await checkIn(dataOf(200_000), claims);
    const changed = { ...carried, datadigest: sha256('other') };
    const longer = { ...carried, datasize: 200_001 };
    const shorter = { ...carried, datasize: 199_999 };

    await expect(checkOut(envelope(changed), claims)).rejects.toMatchObject({ code: 'CLAIM_TAMPERED' });
    await expect(checkOut(envelope(longer), claims)).rejects.toMatchObject({ code: 'CLAIM_TAMPERED' });
    await expect(checkOut(envelope(shorter), claims)).rejects.toMatchObject({ code: 'CLAIM_INVALID' });
  });

  test('may_come_right_when_the_store_is_back', async () => {
    const missing = envelope({
      dataref: `blob:sha256:${'0'.repeat(64)}`,
      datadigest: `sha256:${'0'.repeat(64)}`,
      datasize: 9,
    });
    await using home = await folder();

    await expect(checkOut(missing, folderClaimStore(home.path))).rejects.toMatchObject({ kind: 'unavailable' });
    await expect(checkOut(missing, undefined)).rejects.toMatchObject({ kind: 'unavailable', code: 'CLAIM_MISSING' });
  });
});

describe('the folder of claims', () => {
  test('never_leaves_itself_whatever_the_reference', async () => {
    await using home = await folder();
    const claims = folderClaimStore(home.path);
    const refs = [
      '',
      'blob:sha256:../../etc/passwd',
      `blob:sha256:${'A'.repeat(64)}`,
      '/etc/passwd',
      `sha256:${'a'.repeat(64)}`,
    ];

    for (const ref of refs) await expect(claims.get(ref, 1_000)).rejects.toMatchObject({ code: 'CLAIM_INVALID' });
  });

  test('keeps_one_file_for_equal_bytes_also_when_put_at_once', async () => {
    await using home = await folder();
    const claims = folderClaimStore(home.path);
    const bytes = Buffer.from('the same');

    const put = await Promise.all(Array.from({ length: 10 }, () => claims.put(bytes)));

    expect(new Set(put.map(({ ref }) => ref)).size).toBe(1);
    const [shelf = ''] = await readdir(home.path);
    expect(await readdir(join(home.path, shelf))).toEqual([sha256(bytes).slice('sha256:'.length)]);
    expect((await stat(join(home.path, shelf))).mode & 0o777).toBe(0o700);
  });

  test('sweeps_what_nobody_put_for_long_and_what_a_crash_left_half_written', async () => {
    await using home = await folder();
    const claims = folderClaimStore(home.path);
    const [old, again, young] = [
      await claims.put(Buffer.from('old')),
      await claims.put(Buffer.from('again')),
      await claims.put(Buffer.from('young')),
    ];
    const past = new Date('2020-01-01');
    const pathOf = ({ digest }: { digest: string }) => join(home.path, digest.slice(7, 9), digest.slice(7));
    await utimes(pathOf(old), past, past);
    await utimes(pathOf(again), past, past);
    await claims.put(Buffer.from('again'));
    const half = `${pathOf(old)}.crashed.tmp`;
    await writeFile(half, 'ha');
    await utimes(half, past, past);

    expect(await claims.sweep(new Date('2021-01-01'))).toBe(2);
    expect(await claims.sweep(new Date('2021-01-01'))).toBe(0);
    await expect(claims.get(old.ref, 100)).rejects.toMatchObject({ code: 'CLAIM_MISSING' });
    expect(String(await claims.get(again.ref, 100))).toBe('again');
    expect(String(await claims.get(young.ref, 100))).toBe('young');
    expect(await folderClaimStore(join(home.path, 'nowhere')).sweep(new Date())).toBe(0);
  });
});
