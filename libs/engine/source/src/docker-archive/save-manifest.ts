import { MAX_MANIFEST_BYTES } from '@bulkhead/core-image';
import { sourceFault } from '../fault.ts';
import type { FileSet } from '../file-set/file-set.ts';
import { cleanPath } from '../tar/path.ts';

/** One image of a `docker save` archive, by the paths of its parts. */
export interface SavedImage {
  readonly config: string;
  readonly names: readonly string[];
  readonly layers: readonly string[];
}

const MAX_IMAGES = 1024;
const MAX_LAYERS = 4096;

/**
 * Reads the manifest.json of a `docker save` archive.
 *
 * @throws Fault SOURCE_UNREADABLE
 */
export async function readSaveManifest(files: FileSet): Promise<readonly SavedImage[]> {
  const bytes = await files.read('manifest.json', MAX_MANIFEST_BYTES);
  if (bytes === undefined) throw unreadable('it has no manifest.json');
  let json: unknown;
  try {
    json = JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw unreadable('its manifest.json is not JSON', cause);
  }
  if (!Array.isArray(json) || json.length > MAX_IMAGES) throw unreadable('its manifest.json is not a list of images');
  return json.map(readImage);
}

/** The image with this repo tag, or the only one. Throws Fault SOURCE_NOT_FOUND, SOURCE_AMBIGUOUS. */
export function chooseImage(images: readonly SavedImage[], select: string | undefined): SavedImage {
  const fitting = select === undefined ? images : images.filter(({ names }) => names.includes(select));
  const [first, ...others] = fitting;
  const available = images.flatMap(({ names }) => names).slice(0, 64);
  if (first === undefined) {
    throw sourceFault('SOURCE_NOT_FOUND', `The archive holds no image${select === undefined ? '' : ` "${select}"`}.`, {
      details: { available },
    });
  }
  if (others.length === 0) return first;
  throw sourceFault('SOURCE_AMBIGUOUS', 'The archive holds several images.', {
    details: { available },
    advice: 'Say which one with docker-archive:<path>:<repo:tag>.',
  });
}

function readImage(value: unknown): SavedImage {
  const image = (value ?? {}) as Readonly<Record<string, unknown>>;
  const { Config: config, RepoTags: names, Layers: layers } = image;
  if (typeof config !== 'string') throw unreadable('an image in its manifest.json has no Config');
  if (!isTextList(layers) || layers.length > MAX_LAYERS)
    throw unreadable('an image in its manifest.json has no Layers');
  return {
    config: cleanPath(config),
    names: isTextList(names) ? names.slice(0, MAX_IMAGES) : [],
    layers: layers.map(cleanPath),
  };
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function unreadable(why: string, cause?: unknown): Error {
  return sourceFault('SOURCE_UNREADABLE', `This is not a docker save archive: ${why}.`, { cause });
}
