import { constants } from 'node:fs';
import type { Dirent } from 'node:fs';
import { lstat, open, readlink, realpath } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, sourceFault, throwIfAborted } from '../fault.ts';
import { Lister } from './lister.ts';
import type { TreeProblem } from './lister.ts';
import { readMountPoints } from './mount.ts';

/** A regular file below the root of a file tree. */
export interface TreeFile {
  /** Clean and relative to the root. */
  readonly path: string;
  /**
   * The first `maxBytes` of it. Rejects when it cannot be read, is no regular file any more, or turns out to lie
   * outside the root.
   */
  read(maxBytes: number): Promise<{ readonly bytes: Buffer; readonly isWhole: boolean }>;
}

/** A root filesystem in a directory, to be walked without ever leaving it. */
export interface FileTree {
  /** The real path of the root. */
  readonly root: string;
  /**
   * Regular files in the order of directories met. Stays on the filesystem of the root, passes over `/proc`, `/sys` and
   * `/dev`, follows no link. What cannot be looked at is reported and passed over.
   */
  walk(options: WalkOptions): AsyncGenerator<TreeFile>;
  /** One file by path when it is a regular file; undefined when there is none. */
  find(path: string): Promise<TreeFile | undefined>;
}

export interface WalkOptions {
  readonly maxEntries: number;
  readonly onProblem: (problem: TreeProblem) => void;
  /** Which files are wanted; the others are counted and passed over. */
  readonly wants: (path: string) => boolean;
  /** Told how many entries were met so far, once per directory. */
  readonly onEntries?: (entries: number) => void;
  readonly signal?: AbortSignal;
}

const NOT_FILES = new Set(['proc', 'sys', 'dev']);
const MAX_DEPTH = 256;

/**
 * Opens a directory as a root filesystem.
 *
 * @throws Fault SOURCE_NOT_FOUND, SOURCE_UNREADABLE
 */
export async function openFileTree(path: string): Promise<FileTree> {
  const root = await findRoot(path);
  return {
    root,
    walk: (options) => walk(root, options),
    find: (wanted) => find(root, wanted),
  };
}

async function findRoot(path: string): Promise<string> {
  let isDirectory = false;
  let root = path;
  try {
    root = await realpath(path);
    isDirectory = (await lstat(root)).isDirectory();
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') throw sourceFault('SOURCE_NOT_FOUND', `There is no directory ${path}.`, { cause });
    throw sourceFault('SOURCE_UNREADABLE', `${path} cannot be opened.`, { cause });
  }
  if (!isDirectory) throw sourceFault('SOURCE_UNREADABLE', `${path} is not a directory.`);
  return root;
}

async function* walk(root: string, options: WalkOptions): AsyncGenerator<TreeFile> {
  const lister = new Lister(
    root,
    { device: (await lstat(root)).dev, mounts: await readMountPoints() },
    options.onProblem,
  );
  const waiting: Directory[] = [{ path: '', depth: 0 }];
  let entries = 0;
  for (let directory = waiting.pop(); directory !== undefined; directory = waiting.pop()) {
    throwIfAborted(options.signal);
    await lister.giveWay();
    const listed = lister.list(directory.path);
    entries += listed.length;
    if (entries > options.maxEntries) {
      throw sourceFault('ARCHIVE_TOO_MANY_ENTRIES', `The directory holds more than ${options.maxEntries} entries.`);
    }
    options.onEntries?.(entries);
    yield* sortOut(listed, directory, { root, options, waiting });
  }
}

interface Directory {
  /** Clean and relative; empty for the root. */
  readonly path: string;
  readonly depth: number;
}

interface WalkContext {
  readonly root: string;
  readonly options: WalkOptions;
  readonly waiting: Directory[];
}

/** Yields the files that are wanted and puts directories on the list. */
function* sortOut(
  listed: readonly Dirent[],
  parent: Directory,
  { root, options, waiting }: WalkContext,
): Generator<TreeFile> {
  for (const entry of listed) {
    const path = parent.path === '' ? entry.name : `${parent.path}/${entry.name}`;
    if (entry.isFile() && options.wants(path)) yield treeFile(root, path);
    if (!entry.isDirectory() || (parent.path === '' && NOT_FILES.has(entry.name))) continue;
    if (parent.depth < MAX_DEPTH) waiting.push({ path, depth: parent.depth + 1 });
    else options.onProblem({ path, message: `Directories deeper than ${MAX_DEPTH} are not read.` });
  }
}

async function find(root: string, path: string): Promise<TreeFile | undefined> {
  const found = await lstat(join(root, path)).catch(() => undefined);
  return found?.isFile() === true ? treeFile(root, path) : undefined;
}

function treeFile(root: string, path: string): TreeFile {
  return { path, read: (maxBytes) => readInside(root, path, maxBytes) };
}

async function readInside(root: string, path: string, maxBytes: number): Promise<{ bytes: Buffer; isWhole: boolean }> {
  const absolute = join(root, path);
  // O_NONBLOCK: a FIFO put in the file's place must not hold up the walk.
  const file = await open(absolute, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const found = await file.stat();
    if (!found.isFile()) throw sourceFault('SOURCE_UNREADABLE', `${path} is not a regular file.`);
    await expectInside(file, absolute);
    return await readUpTo(file, maxBytes);
  } finally {
    await file.close();
  }
}

/** A parent that became a link between listing and opening would have led out of the root: the kernel knows where we are. */
async function expectInside(file: FileHandle, absolute: string): Promise<void> {
  const actual = await readlink(`/proc/self/fd/${file.fd}`).catch(() => undefined);
  if (actual === undefined || actual === absolute) return;
  throw sourceFault('SOURCE_UNREADABLE', 'A directory on the way became a link while it was read.');
}

async function readUpTo(file: FileHandle, maxBytes: number): Promise<{ bytes: Buffer; isWhole: boolean }> {
  const pieces: Buffer[] = [];
  let length = 0;
  while (length <= maxBytes) {
    const wanted = Math.min(256 * 1024, maxBytes + 1 - length);
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(wanted), 0, wanted, null);
    if (bytesRead === 0) break;
    pieces.push(buffer.subarray(0, bytesRead));
    length += bytesRead;
  }
  const bytes = Buffer.concat(pieces);
  return length > maxBytes ? { bytes: bytes.subarray(0, maxBytes), isWhole: false } : { bytes, isWhole: true };
}
