import { stat } from 'node:fs/promises';
import { parseSourceSpec } from '@bulkhead/core-image';
import type { SourceSpec } from '@bulkhead/core-image';
import { openDockerArchive } from './docker-archive/docker-archive.ts';
import { sourceFault } from './fault.ts';
import { ArchiveFiles } from './file-set/archive-files.ts';
import { DirectoryFiles } from './file-set/directory-files.ts';
import type { FileSet } from './file-set/file-set.ts';
import type { ImageSource } from './image/image-source.ts';
import type { OpenOptions } from './image/open-options.ts';
import { withLimits } from './limit.ts';
import { openOciLayout } from './oci-layout/oci-layout.ts';
import { openRegistryImage } from './registry/registry-image.ts';

/**
 * Opens an image for reading: `oci:<directory or tar>[:tag|@digest]`, `docker-archive:<file>[:repo:tag]`, or a registry
 * reference. Its manifest and configuration are read and proved; no layer is, and nothing is written anywhere.
 *
 * @throws Fault with the codes of SourceFault and of core-image's ImageFault
 */
export async function openImage(spec: string | SourceSpec, options: OpenOptions = {}): Promise<ImageSource> {
  const source = typeof spec === 'string' ? parseSourceSpec(spec) : spec;
  switch (source.kind) {
    case 'oci':
      return withFiles(await openFiles(source.path, options), (files) => openOciLayout(files, options, source.select));
    case 'docker-archive':
      return withFiles(await openArchive(source.path, options), (files) => openDockerArchive(files, source.select));
    case 'registry':
      return openRegistryImage(source.reference, options);
    default:
      throw sourceFault('SOURCE_UNSUPPORTED', `Images cannot be read from a source of kind "${source.kind}".`, {
        advice: 'Use oci:, docker-archive: or a registry reference.',
      });
  }
}

async function openFiles(path: string, options: OpenOptions): Promise<FileSet> {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() === true ? new DirectoryFiles(path) : openArchive(path, options);
}

function openArchive(path: string, options: OpenOptions): Promise<FileSet> {
  return ArchiveFiles.open(path, withLimits(options.limits), options.signal);
}

async function withFiles(files: FileSet, open: (files: FileSet) => Promise<ImageSource>): Promise<ImageSource> {
  try {
    return await open(files);
  } catch (error) {
    await files[Symbol.asyncDispose]();
    throw error;
  }
}
