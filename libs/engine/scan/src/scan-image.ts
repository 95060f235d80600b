import { systemClock } from '@bulkhead/core-base';
import { squash } from '@bulkhead/core-image';
import { withLimits } from '@bulkhead/engine-source';
import type { ImageSource, ReadLayerOptions, SourceLayer } from '@bulkhead/engine-source';
import { analyseLayer } from './layer/analyse-layer.ts';
import { ANALYSER, LAYER_ANALYSIS_SCHEMA, layerKey, toLayerChange } from './layer/layer-analysis.ts';
import type { LayerAnalysis } from './layer/layer-analysis.ts';
import { inParallel } from './layer/in-parallel.ts';
import { imageSubject } from './report/image-subject.ts';
import { composeInventory } from './report/merge.ts';
import type { ScanProblem } from './report/problem.ts';
import type { ScanReport } from './report/report.ts';
import type { ScanOptions } from './scan-options.ts';

/**
 * Reads an image, each layer once, and says what is in it by layer. Blob digests and diff ids are proved.
 *
 * @throws Fault with the codes of ScanFault, engine-source's SourceFault and core-image's ImageFault; what only falls
 * short is a problem in the report
 */
export async function scanImage(source: ImageSource, options: ScanOptions = {}): Promise<ScanReport> {
  const clock = options.clock ?? systemClock;
  const startedAt = clock.now().toISOString();
  const { analyses, bytesRead } = await analyseLayers(source, options);
  const diffIds = source.layers.map(({ diffId }) => diffId);
  const inventory = composeInventory(squash(analyses.map(toLayerChange)), diffIds);
  return {
    schema: 'bulkhead/scan-report/v1',
    subject: imageSubject(source),
    analyser: ANALYSER,
    distribution: inventory.distribution,
    layers: source.layers.map((layer, index) => describe(layer, analyses[index])),
    components: inventory.components,
    problems: [...layerProblems(analyses), ...inventory.problems],
    coverage: inventory.coverage,
    bytesRead,
    startedAt,
    finishedAt: clock.now().toISOString(),
  };
}

// zlib inflates on threads of its own: two layers at a time keep two cores busy, and the memory of two is still little.
const LAYERS_AT_A_TIME = 2;

async function analyseLayers(
  source: ImageSource,
  options: ScanOptions,
): Promise<{ analyses: LayerAnalysis[]; bytesRead: number }> {
  const total = source.layers.reduce((sum, { size }) => sum + size, 0);
  let done = 0;
  let bytesRead = 0;
  const parallelism = { width: LAYERS_AT_A_TIME, signal: options.signal };
  const analyses = await inParallel(source.layers, parallelism, async (layer, signal) => {
    const cached = await fromCache(layer, options);
    const { index, diffId } = layer;
    const place = { index, of: source.layers.length, diffId, isCached: cached !== undefined };
    const tell = (length: number): void => {
      done += length;
      options.onProgress?.({ done, total, unit: 'bytes', layer: place });
    };
    tell(cached === undefined ? 0 : layer.size);
    if (cached !== undefined) return cached;
    const onBytes = (length: number): void => {
      bytesRead += length;
      tell(length);
    };
    return analyse(layer, options, { signal, onBytes });
  });
  return { analyses, bytesRead };
}

async function analyse(
  layer: SourceLayer,
  { limits, cache }: ScanOptions,
  reading: Pick<ReadLayerOptions, 'signal' | 'onBytes'>,
): Promise<LayerAnalysis> {
  const analysis = await analyseLayer(layer, { limits: withLimits(limits), ...reading });
  await cache?.put(layerKey(layer.diffId), analysis);
  return analysis;
}

async function fromCache(layer: SourceLayer, { cache }: ScanOptions): Promise<LayerAnalysis | undefined> {
  const kept = await cache?.get(layerKey(layer.diffId));
  if (kept === undefined || kept === null) return undefined;
  const checked = LAYER_ANALYSIS_SCHEMA.safeParse(kept);
  return checked.success && checked.data.diffId === layer.diffId ? checked.data : undefined;
}

function* layerProblems(analyses: readonly LayerAnalysis[]): Generator<ScanProblem> {
  for (const { problems, diffId } of analyses) for (const problem of problems) yield { ...problem, diffId };
}

function describe(layer: SourceLayer, analysis: LayerAnalysis | undefined): ScanReport['layers'][number] {
  const { index, diffId, digest, mediaType, size, createdBy, createdAt, author } = layer;
  return {
    index,
    diffId,
    digest,
    mediaType,
    size,
    ...(createdBy === undefined ? {} : { createdBy }),
    ...(createdAt === undefined ? {} : { createdAt }),
    ...(author === undefined ? {} : { author }),
    entries: analysis?.entries ?? 0,
    uncompressedSize: analysis?.bytes ?? 0,
  };
}
