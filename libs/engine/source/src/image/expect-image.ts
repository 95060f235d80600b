import type { ImageManifest } from '@bulkhead/core-image';
import { sourceFault } from '../fault.ts';

const IMAGE_CONFIGS = new Set([
  'application/vnd.oci.image.config.v1+json',
  'application/vnd.docker.container.image.v1+json',
  // What some builders write, or leave out.
  'application/octet-stream',
  'application/json',
]);

/**
 * A manifest may be about anything (charts, signatures, policies): only container images have layers to scan.
 *
 * @throws Fault SOURCE_UNSUPPORTED
 */
export function expectImage({ config, artifactType }: ImageManifest): void {
  if (IMAGE_CONFIGS.has(config.mediaType)) return;
  const type = artifactType ?? config.mediaType;
  throw sourceFault('SOURCE_UNSUPPORTED', `This is an artifact of type ${type.slice(0, 200)}, not a container image.`, {
    details: { artifactType: type.slice(0, 200) },
  });
}
