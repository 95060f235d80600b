import { WORKLOAD_KINDS } from '@bulkhead/core-workload';
import type { Mount, TextMap, Volume, Workload } from '@bulkhead/core-workload';
import { z } from 'zod';
import { anyTextTest } from '../evaluation/pattern.ts';
import { UNKNOWN, truthOf } from '../evaluation/truth.ts';
import { defineCriterion } from './define.ts';
import type { Criterion } from './define.ts';
import { choiceCriterion, flagCriterion, missingCriterion, patternCriterion, rangeCriterion } from './kind.ts';
import { PATTERNS, choiceOf, shown } from './value.ts';

/** Criteria on a workload as a whole. */
export const WORKLOAD_CRITERIA: readonly Criterion[] = [
  flagCriterion({
    name: 'hostNetwork',
    level: 'workload',
    doc: "Whether the pod uses the host's network.",
    example: true,
    phrases: ["it uses the host's network", 'it has a network of its own'],
    path: () => 'workload.hostNetwork',
    read: ({ workload }) => workload?.hostNetwork,
  }),
  flagCriterion({
    name: 'hostPID',
    level: 'workload',
    doc: "Whether the pod sees the host's processes.",
    example: true,
    phrases: ["it sees the host's processes", 'it sees its own processes only'],
    path: () => 'workload.hostPID',
    read: ({ workload }) => workload?.hostPID,
  }),
  flagCriterion({
    name: 'hostIPC',
    level: 'workload',
    doc: "Whether the pod shares the host's inter-process communication.",
    example: true,
    phrases: ["it shares the host's IPC", 'it has IPC of its own'],
    path: () => 'workload.hostIPC',
    read: ({ workload }) => workload?.hostIPC,
  }),
  flagCriterion({
    name: 'hostUsers',
    level: 'workload',
    doc: "Whether user ids in the pod are the host's: true unless hostUsers is set to false.",
    example: true,
    phrases: ["its user ids are the host's", 'it has a user namespace of its own'],
    path: () => 'workload.hostUsers',
    read: ({ workload }) => workload && workload.hostUsers !== false,
  }),
  defineCriterion({
    name: 'hostPath',
    level: 'workload',
    doc: 'A path of the host that is mounted, by pattern, and whether a container may write to it.',
    example: { path: ['/', '/etc*', '/var/run/*.sock'], writable: true },
    schema: z.strictObject({ path: PATTERNS.optional(), writable: z.boolean().optional() }),
    compile: (wanted) => {
      const matches = wanted.path === undefined ? () => true : anyTextTest(wanted.path);
      const found = (workload: Workload): Volume[] =>
        workload.volumes.filter(
          (volume) =>
            volume.type === 'hostPath' &&
            matches(volume.source ?? '') &&
            (wanted.writable === undefined || wanted.writable === isWritable(workload, volume)),
        );
      return {
        test: ({ workload }) => (workload === undefined ? UNKNOWN : truthOf(found(workload).length > 0)),
        explain: ({ workload }) => {
          const paths = workload === undefined ? [] : found(workload).map((volume) => volume.source ?? '');
          const message =
            paths.length === 0 ? 'no such host path is mounted' : `it mounts ${paths.join(', ')} of the host`;
          const expected = shown(wanted);
          return { path: 'workload.volumes', operator: 'matches', expected, actual: paths, message };
        },
      };
    },
  }),
  patternCriterion({
    name: 'volumeType',
    level: 'workload',
    doc: 'The type of a volume, as the Kubernetes API names it: hostPath, emptyDir, secret, nfs.',
    example: ['hostPath', 'nfs'],
    noun: 'the type of a volume',
    path: () => 'workload.volumes.type',
    read: ({ workload }) => workload?.volumes.map(({ type }) => type),
  }),
  flagCriterion({
    name: 'serviceAccountTokenMounted',
    level: 'workload',
    doc: 'Whether a service account token is mounted; true unless automountServiceAccountToken is set to false.',
    example: true,
    phrases: ['a service account token is mounted', 'no service account token is mounted'],
    path: () => 'workload.automountServiceAccountToken',
    read: ({ workload }) => workload?.automountServiceAccountToken,
  }),
  patternCriterion({
    name: 'serviceAccount',
    level: 'workload',
    doc: 'The service account of the pod; `default` when none is named.',
    example: 'default',
    noun: 'the service account',
    path: () => 'workload.serviceAccount',
    read: ({ workload }) => workload?.serviceAccount,
  }),
  patternCriterion({
    name: 'namespace',
    level: 'workload',
    doc: 'The namespace of the workload.',
    example: 'default',
    noun: 'the namespace',
    path: () => 'workload.namespace',
    read: ({ workload, context }) => workload?.namespace ?? context.namespace,
  }),
  choiceCriterion({
    name: 'workloadKind',
    level: 'workload',
    doc: 'The kind of object that declares the pod.',
    example: 'Pod',
    schema: choiceOf(WORKLOAD_KINDS),
    noun: 'the kind of the workload',
    path: () => 'workload.kind',
    read: ({ workload }) => workload?.kind,
  }),
  rangeCriterion({
    name: 'replicas',
    level: 'workload',
    doc: 'How many replicas are asked for. Where nothing is said this is not true.',
    example: { below: 2 },
    noun: 'the number of replicas is',
    path: () => 'workload.replicas',
    read: ({ workload }) => workload && (workload.replicas ?? []),
  }),
  missingCriterion({
    name: 'labelMissing',
    level: 'workload',
    doc: 'A label the workload or its pods should have and have not.',
    example: ['app.kubernetes.io/name', 'owner'],
    schema: PATTERNS,
    noun: 'label',
    path: () => 'workload.labels',
    has: ({ workload }, name) => workload && hasMember([workload.labels, workload.podLabels], name),
  }),
  missingCriterion({
    name: 'annotationMissing',
    level: 'workload',
    doc: 'An annotation the workload or its pods should have and have not.',
    example: 'example.com/contact',
    schema: PATTERNS,
    noun: 'annotation',
    path: () => 'workload.annotations',
    has: ({ workload }, name) => workload && hasMember([workload.annotations, workload.podAnnotations], name),
  }),
  patternCriterion({
    name: 'annotation',
    level: 'workload',
    doc: 'An annotation of the workload or its pods, as `name=value`.',
    example: 'example.com/break-glass=*',
    noun: 'the annotation',
    path: () => 'workload.annotations',
    read: ({ workload }) => workload && [...pairs(workload.annotations), ...pairs(workload.podAnnotations)],
  }),
  patternCriterion({
    name: 'label',
    level: 'workload',
    doc: 'A label of the workload or its pods, as `name=value`.',
    example: 'environment=prod*',
    noun: 'the label',
    path: () => 'workload.labels',
    read: ({ workload }) => workload && [...pairs(workload.labels), ...pairs(workload.podLabels)],
  }),
  patternCriterion({
    name: 'runtimeClass',
    level: 'workload',
    doc: 'The runtime class of the pod; empty when none is named.',
    example: 'gvisor',
    noun: 'the runtime class',
    path: () => 'workload.runtimeClass',
    read: ({ workload }) => workload && (workload.runtimeClass ?? ''),
  }),
  patternCriterion({
    name: 'sysctl',
    level: 'workload',
    doc: 'A kernel parameter the pod sets.',
    example: ['kernel.msg*', 'net.*'],
    noun: 'the kernel parameter',
    path: () => 'workload.securityContext.sysctls',
    read: ({ workload }) => workload?.securityContext.sysctls,
  }),
];

function isWritable(workload: Workload, volume: Volume): boolean {
  const mounts = (mount: Mount): boolean => mount.volume === volume.name && !mount.readOnly;
  return workload.containers.some((container) => container.mounts.some(mounts));
}

function hasMember(maps: readonly TextMap[], name: string): boolean {
  return maps.some((map) => Object.hasOwn(map, name));
}

function pairs(map: TextMap): string[] {
  return Object.entries(map).map(([name, value]) => `${name}=${value}`);
}
