import { readLayer } from '@bulkhead/engine-source';
import { TarWalker } from '@bulkhead/engine-source';
import type { ReadLayerOptions, SourceLayer, TarVisitor } from '@bulkhead/engine-source';
import type { LayerAnalysis } from './layer-analysis.ts';
import { LayerCollector } from './layer-collector.ts';

/**
 * Reads a layer once, as a stream, and says what is in it. A second reading happens only when a hard link repeats, under
 * a name of interest, a file that had none.
 *
 * @throws Fault with the ARCHIVE_ codes, DIGEST_MISMATCH, SIZE_MISMATCH
 */
export async function analyseLayer(layer: SourceLayer, options: ReadLayerOptions): Promise<LayerAnalysis> {
  const collector = new LayerCollector();
  const { entries, bytes } = await walkLayer(layer, options, (entry) => collector.visit(entry));
  const wanted = collector.resolveLinks();
  if (wanted.size > 0) {
    const again: ReadLayerOptions = { limits: options.limits, ...(options.signal ? { signal: options.signal } : {}) };
    await walkLayer(layer, again, (entry) => collector.visitTarget(entry));
    collector.reportUnresolved();
  }
  return collector.finish({ diffId: layer.diffId, entries, bytes });
}

async function walkLayer(
  layer: SourceLayer,
  options: ReadLayerOptions,
  visit: TarVisitor,
): Promise<{ entries: number; bytes: number }> {
  const walker = new TarWalker(visit, options.limits.maxEntries);
  let bytes = 0;
  for await (const chunk of readLayer(layer, options)) {
    walker.push(chunk);
    bytes += chunk.length;
  }
  walker.end();
  return { entries: walker.entries, bytes };
}
