import { Fault } from '@bulkhead/core-base';
import { readWorkload } from '@bulkhead/core-workload';
import type { WorkloadObservation } from '../workload/workload.ts';
import type { IntakeFault, Observation } from './intake.ts';

/** Said by the orchestrator about itself, of no use to any judgement, and often larger than the rest. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** What an observed orchestrator object says of a workload. Throws MANIFEST_UNREADABLE (invalid). */
export function readManifest({
  clusterId,
  payload,
  observedAt,
}: Extract<Observation, { type: 'workload.observed' }>): WorkloadObservation {
  const manifest = withoutBallast(payload.manifest);
  const { workload, problems } = readWorkload(manifest);
  if (workload === undefined || workload.name === undefined || workload.name === '') {
    const [problem] = problems;
    const where = problem === undefined ? 'no kind or name' : `${problem.path}: ${problem.message}`;
    throw new Fault<IntakeFault>('invalid', 'MANIFEST_UNREADABLE', `the manifest is not a workload: ${where}`);
  }
  const { kind, name, namespace, uid, labels, annotations, replicas } = workload;
  return {
    uid: uid ?? null,
    clusterId: clusterId ?? '',
    namespace: namespace ?? 'default',
    kind,
    name,
    labels,
    annotations,
    hostIds: [...payload.hostIds].sort(),
    replicas: replicas ?? null,
    exposure: payload.exposure,
    containers: workload.containers.map((container) => ({
      name: container.name,
      imageRef: container.image,
      imageDigest: payload.images[container.name] ?? null,
    })),
    manifest,
    removed: false,
    observedAt,
  };
}

function withoutBallast(manifest: Record<string, unknown>): Record<string, unknown> {
  const { status: _status, ...kept } = manifest;
  const metadata = { ...(kept['metadata'] as Record<string, unknown> | undefined) };
  delete metadata['managedFields'];
  const annotations = metadata['annotations'];
  if (annotations !== null && typeof annotations === 'object') {
    const { [LAST_APPLIED]: _applied, ...rest } = annotations as Record<string, unknown>;
    metadata['annotations'] = rest;
  }
  return { ...kept, metadata };
}
