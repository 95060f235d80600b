import { buildBench } from './bench/build.ts';
import { federationBench } from './bench/federation.ts';
import { feedBench } from './bench/feed.ts';
import { kafkaBench } from './bench/kafka.ts';
import { memoryBench } from './bench/memory.ts';
import { mongoBench } from './bench/mongo.ts';
import { policyBench } from './bench/policy.ts';
import { scanBench } from './bench/scan.ts';
import { startBench } from './bench/start.ts';
import type { Bench } from './result.ts';

/** In the order of the table: those with a goal first. */
export const BENCHES: readonly Bench[] = [
  startBench,
  federationBench,
  kafkaBench,
  mongoBench,
  memoryBench,
  scanBench,
  policyBench,
  feedBench,
  buildBench,
];
