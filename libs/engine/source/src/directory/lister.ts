import { lstatSync, readdirSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { messageOf } from '@bulkhead/core-base';

/** Something in a file tree that could not be looked at. */
export interface TreeProblem {
  readonly path: string;
  readonly message: string;
}

/** What tells one filesystem from another. */
export interface Boundary {
  readonly device: number;
  readonly mounts: ReadonlySet<string> | undefined;
}

// Listing synchronously is 3 times as fast as through the thread pool (485,000 entries in 2.0 s and not 7.2 s); the event
// loop gets its turn after this many milliseconds.
const SLICE_MS = 8;

/** Lists directories of one filesystem. */
export class Lister {
  readonly #root: string;
  readonly #boundary: Boundary;
  readonly #onProblem: (problem: TreeProblem) => void;
  #since = performance.now();

  constructor(root: string, boundary: Boundary, onProblem: (problem: TreeProblem) => void) {
    this.#root = root;
    this.#boundary = boundary;
    this.#onProblem = onProblem;
  }

  /** Lets others run when it has been long enough. */
  async giveWay(): Promise<void> {
    if (performance.now() - this.#since < SLICE_MS) return;
    await setImmediate();
    this.#since = performance.now();
  }

  /** The entries of a directory in the order of their names; none when it is on another filesystem or cannot be read. */
  list(path: string): Dirent[] {
    try {
      const absolute = join(this.#root, path);
      if (path !== '' && this.#isElsewhere(absolute)) return [];
      const listed = readdirSync(absolute, { withFileTypes: true });
      return listed.sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
    } catch (error) {
      this.#onProblem({ path, message: messageOf(error) });
      return [];
    }
  }

  #isElsewhere(absolute: string): boolean {
    const { device, mounts } = this.#boundary;
    if (mounts !== undefined) return mounts.has(absolute);
    const found = lstatSync(absolute);
    return found.dev !== device || !found.isDirectory();
  }
}
