import { Fault } from '@bulkhead/core-base';
import type { Digest } from '@bulkhead/core-base';
import type { ImageConfig } from '../document/config.ts';
import type { Descriptor } from '../document/descriptor.ts';
import type { ImageFault } from '../fault.ts';

/** One layer of one image. `diffId` names the content (uncompressed tar), `digest` the blob it travels as. */
export interface Layer {
  /** 0 is the lowest. */
  readonly index: number;
  readonly diffId: Digest;
  readonly digest: Digest;
  readonly mediaType: string;
  /** Size of the blob in bytes. */
  readonly size: number;
  /** The build step, when the history accounts for every layer. */
  readonly createdBy?: string;
  /** RFC 3339, as the builder wrote it. */
  readonly createdAt?: string;
  readonly author?: string;
}

/**
 * Puts together what manifest, config and history say about each layer. A history that does not account for every
 * layer (squashed and Buildah images) is left out instead of being guessed at.
 *
 * @throws Fault MANIFEST_INVALID when config and manifest do not list the same number of layers
 */
export function describeLayers(blobs: readonly Descriptor[], config: ImageConfig): Layer[] {
  const diffIds = config.rootfs.diff_ids;
  if (diffIds.length !== blobs.length) {
    const message = `The manifest lists ${blobs.length} layers and the configuration ${diffIds.length}.`;
    throw new Fault<ImageFault>('invalid', 'MANIFEST_INVALID', message);
  }
  const steps = config.history.filter((step) => step.empty_layer !== true);
  const told = steps.length === blobs.length;
  const layers: Layer[] = [];
  for (const [index, diffId] of diffIds.entries()) {
    const blob = blobs[index];
    if (blob === undefined) continue;
    const { digest, mediaType, size } = blob;
    layers.push({ index, diffId, digest, mediaType, size, ...(told ? authorship(steps[index]) : {}) });
  }
  return layers;
}

function authorship(
  step: ImageConfig['history'][number] | undefined,
): Pick<Layer, 'createdBy' | 'createdAt' | 'author'> {
  return {
    ...(step?.created_by ? { createdBy: step.created_by } : {}),
    ...(step?.created ? { createdAt: step.created } : {}),
    ...(step?.author ? { author: step.author } : {}),
  };
}
