import { resolve } from 'node:path';
import { parseSourceSpec } from '@bulkhead/core-image';
import { Fault } from '@bulkhead/core-base';
import type { SourceGuard } from './scan.ports.ts';

export type SourceGuardFault = 'SOURCE_NOT_ALLOWED';

/**
 * A caller of the API must not make the server read its disk or reach into its network: registries have to be named in
 * BULKHEAD_SCANNING_REGISTRIES, folders in BULKHEAD_SCANNING_LOCAL_SOURCES. Nothing is allowed by default; the CLI
 * scans where it runs and pushes its report.
 */
export function sourceGuard(allowed: {
  readonly registries: readonly string[];
  readonly folders: readonly string[];
}): SourceGuard {
  return (source) => {
    const spec = parseSourceSpec(source);
    if (spec.kind === 'registry') {
      const { registry } = spec.reference;
      if (!allowed.registries.includes(registry)) throw refuse(`registry ${registry}`, 'BULKHEAD_SCANNING_REGISTRIES');
      return;
    }
    const path = 'path' in spec ? resolve('/', spec.path) : undefined;
    const isInside = path !== undefined && allowed.folders.some((folder) => isWithin(resolve('/', folder), path));
    if (!isInside) throw refuse(`a source of kind ${spec.kind} there`, 'BULKHEAD_SCANNING_LOCAL_SOURCES');
  };
}

function isWithin(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

function refuse(what: string, setting: string): Fault<SourceGuardFault> {
  return new Fault('forbidden', 'SOURCE_NOT_ALLOWED', `this server may not read from ${what}`, {
    advice: `name it in ${setting}, or scan with the CLI: npx bulkhead scan <source> --push`,
  });
}
