export { tarOf } from './image/tar.ts';
export type { TarMember } from './image/tar.ts';
export { dockerArchiveOf, imageOf, ociLayoutOf, tarOfFiles, writeFiles } from './image/image.ts';
export type { ImageRecipe, TestImage } from './image/image.ts';
export { startRegistry } from './image/registry.ts';
export type { RegistryBehaviour, TestRegistry } from './image/registry.ts';
export { testFolder, testMaterial } from './image/folder.ts';
export type { TestFolder } from './image/folder.ts';
