import { mkdir, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32, deflateRawSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { tarOf, testFolder } from '@bulkhead/testing';
import fc from 'fast-check';
import { feedFingerprint, loadFeed, readFeed } from './index.ts';
import type { FeedItem, FeedProgress, ReadFeedOptions } from './index.ts';
import { isDeeperThan } from './document/depth.ts';

interface Osv {
  readonly id: string;
  readonly modified?: string;
  readonly fixed?: string;
}

function osv({ id, modified = '2024-01-01T00:00:00Z', fixed = '1.2.0' }: Osv): string {
  const ranges = [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed }] }];
  return JSON.stringify({ id, modified, affected: [{ package: { ecosystem: 'npm', name: 'left-pad' }, ranges }] });
}

async function itemsOf(path: string, options?: ReadFeedOptions): Promise<FeedItem[]> {
  const items: FeedItem[] = [];
  for await (const item of readFeed(path, options)) items.push(item);
  return items;
}

/** `id@path` of what was read and `CODE@path` of what was parked. */
async function told(path: string, options?: ReadFeedOptions): Promise<string[]> {
  const items = await itemsOf(path, options);
  return items.map((item) => `${item.kind === 'advisory' ? item.advisory.id : item.code}@${item.path}`);
}

interface ZipMember {
  readonly name: string;
  readonly content: string;
  readonly method?: 0 | 8 | 99;
  readonly flags?: number;
  readonly statedCrc?: number;
  readonly statedSize?: number;
  /** Points at the entry of that place instead of its own. */
  readonly sharing?: number;
}

/** A zip of these entries; a lie is written as it is told. */
function zipOf(members: readonly ZipMember[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  const offsets: number[] = [];
  let offset = 0;
  for (const member of members) {
    const { name, content, method = 8, flags = 0 } = member;
    const packed = method === 8 ? deflateRawSync(content) : Buffer.from(content);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(flags, 2);
    fields.writeUInt16LE(method, 4);
    fields.writeUInt32LE(member.statedCrc ?? crc32(content), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(member.statedSize ?? Buffer.byteLength(content), 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), fields, Buffer.from(name), packed]);
    offsets.push(offset);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(member.sharing === undefined ? offset : (offsets[member.sharing] ?? 0), 10);
    directory.push(
      Buffer.concat([Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), fields, tail, Buffer.from(name)]),
    );
    locals.push(local);
    offset += local.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, entries, end]);
}

describe('a feed', () => {
  test('is_read_alike_from_every_container', async () => {
    await using folder = await testFolder();
    const documents = ['A-1', 'A-2', 'A-3'].map((id) => ({ name: `${id}.json`, content: osv({ id }) }));
    const lines = documents.map(({ content }) => `${content}\n`).join('');
    const tar = tarOf(documents.map(({ name, content }) => ({ path: `all/${name}`, content })));
    const list = `[${documents.map(({ content }) => content).join(',')}]`;
    const files: Record<string, string | Buffer> = {
      'lines.jsonl': lines,
      'lines.jsonl.gz': gzipSync(lines),
      'lines-without-a-name': lines,
      'lines.jsonl.zst': zstdCompressSync(lines),
      'all.zip': zipOf(documents),
      'stored.zip': zipOf(documents.map((document) => ({ ...document, method: 0 as const }))),
      'all.tar': tar,
      'all.tar.gz': gzipSync(tar),
      'all.tar.zst': zstdCompressSync(tar),
      'list.json': list,
      'answer.json': `{"vulns":${list}}`,
      'bom.json': `\ufeff${list}`,
    };
    for (const [name, content] of Object.entries(files)) {
      await writeFile(join(folder.path, name), content);
      const ids = (await itemsOf(join(folder.path, name))).map((item) => item.kind === 'advisory' && item.advisory.id);
      expect([name, ids]).toEqual([name, ['A-1', 'A-2', 'A-3']]);
    }
  });

  test('is_read_from_a_folder_in_the_order_of_names_links_and_other_files_passed_over', async () => {
    await using folder = await testFolder();
    await mkdir(join(folder.path, 'npm/deep'), { recursive: true });
    await writeFile(join(folder.path, 'z.json'), osv({ id: 'Z' }));
    await writeFile(join(folder.path, 'npm/deep/b.json'), osv({ id: 'B' }));
    await writeFile(join(folder.path, 'npm/a.json'), osv({ id: 'A' }));
    await writeFile(join(folder.path, 'npm/all.zip'), zipOf([{ name: 'c.json', content: osv({ id: 'C' }) }]));
    await writeFile(join(folder.path, 'README.md'), 'hello');
    await writeFile(join(folder.path, '.hidden.json'), osv({ id: 'HIDDEN' }));
    await symlink('/etc/passwd', join(folder.path, 'passwd.json'));
    expect(await told(folder.path)).toEqual(['A@npm/a.json', 'C@npm/all.zip!c.json', 'B@npm/deep/b.json', 'Z@z.json']);
  });

  test('parks_what_cannot_be_read_and_reads_the_neighbours', async () => {
    await using folder = await testFolder();
    const lines = [
      osv({ id: 'A-1' }),
      '{"id": "broken"',
      '[]',
      '"text"',
      '{"hello":"world"}',
      '{"id":"","modified":"2024-01-01T00:00:00Z"}',
      `{"id":"DEEP","modified":"","x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
      '',
      osv({ id: 'A-2' }),
    ];
    await writeFile(join(folder.path, 'x.jsonl'), lines.join('\r\n'));
    expect(await told(join(folder.path, 'x.jsonl'))).toEqual([
      'A-1@x.jsonl#1',
      'DOCUMENT_UNREADABLE@x.jsonl#2',
      'NOT_AN_ADVISORY@x.jsonl#4',
      'NOT_AN_ADVISORY@x.jsonl#5',
      'NOT_AN_ADVISORY@x.jsonl#6',
      'DOCUMENT_TOO_DEEP@x.jsonl#7',
      'A-2@x.jsonl#9',
    ]);
  });

  test('parks_documents_over_the_limit_without_keeping_them_in_memory', async () => {
    await using folder = await testFolder();
    const huge = `{"id":"HUGE","details":"${'x'.repeat(100_000)}"}`;
    const small = osv({ id: 'A-1' });
    await writeFile(join(folder.path, 'a.jsonl'), `${huge}\n${small}\n${huge}`);
    await writeFile(join(folder.path, 'b.json'), huge);
    await writeFile(
      join(folder.path, 'c.zip'),
      zipOf([
        { name: 'huge.json', content: huge },
        { name: 'b.json', content: osv({ id: 'B' }) },
      ]),
    );
    await writeFile(
      join(folder.path, 'd.tar'),
      tarOf([
        { path: 'huge.json', content: huge },
        { path: 'c.json', content: osv({ id: 'C' }) },
      ]),
    );
    expect(await told(folder.path, { limits: { maxDocumentBytes: 10_000 } })).toEqual([
      'DOCUMENT_TOO_LARGE@a.jsonl#1',
      'A-1@a.jsonl#2',
      'DOCUMENT_TOO_LARGE@a.jsonl#3',
      'DOCUMENT_TOO_LARGE@b.json',
      'DOCUMENT_TOO_LARGE@c.zip!huge.json',
      'B@c.zip!b.json',
      'DOCUMENT_TOO_LARGE@d.tar!huge.json',
      'C@d.tar!c.json',
    ]);
  });

  test('counts_the_newest_of_documents_with_one_id_whichever_comes_first', async () => {
    await using folder = await testFolder();
    const lines = [
      osv({ id: 'A', modified: '2024-02-01T00:00:00Z', fixed: '2.0.0' }),
      osv({ id: 'A', modified: '2024-02-01T00:00:00Z', fixed: '2.0.0' }),
      osv({ id: 'A', modified: '2024-02-01T00:00:00Z', fixed: '3.0.0' }),
      osv({ id: 'A', modified: '2024-01-01T00:00:00Z', fixed: '4.0.0' }),
      osv({ id: 'A', modified: '2024-03-01T00:00:00Z', fixed: '5.0.0' }),
    ];
    await writeFile(join(folder.path, 'x.jsonl'), lines.join('\n'));
    const path = join(folder.path, 'x.jsonl');
    expect(await told(path)).toEqual([
      'A@x.jsonl#1',
      'DUPLICATE_ID@x.jsonl#3',
      'OLDER_DUPLICATE@x.jsonl#4',
      'A@x.jsonl#5',
    ]);
    const { index, summary } = await loadFeed(path);
    expect(summary).toMatchObject({ documents: 5, advisories: 1, parked: 2 });
    const result = index.match({ purl: 'pkg:npm/left-pad@4.5.0' });
    expect(result.outcome === 'JUDGED' && result.matches[0]?.fixedIn).toEqual(['5.0.0']);
  });

  test('parks_the_entries_of_a_zip_that_lie_and_refuses_one_whose_entries_overlap', async () => {
    await using folder = await testFolder();
    const good = { name: '../../etc/good.json', content: osv({ id: 'GOOD' }) };
    await writeFile(
      join(folder.path, 'a.zip'),
      zipOf([
        { name: 'secret.json', content: 'x', flags: 1 },
        { name: 'odd.json', content: 'x', method: 99 },
        { name: 'crc.json', content: 'x', statedCrc: 7 },
        { name: 'size.json', content: 'x'.repeat(1000), statedSize: 10 },
        { name: 'inner.zip', content: 'x' },
        { name: 'folder/', content: '' },
        good,
      ]),
    );
    const content = 'y'.repeat(50_000);
    await writeFile(
      join(folder.path, 'b.zip'),
      zipOf(
        [...Array(200).keys()].map((at) => ({ name: `${at}.json`, content: at === 0 ? content : 'y', sharing: 0 })),
      ),
    );
    await writeFile(join(folder.path, 'c.zip'), zipOf([good]).subarray(0, -30));
    const items = await told(folder.path);
    expect(items.slice(0, 6)).toEqual([
      'ENTRY_UNREADABLE@a.zip!secret.json',
      'ENTRY_UNREADABLE@a.zip!odd.json',
      'ENTRY_UNREADABLE@a.zip!crc.json',
      'ENTRY_UNREADABLE@a.zip!size.json',
      'NESTED_ARCHIVE@a.zip!inner.zip',
      'GOOD@a.zip!../../etc/good.json',
    ]);
    expect(items.slice(6)).toEqual(['ARCHIVE_UNREADABLE@b.zip', 'ARCHIVE_UNREADABLE@c.zip']);
  });

  test('stops_at_a_bomb_and_says_so', async () => {
    await using folder = await testFolder();
    const zeros = gzipSync(Buffer.alloc(8 * 1024 * 1024));
    await writeFile(join(folder.path, 'bomb.json.gz'), zeros);
    await writeFile(join(folder.path, 'fine.json'), osv({ id: 'FINE' }));
    const limits = { ratioFloorBytes: 1024 * 1024, maxInflateRatio: 100 };
    expect(await told(folder.path, { limits })).toEqual(['ARCHIVE_UNREADABLE@bomb.json.gz', 'FINE@fine.json']);
  });

  test('reads_a_tar_up_to_where_it_is_cut_or_hostile', async () => {
    await using folder = await testFolder();
    const members = ['A', 'B'].map((id) => ({ path: `${id}.json`, content: osv({ id }) }));
    const tar = tarOf(members);
    await writeFile(join(folder.path, 'cut.tar'), tar.subarray(0, 1024 + 600));
    await writeFile(join(folder.path, 'cut.tar.gz'), gzipSync(tar).subarray(0, -20));
    await writeFile(join(folder.path, 'up.tar'), tarOf([{ path: '../../x.json', content: osv({ id: 'X' }) }]));
    const items = await told(folder.path);
    expect(items.filter((item) => item.startsWith('ARCHIVE_UNREADABLE'))).toHaveLength(3);
    expect(items).toContain('A@cut.tar!A.json');
  });

  test('never_throws_on_bytes', async () => {
    await using folder = await testFolder();
    const path = join(folder.path, 'x');
    const heads = ['', 'PK\u0003\u0004', 'PK\u0005\u0006', '{"id":"', '\u001f\u008b\u0008', '[[['].map((head) =>
      Buffer.from(head, 'latin1'),
    );
    const bytes = fc.tuple(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 600 }));
    await fc.assert(
      fc.asyncProperty(bytes, async ([head, tail]) => {
        await writeFile(path, Buffer.concat([head, tail]));
        const items = await itemsOf(path);
        expect(items.every(({ kind }) => kind === 'parked')).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  test('damage_anywhere_in_a_zip_parks_and_never_invents', async () => {
    await using folder = await testFolder();
    const path = join(folder.path, 'x.zip');
    const zip = zipOf(['A', 'B', 'C'].map((id) => ({ name: `${id}.json`, content: osv({ id }) })));
    expect(await told(path.replace('x.zip', ''), {})).toEqual([]);
    await fc.assert(
      fc.asyncProperty(fc.nat(zip.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const damaged = Buffer.from(zip);
        damaged[at] = (damaged[at] ?? 0) ^ change;
        await writeFile(path, damaged);
        const items = await itemsOf(path);
        const ids = items.flatMap((item) => (item.kind === 'advisory' ? [item.advisory.id] : []));
        expect(['A', 'B', 'C']).toEqual(expect.arrayContaining(ids));
      }),
      { numRuns: 100 },
    );
  });

  test('is_not_found_with_a_code_and_says_what_to_do', async () => {
    await expect(itemsOf('/nowhere/at/all')).rejects.toMatchObject({ code: 'FEED_NOT_FOUND', kind: 'not-found' });
  });

  test('stops_when_it_is_told_to', async () => {
    await using folder = await testFolder();
    await writeFile(
      join(folder.path, 'x.jsonl'),
      [...Array(5000).keys()].map((at) => osv({ id: `A-${at}` })).join('\n'),
    );
    const controller = new AbortController();
    const reading = async (): Promise<void> => {
      for await (const item of readFeed(folder.path, { signal: controller.signal })) {
        if (item.kind === 'advisory' && item.advisory.id === 'A-10') controller.abort(new Error('enough'));
      }
    };
    await expect(reading()).rejects.toThrow('enough');
  });

  test('tells_how_far_it_has_come', async () => {
    await using folder = await testFolder();
    const lines = [...Array(2500).keys()].map((at) => osv({ id: `A-${at}` })).join('\n');
    await writeFile(join(folder.path, 'x.jsonl'), lines);
    const steps: FeedProgress[] = [];
    await itemsOf(join(folder.path, 'x.jsonl'), { onProgress: (progress) => void steps.push(progress) });
    expect(steps.map(({ advisories }) => advisories)).toEqual([1000, 2000, 2500]);
    expect(steps.at(-1)).toMatchObject({ documents: 2500, parked: 0, bytes: lines.length, totalBytes: lines.length });
  });

  test('an_unchanged_one_has_the_same_fingerprint_and_the_same_content_the_same_digest', async () => {
    await using folder = await testFolder();
    const path = join(folder.path, 'a.json');
    await writeFile(path, osv({ id: 'A' }));
    const before = await feedFingerprint(folder.path);
    expect(await feedFingerprint(folder.path)).toBe(before);
    const { digest } = (await loadFeed(folder.path)).summary;
    await utimes(path, 1, 1);
    expect(await feedFingerprint(folder.path)).not.toBe(before);
    expect((await loadFeed(folder.path)).summary.digest).toBe(digest);
    await writeFile(path, osv({ id: 'A', fixed: '9.9.9' }));
    expect((await loadFeed(folder.path)).summary.digest).not.toBe(digest);
  });
});

describe('the depth of JSON', () => {
  test('is_counted_outside_of_strings', () => {
    expect(isDeeperThan(Buffer.from(String.raw`{"a":"[[[[\"[[","b":[1]}`), 2)).toBe(false);
    expect(isDeeperThan(Buffer.from('{"b":[[1]]}'), 2)).toBe(true);
  });

  test('is_never_more_than_that_of_the_parsed_value', () => {
    const depthOf = (value: unknown): number =>
      value !== null && typeof value === 'object' ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const bytes = Buffer.from(JSON.stringify(value));
        expect(isDeeperThan(bytes, depthOf(value))).toBe(false);
        expect(depthOf(value) > 0 && !isDeeperThan(bytes, depthOf(value) - 1)).toBe(false);
      }),
    );
  });
});
