import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readWhiteout, squash } from '../index.ts';
import type { LayerChange } from '../index.ts';

interface Recipe {
  readonly files?: Readonly<Record<string, string>>;
  readonly removed?: readonly string[];
  readonly opaque?: readonly string[];
  readonly replaced?: readonly string[];
  readonly directories?: readonly string[];
}

function layer({
  files = {},
  removed = [],
  opaque = [],
  replaced = [],
  directories = [],
}: Recipe): LayerChange<string> {
  return { files: new Map(Object.entries(files)), removed, opaque, replaced, directories };
}

function view(...recipes: Recipe[]): Record<string, string> {
  const files = squash(recipes.map(layer));
  return Object.fromEntries(
    files.map(({ path, versions }) => [path, versions.map(({ layer: at, file }) => `${at}${file}`).join(' ')]),
  );
}

describe('a whiteout', () => {
  test.each([
    ['etc/.wh.profile', { kind: 'removed', path: 'etc/profile' }],
    ['.wh.etc', { kind: 'removed', path: 'etc' }],
    ['a/.wh..wh..opq', { kind: 'opaque', path: 'a' }],
    ['.wh..wh..opq', { kind: 'opaque', path: '' }],
    ['a/.wh..wh.plnk', { kind: 'bookkeeping' }],
    ['a/.wh.', { kind: 'bookkeeping' }],
    ['a/wh.b', undefined],
    ['.wh.a/b', undefined],
  ])('%s', (path, whiteout) => {
    expect(readWhiteout(path)).toEqual(whiteout);
  });
});

describe('the merged view', () => {
  test('shows_the_highest_version_and_keeps_the_ones_that_led_to_it', () => {
    expect(view({ files: { a: 'x', b: 'y' } }, { files: { a: 'z' } })).toEqual({ a: '0x 1z', b: '0y' });
  });

  test('loses_what_a_higher_layer_removes_with_everything_below', () => {
    expect(view({ files: { 'd/a': 'x', 'd/e/b': 'x', dd: 'x' } }, { removed: ['d'] })).toEqual({ dd: '0x' });
  });

  test('starts_anew_after_a_removal', () => {
    expect(view({ files: { a: 'x' } }, { removed: ['a'] }, { files: { a: 'x' } })).toEqual({ a: '2x' });
  });

  test('keeps_the_files_of_the_layer_that_removes_the_directory_they_are_in', () => {
    expect(view({ files: { 'd/a': 'x' } }, { opaque: ['d'], files: { 'd/b': 'y' } })).toEqual({ 'd/b': '1y' });
    expect(view({ files: { 'd/a': 'x' } }, { removed: ['d/a'], files: { 'd/a': 'y' } })).toEqual({ 'd/a': '1y' });
  });

  test('hides_everything_below_an_opaque_root', () => {
    expect(view({ files: { a: 'x' } }, { opaque: [''], files: { b: 'y' } })).toEqual({ b: '1y' });
  });

  test('loses_a_directory_in_whose_place_a_link_or_a_file_comes', () => {
    expect(view({ files: { 'lib/a': 'x' } }, { replaced: ['lib'] })).toEqual({});
    expect(view({ files: { 'lib/a': 'x' } }, { files: { lib: 'y' } })).toEqual({ lib: '1y' });
  });

  test('loses_a_file_in_whose_place_a_directory_comes_and_nothing_below_it', () => {
    expect(view({ files: { 'a/b': 'x', c: 'x' } }, { directories: ['a', 'c'] })).toEqual({ 'a/b': '0x' });
  });

  test('equals_unpacking_layer_by_layer', () => {
    const segment = fc.constantFrom('a', 'b', 'c');
    const path = fc.array(segment, { minLength: 1, maxLength: 3 }).map((segments) => segments.join('/'));
    const change = fc.record({
      files: fc.array(path, { maxLength: 3 }),
      removed: fc.array(path, { maxLength: 2 }),
      opaque: fc.array(path, { maxLength: 1 }),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 5 }), (changes) => {
        // A layer cannot hold a file and something below it.
        const recipes = changes.map((one) => ({
          ...one,
          files: Object.fromEntries(
            one.files
              .filter((file, _, all) => !all.some((other) => other.startsWith(`${file}/`)))
              .map((file) => [file, 'x']),
          ),
        }));
        expect(Object.keys(view(...recipes)).sort()).toEqual(unpack(recipes));
      }),
      { numRuns: 500 },
    );
  });

  test('costs_no_more_than_files_times_depth', () => {
    const files = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`d/e/f/${index}`, 'x']));
    const removed = Array.from({ length: 200_000 }, (_, index) => `d/e/g/${index}`);
    // Processor time: the wall clock of a busy machine says nothing.
    const started = process.cpuUsage();
    expect(squash([layer({ files }), layer({ removed })]).length).toBe(20_000);
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(5000);
  });
});

/** The obvious way, one path at a time. */
function unpack(
  recipes: readonly {
    readonly files: object;
    readonly removed: readonly string[];
    readonly opaque: readonly string[];
  }[],
): string[] {
  let present = new Set<string>();
  for (const { files, removed, opaque } of recipes) {
    const isGone = (path: string): boolean =>
      removed.some((gone) => path === gone || path.startsWith(`${gone}/`)) ||
      opaque.some((gone) => path.startsWith(`${gone}/`));
    present = new Set([...present].filter((path) => !isGone(path)));
    const brought = Object.keys(files);
    const isBelow = (path: string): boolean => brought.some((file) => path.startsWith(`${file}/`));
    present = new Set([...present].filter((path) => !isBelow(path)).concat(brought));
  }
  return [...present].sort();
}
