/** What one layer does to the view below it, for the files somebody cares about. Paths are clean and relative. */
export interface LayerChange<File> {
  /** Files this layer brings, by path. */
  readonly files: ReadonlyMap<string, File>;
  /** Paths whiteouts take away, with everything below them. */
  readonly removed: readonly string[];
  /** Directories whose lower content is hidden; the empty string is the root. */
  readonly opaque: readonly string[];
  /** Links, devices and other entries that take the place of whatever was there and below. */
  readonly replaced: readonly string[];
  /** Directories that stand where a file may have been; what is below them stays. */
  readonly directories: readonly string[];
}

/** A file in the merged view, with the lower layers' versions of it that led there without a break. */
export interface SquashedFile<File> {
  readonly path: string;
  /** Lowest first; the last one is what a container sees. A deletion in between starts the list anew. */
  readonly versions: readonly { readonly layer: number; readonly file: File }[];
}

/**
 * The merged view of ordered layers, lowest first. A layer's whiteouts act on the layers below it and never on its own
 * files, wherever in the tar they stand. Costs O(files x depth) per layer, however many whiteouts there are.
 */
export function squash<File>(layers: readonly LayerChange<File>[]): SquashedFile<File>[] {
  const view = new Map<string, { layer: number; file: File }[]>();
  for (const [layer, change] of layers.entries()) {
    hide(view, change);
    for (const [path, file] of change.files) {
      const versions = view.get(path);
      if (versions === undefined) view.set(path, [{ layer, file }]);
      else versions.push({ layer, file });
    }
  }
  const paths = [...view.keys()].sort();
  return paths.map((path) => ({ path, versions: view.get(path) ?? [] }));
}

function hide<File>(view: Map<string, unknown>, change: LayerChange<File>): void {
  const gone = new Set([...change.removed, ...change.replaced]);
  const opaque = new Set(change.opaque);
  const directories = new Set(change.directories);
  if (gone.size === 0 && opaque.size === 0 && directories.size === 0 && change.files.size === 0) return;
  for (const path of view.keys()) {
    if (gone.has(path) || directories.has(path) || hasHiddenParent(path, { gone, opaque, files: change.files })) {
      view.delete(path);
    }
  }
}

interface Hidden {
  readonly gone: ReadonlySet<string>;
  readonly opaque: ReadonlySet<string>;
  readonly files: ReadonlyMap<string, unknown>;
}

function hasHiddenParent(path: string, { gone, opaque, files }: Hidden): boolean {
  if (opaque.has('')) return true;
  for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
    const parent = path.slice(0, slash);
    if (gone.has(parent) || opaque.has(parent) || files.has(parent)) return true;
  }
  return false;
}
