/** What a layer says about lower layers: one path is gone, or everything below a directory is. */
export type Whiteout =
  | { readonly kind: 'removed'; readonly path: string }
  | { readonly kind: 'opaque'; readonly path: string }
  /** Bookkeeping of the AUFS driver (`.wh..wh.plnk`): neither a file nor a deletion. */
  | { readonly kind: 'bookkeeping' };

const PREFIX = '.wh.';
const OPAQUE = '.wh..wh..opq';

/**
 * Reads the whiteout in a clean relative path, if its name is one (OCI image-spec, "Representing Changes").
 * The path of a whiteout of the root itself is the empty string.
 */
export function readWhiteout(path: string): Whiteout | undefined {
  const slash = path.lastIndexOf('/');
  if (!path.startsWith(PREFIX, slash + 1)) return undefined;
  const name = path.slice(slash + 1);
  const directory = slash < 0 ? '' : path.slice(0, slash);
  if (name === OPAQUE) return { kind: 'opaque', path: directory };
  if (name.startsWith('.wh..wh.') || name === PREFIX) return { kind: 'bookkeeping' };
  const removed = name.slice(PREFIX.length);
  return { kind: 'removed', path: directory === '' ? removed : `${directory}/${removed}` };
}
