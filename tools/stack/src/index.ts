export { SERVICES, startStack } from './stack.ts';
export type { Stack, StackOptions } from './stack.ts';
export { holdDataDirectory, holderOf } from './data-directory.ts';
export type { DataDirectory } from './data-directory.ts';
export { backup, reset, restore } from './data-command.ts';
export { startEngines } from './engines.ts';
export { seedDemo } from './demo.ts';
