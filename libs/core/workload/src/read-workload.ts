import { readContainers } from './container.ts';
import { Reader, isMembers } from './reader.ts';
import type { Members } from './reader.ts';
import { readPodSecurityContext } from './security-context.ts';
import { readVolumes } from './volume.ts';
import { WORKLOAD_KINDS } from './workload.ts';
import type { Controller, Problem, Workload, WorkloadKind } from './workload.ts';

/** What was read, and what was odd about it. `workload` is absent when the object is of no kind we know or holds no pod spec. */
export interface WorkloadReading {
  readonly workload: Workload | undefined;
  readonly problems: readonly Problem[];
}

/**
 * The facts of a workload object (JSON already parsed: Pod, Deployment, StatefulSet, DaemonSet, ReplicaSet,
 * ReplicationController, Job, CronJob, DeploymentConfig, PodTemplate). Never throws: a member of the wrong type counts as
 * absent and is listed in `problems` (at most 100), an unknown kind gives no workload and one problem.
 */
export function readWorkload(object: unknown): WorkloadReading {
  const reader = new Reader();
  if (!isMembers(object)) {
    reader.report('', 'is not a Kubernetes object');
    return { workload: undefined, problems: reader.problems };
  }
  const kind = reader.text(object, 'kind', '');
  if (!isWorkloadKind(kind)) {
    reader.report('kind', kind === undefined ? 'no kind is named' : `${kind.slice(0, 64)} holds no pod specification`);
    return { workload: undefined, problems: reader.problems };
  }
  return { workload: readFacts(reader, object, kind), problems: reader.problems };
}

/** True for a kind of object that holds a pod specification. */
export function isWorkloadKind(kind: unknown): kind is WorkloadKind {
  return typeof kind === 'string' && (WORKLOAD_KINDS as readonly string[]).includes(kind);
}

/** Where the pod is declared: its metadata, its spec, and the path to the spec. */
interface PodDeclaration {
  readonly metadata: Members;
  readonly metadataPath: string;
  readonly spec: Members;
  readonly path: string;
}

function readFacts(reader: Reader, object: Members, kind: WorkloadKind): Workload | undefined {
  const pod = podDeclaration(reader, object, kind);
  if (Object.keys(pod.spec).length === 0) {
    reader.report(pod.path, 'there is no pod specification');
    return undefined;
  }
  const metadata = reader.object(object, 'metadata', '');
  const podAnnotations = reader.textMap(pod.metadata, 'annotations', pod.metadataPath);
  const security = readPodSecurityContext(reader, pod.spec, { path: pod.path, annotations: podAnnotations });
  return {
    kind,
    apiVersion: reader.text(object, 'apiVersion', '') ?? '',
    name: reader.text(metadata, 'name', 'metadata') ?? reader.text(metadata, 'generateName', 'metadata') ?? '',
    namespace: reader.text(metadata, 'namespace', 'metadata'),
    uid: reader.text(metadata, 'uid', 'metadata'),
    labels: reader.textMap(metadata, 'labels', 'metadata'),
    annotations: reader.textMap(metadata, 'annotations', 'metadata'),
    podLabels: reader.textMap(pod.metadata, 'labels', pod.metadataPath),
    podAnnotations,
    controller: readController(reader, metadata),
    replicas: kind === 'Pod' ? undefined : reader.number(reader.object(object, 'spec', ''), 'replicas', 'spec'),
    ...readPodSettings(reader, pod.spec, pod.path),
    securityContext: security,
    volumes: readVolumes(reader, pod.spec, pod.path),
    containers: readContainers(reader, pod.spec, { path: pod.path, security, annotations: podAnnotations }),
  };
}

type PodSettings = Pick<
  Workload,
  | 'serviceAccount'
  | 'automountServiceAccountToken'
  | 'hostNetwork'
  | 'hostPID'
  | 'hostIPC'
  | 'hostUsers'
  | 'shareProcessNamespace'
  | 'runtimeClass'
  | 'operatingSystem'
  | 'nodeName'
  | 'priorityClass'
>;

function readPodSettings(reader: Reader, spec: Members, path: string): PodSettings {
  return {
    serviceAccount:
      reader.text(spec, 'serviceAccountName', path) || reader.text(spec, 'serviceAccount', path) || 'default',
    automountServiceAccountToken: reader.flag(spec, 'automountServiceAccountToken', path) ?? true,
    hostNetwork: reader.flag(spec, 'hostNetwork', path) ?? false,
    hostPID: reader.flag(spec, 'hostPID', path) ?? false,
    hostIPC: reader.flag(spec, 'hostIPC', path) ?? false,
    hostUsers: reader.flag(spec, 'hostUsers', path),
    shareProcessNamespace: reader.flag(spec, 'shareProcessNamespace', path) ?? false,
    runtimeClass: reader.text(spec, 'runtimeClassName', path),
    operatingSystem: reader.text(reader.object(spec, 'os', path), 'name', `${path}.os`),
    nodeName: reader.text(spec, 'nodeName', path),
    priorityClass: reader.text(spec, 'priorityClassName', path),
  };
}

function podDeclaration(reader: Reader, object: Members, kind: WorkloadKind): PodDeclaration {
  if (kind === 'Pod') {
    return {
      metadata: reader.object(object, 'metadata', ''),
      metadataPath: 'metadata',
      spec: reader.object(object, 'spec', ''),
      path: 'spec',
    };
  }
  if (kind === 'PodTemplate') return fromTemplate(reader, object, '');
  const spec = reader.object(object, 'spec', '');
  if (kind !== 'CronJob') return fromTemplate(reader, spec, 'spec');
  const job = reader.object(reader.object(spec, 'jobTemplate', 'spec'), 'spec', 'spec.jobTemplate');
  return fromTemplate(reader, job, 'spec.jobTemplate.spec');
}

function fromTemplate(reader: Reader, parent: Members, path: string): PodDeclaration {
  const at = path === '' ? 'template' : `${path}.template`;
  const template = reader.object(parent, 'template', path);
  return {
    metadata: reader.object(template, 'metadata', at),
    metadataPath: `${at}.metadata`,
    spec: reader.object(template, 'spec', at),
    path: `${at}.spec`,
  };
}

function readController(reader: Reader, metadata: Members): Controller | undefined {
  const owners = reader.objects(metadata, 'ownerReferences', 'metadata');
  const owner = owners.find((candidate) => candidate['controller'] === true);
  if (owner === undefined) return undefined;
  const path = 'metadata.ownerReferences';
  return {
    kind: reader.text(owner, 'kind', path) ?? '',
    name: reader.text(owner, 'name', path) ?? '',
    uid: reader.text(owner, 'uid', path),
  };
}
