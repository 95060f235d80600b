import { Fault } from '@bulkhead/core-base';
import type { Digest } from '@bulkhead/core-base';
import { readWhiteout } from '@bulkhead/core-image';
import { climbsOut } from '@bulkhead/engine-source';
import type { TarEntry, TarSink } from '@bulkhead/engine-source';
import type { ScanFault } from '../fault.ts';
import { interestIn } from '../interest.ts';
import type { Interest } from '../interest.ts';
import type { ScanProblem } from '../report/problem.ts';
import { capture } from './capture.ts';
import { analyseFile } from './file-analysis.ts';
import type { FileAnalysis } from './file-analysis.ts';
import { ANALYSER } from './layer-analysis.ts';
import type { LayerAnalysis } from './layer-analysis.ts';

// What a hostile layer may make us keep in memory: characters of names of links and whiteouts, and packages.
const MAX_NOTED_LENGTH = 64 * 1024 * 1024;
const MAX_PACKAGES = 1_000_000;

/** Takes down what matters of each entry of one layer. */
export class LayerCollector {
  readonly #files = new Map<string, FileAnalysis>();
  readonly #removed: string[] = [];
  readonly #opaque: string[] = [];
  readonly #replaced: string[] = [];
  readonly #directories: string[] = [];
  readonly #problems: ScanProblem[] = [];
  /** Hard links of interest, by path, to the path they repeat. */
  readonly #links = new Map<string, string>();
  /** Paths of targets to be read in a second pass, with the links that lead to each. */
  readonly #targets = new Map<string, string[]>();
  #noted = 0;
  #packages = 0;
  #hasLinkOut = false;

  visit(entry: TarEntry): TarSink | undefined {
    if (this.#noteWhiteout(entry.path)) return undefined;
    if (entry.type === 'file') return this.#captureFile(entry);
    const { path } = entry;
    const isOfInterest = entry.type !== 'symlink' && interestIn(path) !== undefined;
    if (entry.type === 'directory') {
      if (isOfInterest) this.#directories.push(this.#note(path));
      return undefined;
    }
    this.#forget(path);
    if (entry.type !== 'hardlink') this.#noteReplaced(entry);
    else if (isOfInterest) this.#links.set(this.#note(path), entry.linkTarget);
    return undefined;
  }

  /** Gives links the result of what they repeat; returns the targets that must be read for it. */
  resolveLinks(): ReadonlyMap<string, readonly string[]> {
    for (const [path, target] of this.#links) {
      const known = this.#files.get(target);
      if (known !== undefined && known.reader === readerOf(interestIn(path))) this.#keep({ ...known, path });
      else this.#targets.set(target, [...(this.#targets.get(target) ?? []), path]);
    }
    return this.#targets;
  }

  /** The second pass: only targets of links count. */
  visitTarget(entry: TarEntry): TarSink | undefined {
    const links = entry.type === 'file' ? this.#targets.get(entry.path) : undefined;
    if (links === undefined || entry.isSparse) return undefined;
    const maxBytes = Math.max(...links.map((path) => interestIn(path)?.maxBytes ?? 0));
    return capture(maxBytes, (bytes, isWhole) => {
      this.#targets.delete(entry.path);
      for (const path of links) {
        const interest = interestIn(path);
        if (interest !== undefined) this.#keep(analyseFile({ path, bytes, isWhole }, interest));
      }
    });
  }

  reportUnresolved(): void {
    for (const path of [...this.#targets.values()].flat().slice(0, 100)) {
      this.#problems.push({ code: 'HARD_LINK_UNRESOLVED', message: 'The file it repeats is not in its layer.', path });
    }
  }

  finish(layer: { readonly diffId: Digest; readonly entries: number; readonly bytes: number }): LayerAnalysis {
    return {
      analyser: ANALYSER,
      ...layer,
      files: [...this.#files.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
      removed: this.#removed,
      opaque: this.#opaque,
      replaced: this.#replaced,
      directories: this.#directories,
      problems: this.#problems,
    };
  }

  #captureFile(entry: TarEntry): TarSink | undefined {
    const { path, size, isSparse } = entry;
    this.#links.delete(path);
    const interest = interestIn(path);
    if (interest === undefined) return undefined;
    if (!isSparse)
      return capture(interest.maxBytes, (bytes, isWhole) => this.#analyse({ path, bytes, isWhole }, interest));
    this.#problems.push({ code: 'FILE_UNREADABLE', message: `It is stored as a sparse file of ${size} bytes.`, path });
    return undefined;
  }

  #analyse(file: Parameters<typeof analyseFile>[0], interest: Interest): void {
    this.#keep(analyseFile(file, interest));
  }

  #keep(file: FileAnalysis): void {
    this.#packages += file.packages.length;
    if (this.#packages > MAX_PACKAGES) throw tooMuch(`names more than ${MAX_PACKAGES} packages`);
    this.#note(file.path);
    this.#files.set(file.path, file);
  }

  #noteWhiteout(path: string): boolean {
    const whiteout = readWhiteout(path);
    if (whiteout === undefined) return false;
    if (whiteout.kind === 'removed') this.#removed.push(this.#note(whiteout.path));
    if (whiteout.kind === 'opaque') this.#opaque.push(this.#note(whiteout.path));
    return true;
  }

  #noteReplaced({ path, type, linkTarget }: TarEntry): void {
    this.#replaced.push(this.#note(path));
    if (type !== 'symlink' || this.#hasLinkOut || !climbsOut(path, linkTarget)) return;
    // One is enough to say so: harmless images have them too.
    this.#hasLinkOut = true;
    this.#problems.push({
      code: 'LINK_LEAVES_ROOT',
      message: 'The link points above the root. It was not followed.',
      path,
    });
  }

  /** A later entry of the same name takes the place of an earlier one. */
  #forget(path: string): void {
    this.#files.delete(path);
    this.#links.delete(path);
  }

  #note(path: string): string {
    this.#noted += path.length;
    if (this.#noted > MAX_NOTED_LENGTH) throw tooMuch('has more links and whiteouts than can be kept');
    return path;
  }
}

function readerOf(interest: Interest | undefined): string | undefined {
  if (interest === undefined) return undefined;
  if (interest.kind === 'packages') return interest.reader.name;
  return interest.kind === 'unread' ? interest.name : 'release';
}

function tooMuch(what: string): Fault<ScanFault> {
  return new Fault<ScanFault>('invalid', 'SCAN_LIMIT_REACHED', `The layer ${what}.`);
}
