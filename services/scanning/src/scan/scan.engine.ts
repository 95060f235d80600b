import { parseSourceSpec } from '@bulkhead/core-image';
import { scanDirectory, scanImage } from '@bulkhead/engine-scan';
import type { LayerCache, ScanProgress, ScanReport } from '@bulkhead/engine-scan';
import { openFileTree, openImage } from '@bulkhead/engine-source';
import type { RegistryOptions } from '@bulkhead/engine-source';
import type { ScanEngine } from './scan.ports.ts';

export interface LocalScanEngineOptions {
  readonly cache: LayerCache;
  readonly registry?: RegistryOptions;
}

/** The scan engine of libs/engine, run in this process. */
export class LocalScanEngine implements ScanEngine {
  readonly #options: LocalScanEngineOptions;

  constructor(options: LocalScanEngineOptions) {
    this.#options = options;
  }

  async scan(source: string, { signal, onPercent }: Parameters<ScanEngine['scan']>[1]): Promise<ScanReport> {
    const { cache, registry } = this.#options;
    const options = { signal, cache, onProgress: (progress: ScanProgress) => onPercent(percentOf(progress)) };
    const spec = parseSourceSpec(source);
    if (spec.kind === 'dir') {
      const tree = await openFileTree(spec.path);
      return await scanDirectory(tree, options);
    }
    await using image = await openImage(spec, { signal, ...(registry === undefined ? {} : { registry }) });
    return await scanImage(image, options);
  }
}

/** A directory does not know how much there is of it: it stays at 0 until it is done. */
function percentOf({ done, total }: ScanProgress): number {
  return total === undefined || total === 0 ? 0 : Math.min(99, Math.floor((100 * done) / total));
}
