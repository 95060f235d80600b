import { describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RootReader } from './root-reader.ts';

async function aRoot(): Promise<AsyncDisposable & { path: string; reader: RootReader }> {
  const path = await mkdtemp(join(tmpdir(), 'bulkhead-root-'));
  await mkdir(join(path, 'etc'));
  return {
    path,
    reader: new RootReader(path),
    [Symbol.asyncDispose]: async () => rm(path, { recursive: true, force: true }),
  };
}

describe('a reader of a mounted root', () => {
  test('follows_links_inside_of_the_root_only', async () => {
    await using root = await aRoot();
    await writeFile(join(root.path, 'etc/real'), 'inside');
    await symlink('/etc/real', join(root.path, 'etc/absolute'));
    await symlink('../../../../../../etc/real', join(root.path, 'etc/climbing'));
    await symlink('/etc', join(root.path, 'folder'));

    expect(await root.reader.text('/etc/absolute')).toEqual({ found: true, value: 'inside' });
    expect(await root.reader.text('/etc/climbing')).toEqual({ found: true, value: 'inside' });
    expect(await root.reader.text('/folder/real')).toEqual({ found: true, value: 'inside' });
  });

  test('does_not_read_the_files_of_the_machine_through_a_link', async () => {
    await using root = await aRoot();
    await symlink('/proc/self/environ', join(root.path, 'etc/passwd'));

    expect(await root.reader.text('/etc/passwd')).toEqual({ found: false, reason: 'ABSENT' });
    expect(await root.reader.file('/etc/passwd')).toEqual({ found: true, value: { state: 'ABSENT' } });
  });

  test('gives_up_on_links_in_a_circle', async () => {
    await using root = await aRoot();
    await symlink('/etc/b', join(root.path, 'etc/a'));
    await symlink('/etc/a', join(root.path, 'etc/b'));

    expect(await root.reader.text('/etc/a')).toEqual({ found: false, reason: 'MALFORMED' });
  });

  test('is_not_held_by_a_pipe_and_does_not_read_a_folder', async () => {
    await using root = await aRoot();
    execFileSync('mkfifo', [join(root.path, 'etc/pipe')]);

    expect(await root.reader.text('/etc/pipe')).toEqual({ found: false, reason: 'MALFORMED' });
    expect(await root.reader.text('/etc')).toMatchObject({ found: false });
  });

  test('refuses_what_is_too_large_and_takes_what_just_fits', async () => {
    await using root = await aRoot();
    await writeFile(join(root.path, 'etc/big'), 'x'.repeat(100));

    expect(await root.reader.text('/etc/big', 99)).toEqual({ found: false, reason: 'TOO_LARGE' });
    expect(await root.reader.text('/etc/big', 100)).toEqual({ found: true, value: 'x'.repeat(100) });
  });

  test('tells_mode_and_type', async () => {
    await using root = await aRoot();
    await writeFile(join(root.path, 'etc/shadow'), '');
    await chmod(join(root.path, 'etc/shadow'), 0o604);

    expect(await root.reader.file('/etc/shadow')).toMatchObject({ found: true, value: { type: 'FILE', mode: 0o604 } });
    expect(await root.reader.file('/etc')).toMatchObject({ found: true, value: { type: 'DIRECTORY' } });
  });
});

describe('a reader of this machine', () => {
  test('reads_files_of_the_kernel_that_have_no_size', async () => {
    const uptime = await new RootReader('/').text('/proc/uptime');

    expect(uptime.found && /^\d+\.\d+ /.test(uptime.value)).toBe(true);
  });
});
