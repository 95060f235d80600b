import { statSync } from 'node:fs';
import { chmod, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { testFolder, writeFiles } from '@bulkhead/testing';
import { openFileTree } from '../index.ts';
import type { FileTree, TreeProblem } from '../index.ts';

const failing = (code: string) => expect.objectContaining({ name: 'Fault', code });

async function walk(tree: FileTree, maxEntries = 1000): Promise<{ paths: string[]; problems: TreeProblem[] }> {
  const problems: TreeProblem[] = [];
  const paths: string[] = [];
  const walking = tree.walk({ maxEntries, wants: () => true, onProblem: (problem) => problems.push(problem) });
  for await (const { path } of walking) paths.push(path);
  return { paths: paths.sort(), problems };
}

describe('a root filesystem', () => {
  test('is_walked_without_following_links_or_entering_proc_sys_and_dev', async () => {
    await using folder = await testFolder();
    await writeFiles(
      folder.path,
      new Map([
        ['etc/a', '1'],
        ['proc/b', '1'],
        ['sys/c', '1'],
        ['dev/d', '1'],
        ['home/proc/e', '1'],
      ]),
    );
    await symlink('/', join(folder.path, 'etc/root'));
    await symlink('/etc/passwd', join(folder.path, 'etc/passwd'));
    await symlink('.', join(folder.path, 'etc/circle'));
    const { paths, problems } = await walk(await openFileTree(folder.path));
    expect(paths).toEqual(['etc/a', 'home/proc/e']);
    expect(problems).toEqual([]);
  });

  test('stays_on_its_own_filesystem', async () => {
    // Of the places a Linux machine has mounts in, the one that is quick to walk.
    const mounted = statSync('/dev/shm', { throwIfNoEntry: false });
    const isMount = mounted !== undefined && mounted.dev !== statSync('/dev').dev;
    const marker = `bulkhead-test-${process.pid}`;
    if (isMount) await writeFile(`/dev/shm/${marker}`, '');

    const { paths } = await walk(await openFileTree('/dev'));

    if (isMount) await rm(`/dev/shm/${marker}`);
    expect(paths).not.toContain(`shm/${marker}`);
  });

  test('gives_files_whole_or_cut_at_the_bound', async () => {
    await using folder = await testFolder();
    await writeFile(join(folder.path, 'a'), 'hello');
    const file = await (await openFileTree(folder.path)).find('a');
    expect(await file?.read(5)).toEqual({ bytes: Buffer.from('hello'), isWhole: true });
    expect(await file?.read(4)).toEqual({ bytes: Buffer.from('hell'), isWhole: false });
    expect(await file?.read(0)).toEqual({ bytes: Buffer.alloc(0), isWhole: false });
  });

  test('does_not_read_through_a_link_that_took_the_place_of_a_file_or_of_a_directory', async () => {
    await using folder = await testFolder();
    await using outside = await testFolder();
    await writeFile(join(outside.path, 'a'), 'secret');
    await symlink(join(outside.path, 'a'), join(folder.path, 'a'));
    await symlink(outside.path, join(folder.path, 'd'));
    const tree = await openFileTree(folder.path);
    expect(await tree.find('a')).toBeUndefined();
    await expect((await tree.find('d/a'))?.read(100)).rejects.toThrow(failing('SOURCE_UNREADABLE'));
  });

  test('names_what_may_not_be_read_and_goes_on', async () => {
    await using folder = await testFolder();
    await mkdir(join(folder.path, 'closed'));
    await writeFiles(
      folder.path,
      new Map([
        ['closed/a', '1'],
        ['open/b', '1'],
      ]),
    );
    await chmod(join(folder.path, 'closed'), 0);
    const { paths, problems } = await walk(await openFileTree(folder.path));
    // The superuser may read everything.
    const isRoot = process.getuid?.() === 0;
    expect(paths).toEqual(isRoot ? ['closed/a', 'open/b'] : ['open/b']);
    expect(problems.map(({ path }) => path)).toEqual(isRoot ? [] : ['closed']);
    await chmod(join(folder.path, 'closed'), 0o755);
  });

  test('with_more_entries_than_allowed_is_refused', async () => {
    await using folder = await testFolder();
    await writeFiles(
      folder.path,
      new Map([
        ['a', ''],
        ['b', ''],
        ['c', ''],
      ]),
    );
    await expect(walk(await openFileTree(folder.path), 2)).rejects.toThrow(failing('ARCHIVE_TOO_MANY_ENTRIES'));
  });

  test('that_is_not_there_or_no_directory_is_refused', async () => {
    await expect(openFileTree('/nowhere/at/all')).rejects.toThrow(failing('SOURCE_NOT_FOUND'));
    await expect(openFileTree('/etc/passwd')).rejects.toThrow(failing('SOURCE_UNREADABLE'));
  });
});
