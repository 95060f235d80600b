import type { ImageSource } from '@bulkhead/engine-source';
import type { ScanSubject } from './report.ts';

/** What a report says an image is. */
export function imageSubject({ digest, configDigest, names, config }: ImageSource): ScanSubject {
  const { os, architecture, variant, created } = config;
  const run = config.config;
  return {
    kind: 'image',
    id: digest,
    digest,
    configDigest,
    names: [...names],
    platform: { os, architecture, ...(variant ? { variant } : {}) },
    createdAt: created ?? '',
    settings: {
      user: run?.User ?? '',
      entrypoint: run?.Entrypoint ?? [],
      command: run?.Cmd ?? [],
      workingDirectory: run?.WorkingDir ?? '',
      exposedPorts: Object.keys(run?.ExposedPorts ?? {}).sort(),
      volumes: Object.keys(run?.Volumes ?? {}).sort(),
      variables: (run?.Env ?? []).map((pair) => pair.split('=', 1)[0] ?? '').sort(),
      labels: run?.Labels ?? {},
    },
  };
}
