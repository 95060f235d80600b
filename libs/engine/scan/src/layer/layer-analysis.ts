import type { Digest } from '@bulkhead/core-base';
import { DIGEST_SCHEMA } from '@bulkhead/core-image';
import type { LayerChange } from '@bulkhead/core-image';
import { READERS_VERSION } from '@bulkhead/core-inventory';
import { z } from 'zod';
import { SCAN_PROBLEM_SCHEMA } from '../report/problem.ts';
import { FILE_ANALYSIS_SCHEMA } from './file-analysis.ts';
import type { FileAnalysis } from './file-analysis.ts';

/** Names what a layer analysis was made by: an analysis of another analyser is not taken from a cache. */
export const ANALYSER = `layer-1/readers-${READERS_VERSION}`;

/** What one layer does and holds, whatever image it is part of: that is why it can be kept by diff id. */
export const LAYER_ANALYSIS_SCHEMA = z.object({
  analyser: z.literal(ANALYSER),
  diffId: DIGEST_SCHEMA,
  /** Entries of the tar. */
  entries: z.int(),
  /** Bytes of the tar. */
  bytes: z.int(),
  files: z.array(FILE_ANALYSIS_SCHEMA),
  removed: z.array(z.string()),
  opaque: z.array(z.string()),
  replaced: z.array(z.string()),
  directories: z.array(z.string()),
  problems: z.array(SCAN_PROBLEM_SCHEMA),
});
export type LayerAnalysis = z.output<typeof LAYER_ANALYSIS_SCHEMA>;

/** Keeps layer analyses. An entry may vanish or be damaged at any time: it is then made again. */
export interface LayerCache {
  /** What was put under this key, or undefined. */
  get(key: string): Promise<unknown>;
  /** Keeps a JSON-serialisable analysis. */
  put(key: string, analysis: LayerAnalysis): Promise<void>;
}

/** The key of a layer's analysis: changes with the content and with the analyser. */
export function layerKey(diffId: Digest): string {
  return `${ANALYSER}/${diffId}`;
}

/** The analysis in the form squash takes. */
export function toLayerChange(analysis: LayerAnalysis): LayerChange<FileAnalysis> {
  return { ...analysis, files: new Map(analysis.files.map((file) => [file.path, file])) };
}
