import { constants, type Stats } from 'node:fs';
import { lstat, open, readdir, readlink, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { GapReason, HostFile } from '@bulkhead/core-benchmark';

/** What a look gave: the value, or why there is none. */
export type Look<Value> =
  | { readonly found: true; readonly value: Value }
  | { readonly found: false; readonly reason: GapReason };

const LINK_LIMIT = 40;
const DEFAULT_LIMIT = 256 * 1024;

/**
 * Reads files, folders and modes below one root, bounded, never outside of it: links are followed as a process that
 * has this root would follow them, whatever they point to.
 */
export class RootReader {
  readonly root: string;
  /** True for `/`: the kernel, the processes and the mounts are those of this machine. */
  readonly live: boolean;

  constructor(root: string) {
    this.root = root === '/' ? '' : root.replace(/\/+$/, '');
    this.live = this.root === '';
  }

  /** UTF-8 text of a regular file of at most `limit` bytes. Devices, pipes and sockets are never opened for reading. */
  async text(path: string, limit = DEFAULT_LIMIT): Promise<Look<string>> {
    const bytes = await this.bytes(path, limit);
    return bytes.found ? { found: true, value: bytes.value.toString('utf8') } : bytes;
  }

  async bytes(path: string, limit = DEFAULT_LIMIT): Promise<Look<Buffer>> {
    return look(async () => {
      // O_NONBLOCK: a pipe planted in the place of a file must not hold us.
      const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
      await using handle = await open(await this.resolve(path), flags);
      const stats = await handle.stat();
      if (!stats.isFile()) return { found: false, reason: 'MALFORMED' };
      const buffer = Buffer.allocUnsafe(Math.min(limit, Math.max(stats.size, 64 * 1024)) + 1);
      let length = 0;
      while (length < buffer.length) {
        const { bytesRead } = await handle.read(buffer, length, buffer.length - length);
        if (bytesRead === 0) return { found: true, value: buffer.subarray(0, length) };
        length += bytesRead;
      }
      return { found: false, reason: 'TOO_LARGE' };
    });
  }

  /** Names in a folder, sorted, at most `limit`. */
  async names(path: string, limit = 4096): Promise<Look<readonly string[]>> {
    return look(async () => {
      const names = (await readdir(await this.resolve(path))).sort();
      return names.length > limit ? { found: false, reason: 'TOO_LARGE' } : { found: true, value: names };
    });
  }

  /** Type, mode and owner, links followed. ABSENT is an answer here, not a gap. */
  async file(path: string): Promise<Look<HostFile>> {
    const looked = await look<HostFile>(async () => {
      const stats = await lstat(await this.resolve(path));
      const { mode, uid, gid } = stats;
      return { found: true, value: { state: 'PRESENT', type: typeOf(stats), mode: mode & 0o7777, uid, gid } };
    });
    if (!looked.found && looked.reason === 'ABSENT') return { found: true, value: { state: 'ABSENT' } };
    return looked;
  }

  async exists(path: string): Promise<boolean> {
    const looked = await this.file(path);
    return looked.found && looked.value.state === 'PRESENT';
  }

  /** The text of a link itself (`/proc/self/ns/pid`), not what it points to. */
  async link(path: string): Promise<Look<string>> {
    return look(async () => ({ found: true, value: await readlink(join(this.root, path)) }));
  }

  /** The real path of `path` below the root, every link followed inside of it. */
  async resolve(path: string): Promise<string> {
    if (this.live) return realpath(path);
    let pending = path.split('/');
    let current: string[] = [];
    let links = 0;
    while (pending.length > 0) {
      const [name = '', ...rest] = pending;
      pending = rest;
      if (name === '' || name === '.') continue;
      if (name === '..') {
        current.pop();
        continue;
      }
      const here = join(this.root, ...current, name);
      if (!(await lstat(here)).isSymbolicLink()) {
        current.push(name);
        continue;
      }
      links += 1;
      if (links > LINK_LIMIT) throw Object.assign(new Error('too many links'), { code: 'ELOOP' });
      const target = await readlink(here);
      if (target.startsWith('/')) current = [];
      pending = [...target.split('/'), ...pending];
    }
    return join(this.root, ...current);
  }
}

function typeOf(stats: Stats): 'FILE' | 'DIRECTORY' | 'SOCKET' | 'OTHER' {
  if (stats.isFile()) return 'FILE';
  if (stats.isDirectory()) return 'DIRECTORY';
  return stats.isSocket() ? 'SOCKET' : 'OTHER';
}

async function look<Value>(work: () => Promise<Look<Value>>): Promise<Look<Value>> {
  try {
    return await work();
  } catch (error) {
    return { found: false, reason: reasonOf(error) };
  }
}

function reasonOf(error: unknown): GapReason {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'ABSENT';
  if (code === 'EACCES' || code === 'EPERM') return 'DENIED';
  return code === 'ELOOP' ? 'MALFORMED' : 'FAILED';
}
