import { isFault } from '@bulkhead/core-base';
import { describe, expect, test } from '@jest/globals';
import { tarOf } from '@bulkhead/testing';
import type { TarMember } from '@bulkhead/testing';
import fc from 'fast-check';
import { TarWalker } from './walker.ts';
import type { TarEntry } from './entry.ts';

interface Walked extends TarEntry {
  readonly content: string;
}

/** Walks a tar pushed in pieces of `step` bytes, reading every file. */
function walk(tar: Buffer, { step = tar.length, maxEntries = 1000 } = {}): Walked[] {
  const walked: Walked[] = [];
  const walker = new TarWalker((entry) => {
    const pieces: Buffer[] = [];
    const at = walked.push({ ...entry, content: '' }) - 1;
    return {
      write: (chunk) => void pieces.push(Buffer.from(chunk)),
      end: () => void (walked[at] = { ...entry, content: Buffer.concat(pieces).toString('utf8') }),
    };
  }, maxEntries);
  for (let at = 0; at < tar.length; at += step) walker.push(tar.subarray(at, at + step));
  walker.end();
  return walked;
}

const failing = (code: string) => expect.objectContaining({ name: 'Fault', code });

describe('a tar', () => {
  test('gives_its_entries_with_type_size_mode_and_content', () => {
    const walked = walk(
      tarOf([
        { path: './etc/', typeflag: '5', mode: 0o755 },
        { path: './etc/passwd', content: 'root', mode: 0o600 },
        { path: 'etc/p', typeflag: '1', linkTarget: './etc/passwd' },
        { path: 'bin', typeflag: '2', linkTarget: 'usr/bin' },
        { path: 'dev/null', typeflag: '3' },
      ]),
    );
    expect(walked).toMatchObject([
      { path: 'etc', type: 'directory', mode: 0o755 },
      { path: 'etc/passwd', type: 'file', size: 4, mode: 0o600, content: 'root', offset: 1024 },
      { path: 'etc/p', type: 'hardlink', linkTarget: 'etc/passwd' },
      { path: 'bin', type: 'symlink', linkTarget: 'usr/bin' },
      { path: 'dev/null', type: 'other' },
    ]);
  });

  test.each(['pax', 'gnu'] as const)('with_long_names_in_%s_form_is_read', (form) => {
    const path = `${'d'.repeat(90)}/${'é'.repeat(90)}`;
    const linkTarget = 't'.repeat(300);
    const walked = walk(
      tarOf([{ path, content: 'x', form }, { path: 'l', typeflag: '2', linkTarget, form }, { path: 'after' }]),
    );
    expect(walked.map((entry) => entry.path)).toEqual([path, 'l', 'after']);
    expect(walked[1]?.linkTarget).toBe(linkTarget);
  });

  test('takes_the_size_of_a_PAX_record_for_the_size', () => {
    const walked = walk(tarOf([{ path: 'a', content: 'abc', statedSize: 0, pax: { size: '3' } }, { path: 'b' }]));
    expect(walked).toMatchObject([{ path: 'a', content: 'abc' }, { path: 'b' }]);
  });

  test('reads_nothing_as_the_content_of_links_and_directories_whatever_size_they_state', () => {
    const walked = walk(
      tarOf([
        { path: 'l', typeflag: '2', linkTarget: 'x', statedSize: 5000 },
        { path: 'd/', typeflag: '5', statedSize: 7 },
        { path: 'a', content: 'x' },
      ]),
    );
    expect(walked.map(({ path, size }) => [path, size])).toEqual([
      ['l', 0],
      ['d', 0],
      ['a', 1],
    ]);
  });

  test('passes_over_global_records_and_types_nobody_knows', () => {
    const walked = walk(
      tarOf([
        { path: 'g', typeflag: 'g', content: '13 path=evil\n' },
        { path: 'v', typeflag: 'V', content: 'label' },
        { path: 'a' },
      ]),
    );
    expect(walked.map(({ path, type }) => [path, type])).toEqual([
      ['v', 'other'],
      ['a', 'file'],
    ]);
  });

  test('names_a_sparse_file_and_goes_on_behind_it', () => {
    const walked = walk(
      tarOf([
        { path: 'hole', content: 'x', pax: { 'GNU.sparse.major': '1', 'GNU.sparse.name': 'real' } },
        { path: 'a' },
      ]),
    );
    expect(walked).toMatchObject([
      { path: 'real', isSparse: true },
      { path: 'a', isSparse: false },
    ]);
  });

  test('may_end_without_its_end_blocks_and_ignores_what_follows_them', () => {
    expect(walk(tarOf([{ path: 'a' }], { isOpen: true })).length).toBe(1);
    expect(walk(Buffer.concat([tarOf([{ path: 'a' }]), Buffer.from('rubbish')])).length).toBe(1);
    expect(walk(Buffer.alloc(0))).toEqual([]);
  });
});

describe('a hostile tar', () => {
  test.each(['../x', 'a/../../x', '/../x', 'a/..', '..'])('with an entry named %s is refused', (path) => {
    expect(() => walk(tarOf([{ path }]))).toThrow(failing('ARCHIVE_PATH_ESCAPE'));
  });

  test('with_a_climbing_name_in_a_PAX_record_is_refused', () => {
    expect(() => walk(tarOf([{ path: 'a', pax: { path: '../../etc/shadow' } }]))).toThrow(
      failing('ARCHIVE_PATH_ESCAPE'),
    );
  });

  test('with_a_hard_link_out_of_the_root_is_refused', () => {
    expect(() => walk(tarOf([{ path: 'a', typeflag: '1', linkTarget: '../../etc/shadow' }]))).toThrow(
      failing('ARCHIVE_PATH_ESCAPE'),
    );
  });

  test('with_an_absolute_name_stays_below_the_root', () => {
    expect(walk(tarOf([{ path: '/etc/passwd' }]))[0]?.path).toBe('etc/passwd');
  });

  test('with_more_entries_than_allowed_is_refused_at_the_first_too_many', () => {
    const tar = tarOf([{ path: 'a' }, { path: 'b' }, { path: 'c' }]);
    expect(() => walk(tar, { maxEntries: 2 })).toThrow(failing('ARCHIVE_TOO_MANY_ENTRIES'));
  });

  test('that_ends_in_the_middle_is_named_truncated_wherever_it_ends', () => {
    const tar = tarOf(
      [
        { path: 'a', content: 'x'.repeat(700) },
        { path: 'b', content: 'y' },
      ],
      { isOpen: true },
    );
    for (const end of [1, 511, 513, 1100, 1600, 2048])
      expect(() => walk(tar.subarray(0, end))).toThrow(failing('ARCHIVE_TRUNCATED'));
  });

  test('that_states_a_size_nothing_has_is_refused', () => {
    expect(() => walk(tarOf([{ path: 'a', statedSize: 2 ** 60 }]))).toThrow(failing('ARCHIVE_CORRUPT'));
    expect(() => walk(tarOf([{ path: 'a', content: 'x', statedSize: 2 ** 40 }]))).toThrow(failing('ARCHIVE_TRUNCATED'));
    expect(() => walk(tarOf([{ path: 'a', pax: { size: '-1' } }]))).toThrow(failing('ARCHIVE_CORRUPT'));
  });

  test('with_an_extended_header_of_any_size_does_not_fill_the_memory', () => {
    const tar = tarOf([{ path: 'x', typeflag: 'x', statedSize: 2 ** 32 }], { isOpen: true });
    expect(() => walk(tar)).toThrow(failing('ARCHIVE_CORRUPT'));
  });

  test('with_a_name_of_any_length_is_refused', () => {
    expect(() => walk(tarOf([{ path: 'a'.repeat(100_000) }]))).toThrow(failing('ARCHIVE_CORRUPT'));
  });

  test('with_a_wrong_checksum_is_refused', () => {
    const tar = tarOf([{ path: 'a', content: 'x' }]);
    tar[0] = 0x62;
    expect(() => walk(tar)).toThrow(failing('ARCHIVE_CORRUPT'));
  });
});

describe('any tar', () => {
  const segment = fc.stringMatching(/^[A-Za-z0-9é_-]{1,40}$/);
  const member: fc.Arbitrary<TarMember> = fc.record({
    path: fc.array(segment, { minLength: 1, maxLength: 6 }).map((segments) => segments.join('/')),
    content: fc.string({ maxLength: 1500 }).map((text) => text.toWellFormed()),
    form: fc.constantFrom('pax' as const, 'gnu' as const),
    mode: fc.nat(0o7777),
  });

  test('gives_back_what_was_put_in_however_it_is_cut_into_pieces', () => {
    fc.assert(
      fc.property(fc.array(member, { maxLength: 8 }), fc.integer({ min: 1, max: 3000 }), (members, step) => {
        const walked = walk(tarOf(members), { step });
        expect(walked.map(({ path, content, mode }) => ({ path, content, mode }))).toEqual(
          members.map(({ path, content, mode }) => ({ path, content, mode })),
        );
      }),
      { numRuns: 300 },
    );
  });

  test('of_random_bytes_ends_well_or_with_a_coded_fault', () => {
    const damaged = fc
      .tuple(
        fc.array(member, { minLength: 1, maxLength: 4 }),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 12 }),
        fc.nat(),
      )
      .map(([members, changes, cut]) => {
        const tar = tarOf(members);
        for (const [at, byte] of changes) tar[at % tar.length] = byte;
        return tar.subarray(0, cut % (tar.length + 1));
      });
    const random = fc.uint8Array({ maxLength: 4000 }).map((bytes) => Buffer.from(bytes));
    fc.assert(
      fc.property(fc.oneof(damaged, random), fc.integer({ min: 1, max: 1024 }), (tar, step) => {
        let thrown: unknown;
        try {
          walk(tar, { step });
        } catch (error) {
          thrown = error;
        }
        expect(thrown === undefined || isFault(thrown)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
