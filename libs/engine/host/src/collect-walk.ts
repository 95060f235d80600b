import { lstatSync, readdirSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { HostFacts, HostWalk, ListedFile } from '@bulkhead/core-benchmark';
import type { Collection } from './collection.ts';

/** Folders of the system; homes and data are not looked into. */
const FOLDERS = ['/bin', '/sbin', '/lib', '/usr', '/etc', '/opt', '/srv', '/var', '/boot'];
/** Content of images: its setuid programs are those of containers and are found by scanning the images. */
const SKIPPED = new Set(['/var/lib/docker', '/var/lib/containerd', '/var/lib/containers', '/var/lib/kubelet/pods']);

export interface WalkLimits {
  readonly entries: number;
  readonly milliseconds: number;
}
export const WALK_LIMITS: WalkLimits = { entries: 300_000, milliseconds: 10_000 };

const LISTED_LIMIT = 2000;
const YIELD_EVERY = 1000;
const DEPTH_LIMIT = 64;

interface State {
  examined: number;
  truncated: boolean;
  readonly setuid: ListedFile[];
  readonly worldWritable: ListedFile[];
  readonly pending: { path: string; device: number; depth: number }[];
}

/**
 * Setuid, setgid and world-writable entries below the system folders, links not followed, other filesystems not
 * entered. Synchronous reads in short pieces are several times faster here than asynchronous ones, and give way often.
 */
export async function collectWalk(
  collection: Collection,
  limits: WalkLimits = WALK_LIMITS,
): Promise<Partial<HostFacts>> {
  const { reader, gaps, clock, signal } = collection;
  const state: State = { examined: 0, truncated: false, setuid: [], worldWritable: [], pending: [] };
  for (const path of [...FOLDERS].reverse()) {
    const stats = statOf(reader.root, path);
    if (stats?.isDirectory() === true) state.pending.push({ path, device: stats.dev, depth: 0 });
  }
  if (state.pending.length === 0) {
    gaps.add('walk', reader.root === '' ? '/' : reader.root, 'ABSENT');
    return {};
  }
  const deadline = clock.now().getTime() + limits.milliseconds;
  let since = 0;
  for (let folder = state.pending.pop(); folder !== undefined; folder = state.pending.pop()) {
    if (state.examined >= limits.entries || clock.now().getTime() > deadline) {
      state.truncated = true;
      break;
    }
    const before = state.examined;
    walkFolder(collection, state, folder);
    since += state.examined - before;
    if (since < YIELD_EVERY) continue;
    since = 0;
    await setImmediate();
    signal?.throwIfAborted();
  }
  return { walk: toFacts(state) };
}

function walkFolder({ reader, gaps }: Collection, state: State, folder: State['pending'][number]): void {
  const names = namesOf(reader.root, folder.path);
  if (names === undefined) {
    gaps.add(`walk${folder.path}`, folder.path, 'DENIED');
    state.truncated = true;
    return;
  }
  const folders: State['pending'] = [];
  for (const { name, isLink } of names) {
    const path = `${folder.path}/${name}`;
    state.examined += 1;
    // A link has no mode of its own, and what it points to is met where it lies.
    const stats = isLink ? undefined : statOf(reader.root, path);
    if (stats === undefined || stats.dev !== folder.device) continue;
    note(state, path, stats);
    if (!stats.isDirectory() || SKIPPED.has(path)) continue;
    if (folder.depth < DEPTH_LIMIT) folders.push({ path, device: folder.device, depth: folder.depth + 1 });
    else state.truncated = true;
  }
  state.pending.push(...folders.reverse());
}

function note(state: State, path: string, stats: Stats): void {
  const { mode, uid, gid } = stats;
  const entry = { path: path.slice(0, 4096), mode: mode & 0o7777, uid, gid };
  const setId = stats.isFile() && (mode & 0o6000) !== 0;
  const open = (stats.isFile() && (mode & 0o002) !== 0) || (stats.isDirectory() && (mode & 0o1002) === 0o002);
  if (setId) add(state, state.setuid, entry);
  if (open) add(state, state.worldWritable, entry);
}

function add(state: State, list: ListedFile[], entry: ListedFile): void {
  if (list.length < LISTED_LIMIT) list.push(entry);
  else state.truncated = true;
}

function toFacts({ examined, truncated, setuid, worldWritable }: State): HostWalk {
  return { examined, truncated, setuid, worldWritable };
}

function statOf(root: string, path: string): Stats | undefined {
  try {
    return lstatSync(join(root, path), { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function namesOf(root: string, path: string): { name: string; isLink: boolean }[] | undefined {
  try {
    const entries = readdirSync(join(root, path), { withFileTypes: true });
    const names = entries.map((entry) => ({ name: entry.name, isLink: entry.isSymbolicLink() }));
    return names.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return undefined;
  }
}
