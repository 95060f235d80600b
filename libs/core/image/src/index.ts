export type { ImageFault } from './fault.ts';
export { formatReference, isTag, parseReference } from './reference/reference.ts';
export type { ImageReference } from './reference/reference.ts';
export { parseSourceSpec } from './source-spec/source-spec.ts';
export type { SourceSpec } from './source-spec/source-spec.ts';
export { DESCRIPTOR_SCHEMA, DIGEST_SCHEMA } from './document/descriptor.ts';
export type { Descriptor } from './document/descriptor.ts';
export {
  IMAGE_INDEX_SCHEMA,
  IMAGE_MANIFEST_SCHEMA,
  MANIFEST_MEDIA_TYPES,
  MAX_MANIFEST_BYTES,
  parseManifest,
} from './document/manifest.ts';
export type { ImageIndex, ImageManifest, ManifestDocument } from './document/manifest.ts';
export { IMAGE_CONFIG_SCHEMA, parseImageConfig } from './document/config.ts';
export type { ImageConfig } from './document/config.ts';
export { DEFAULT_PLATFORM, choosePlatform, formatPlatform, parsePlatform } from './platform/platform.ts';
export type { Platform } from './platform/platform.ts';
export { describeLayers } from './layer/layer.ts';
export type { Layer } from './layer/layer.ts';
export { readWhiteout } from './layer/whiteout.ts';
export type { Whiteout } from './layer/whiteout.ts';
export { squash } from './layer/squash.ts';
export type { LayerChange, SquashedFile } from './layer/squash.ts';
