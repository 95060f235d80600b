import { workerData } from 'node:worker_threads';
import { transpile } from './transpile.ts';
import type { Job } from './transpile.ts';

const { jobs, root } = workerData as { readonly jobs: readonly Job[]; readonly root: string };
transpile(jobs, root);
