export { collectHostFacts } from './collect.ts';
export type { CollectOptions, HostFault } from './collect.ts';
export { HOST_FACTS_SCHEMA } from '@bulkhead/core-benchmark';
export type { HostFacts, HostGap } from '@bulkhead/core-benchmark';
