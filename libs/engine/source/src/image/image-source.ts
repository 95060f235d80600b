import type { Digest } from '@bulkhead/core-base';
import type { ImageConfig, ImageManifest, Layer } from '@bulkhead/core-image';
import { inflate } from '../blob/inflate.ts';
import type { ByteStream } from '../blob/inflate.ts';
import { verified } from '../blob/verify.ts';
import type { SourceLimits } from '../limit.ts';

/** A layer that can be read. */
export interface SourceLayer extends Layer {
  /** False in archives that do not say what the blob's digest is: `digest` is then the diff id, proved when read. */
  readonly hasBlobDigest: boolean;
  /** The blob as it is kept, from its beginning; may be called again. */
  open(signal?: AbortSignal): ByteStream;
}

/** An image, opened: its documents are read and proved, its layers wait to be read. */
export interface ImageSource extends AsyncDisposable {
  readonly kind: 'oci' | 'docker-archive' | 'registry';
  /** Names the source knows the image by, full references where it has them. */
  readonly names: readonly string[];
  /** Digest of the manifest; of the config (Docker's image id) in archives that hold no manifest. */
  readonly digest: Digest;
  readonly configDigest: Digest;
  readonly manifest: ImageManifest;
  readonly config: ImageConfig;
  /** Lowest first. */
  readonly layers: readonly SourceLayer[];
}

export interface ReadLayerOptions {
  readonly limits: SourceLimits;
  readonly signal?: AbortSignal;
  /** Told how many bytes of the blob came in. */
  readonly onBytes?: (length: number) => void;
}

/**
 * The tar of a layer: blob digest, size, inflation bounds and diff id are proved on the way, the last of them when the
 * end is reached. Read it to the end.
 *
 * Throws Fault DIGEST_MISMATCH, SIZE_MISMATCH, ARCHIVE_BOMB, ARCHIVE_CORRUPT, ARCHIVE_TRUNCATED.
 */
export function readLayer(layer: SourceLayer, options: ReadLayerOptions): ByteStream {
  const blob = counted(layer.open(options.signal), options.onBytes);
  const { digest, diffId, size } = layer;
  const what = `layer ${layer.index}`;
  const proved = layer.hasBlobDigest ? verified(blob, { what: `blob of ${what}`, digest, size }) : blob;
  return verified(inflate(proved, options.limits), { what: `content of ${what}`, digest: diffId });
}

async function* counted(input: ByteStream, onBytes: ((length: number) => void) | undefined): ByteStream {
  for await (const chunk of input) {
    onBytes?.(chunk.length);
    yield chunk;
  }
}
