import { CONTAINER_ROLES, ENV_SOURCES } from '@bulkhead/core-workload';
import type { Container, Profile } from '@bulkhead/core-workload';
import { z } from 'zod';
import { anyTextTest } from '../evaluation/pattern.ts';
import type { Target } from '../evaluation/target.ts';
import { UNKNOWN, truthOf } from '../evaluation/truth.ts';
import { defineCriterion } from './define.ts';
import type { Criterion } from './define.ts';
import { isRootUser } from './image.ts';
import { choiceCriterion, flagCriterion, missingCriterion, patternCriterion, rangeCriterion } from './kind.ts';
import { PATTERNS, choiceOf, shown } from './value.ts';

const LIMITS = ['cpu', 'memory', 'ephemeral-storage'] as const;
const PROBES = ['liveness', 'readiness', 'startup'] as const;
/** What a profile can be, with UNSET for "nobody said". */
const PROFILES = ['RuntimeDefault', 'Localhost', 'Unconfined', 'UNSET'] as const;

/** Criteria on one container of a workload, with the security context it really gets. */
export const CONTAINER_CRITERIA: readonly Criterion[] = [
  flagCriterion({
    name: 'privileged',
    level: 'container',
    doc: 'Whether the container is privileged.',
    example: true,
    phrases: ['it is privileged', 'it is not privileged'],
    path: (target) => `${target.containerPath}.securityContext.privileged`,
    read: ({ container }) => container?.securityContext.privileged,
  }),
  flagCriterion({
    name: 'readOnlyRootFilesystem',
    level: 'container',
    doc: 'Whether the root file system of the container is read-only.',
    example: false,
    phrases: ['its root file system is read-only', 'its root file system can be written to'],
    path: (target) => `${target.containerPath}.securityContext.readOnlyRootFilesystem`,
    read: ({ container }) => container?.securityContext.readOnlyRootFilesystem,
  }),
  flagCriterion({
    name: 'allowPrivilegeEscalation',
    level: 'container',
    doc: 'Whether a process may gain more privileges than its parent; true unless it is set to false.',
    example: true,
    phrases: ['it may gain privileges', 'it may not gain privileges'],
    path: (target) => `${target.containerPath}.securityContext.allowPrivilegeEscalation`,
    read: ({ container }) => container?.securityContext.allowPrivilegeEscalation,
  }),
  flagCriterion({
    name: 'runsAsRoot',
    level: 'container',
    doc: 'Whether the container starts as user 0: by runAsUser, else by the USER of its image. Unknown when neither is known.',
    example: true,
    phrases: ['it runs as root', 'it runs as another user than root'],
    path: (target) => `${target.containerPath}.securityContext.runAsUser`,
    read: runsAsRoot,
  }),
  flagCriterion({
    name: 'runAsNonRoot',
    level: 'container',
    doc: 'Whether the container is required to run as another user than root.',
    example: false,
    phrases: ['it must run as another user than root', 'nothing requires it to run as another user than root'],
    path: (target) => `${target.containerPath}.securityContext.runAsNonRoot`,
    read: ({ container }) => container && container.securityContext.runAsNonRoot === true,
  }),
  patternCriterion({
    name: 'capabilityAdded',
    level: 'container',
    doc: 'A Linux capability the container adds, without the CAP_ prefix.',
    example: ['SYS_ADMIN', 'NET_RAW', 'ALL'],
    noun: 'the added capability',
    path: (target) => `${target.containerPath}.securityContext.capabilities.add`,
    read: ({ container }) => container?.securityContext.capabilitiesAdded.map(capabilityName),
  }),
  missingCriterion({
    name: 'capabilityNotDropped',
    level: 'container',
    doc: 'A Linux capability the container does not drop. Dropping ALL drops each.',
    example: 'ALL',
    schema: PATTERNS,
    noun: 'in the dropped capabilities,',
    path: (target) => `${target.containerPath}.securityContext.capabilities.drop`,
    has: ({ container }, name) => {
      const dropped = container?.securityContext.capabilitiesDropped.map(capabilityName);
      return dropped && (dropped.includes('ALL') || dropped.includes(capabilityName(name)));
    },
  }),
  choiceCriterion({
    name: 'seccompProfile',
    level: 'container',
    doc: 'The seccomp profile of the container: RuntimeDefault, Localhost, Unconfined, or UNSET.',
    example: ['Unconfined', 'UNSET'],
    schema: choiceOf(PROFILES),
    noun: 'the seccomp profile',
    path: (target) => `${target.containerPath}.securityContext.seccompProfile`,
    read: ({ container }) => container && profileName(container.securityContext.seccomp),
  }),
  choiceCriterion({
    name: 'appArmorProfile',
    level: 'container',
    doc: 'The AppArmor profile of the container (field or annotation): RuntimeDefault, Localhost, Unconfined, or UNSET.',
    example: 'Unconfined',
    schema: choiceOf(PROFILES),
    noun: 'the AppArmor profile',
    path: (target) => `${target.containerPath}.securityContext.appArmorProfile`,
    read: ({ container }) => container && profileName(container.securityContext.appArmor),
  }),
  patternCriterion({
    name: 'seLinuxType',
    level: 'container',
    doc: 'The SELinux type of the container; empty when it is not set.',
    example: 'spc_t',
    noun: 'the SELinux type',
    path: (target) => `${target.containerPath}.securityContext.seLinuxOptions.type`,
    read: ({ container }) => container && (container.securityContext.seLinux?.type ?? ''),
  }),
  patternCriterion({
    name: 'procMount',
    level: 'container',
    doc: 'How /proc is mounted: Default or Unmasked.',
    example: 'Unmasked',
    noun: 'the proc mount',
    path: (target) => `${target.containerPath}.securityContext.procMount`,
    read: ({ container }) => container?.securityContext.procMount,
  }),
  rangeCriterion({
    name: 'hostPort',
    level: 'container',
    doc: 'A port of the host the container takes.',
    example: { above: 0 },
    noun: 'takes host port',
    path: (target) => `${target.containerPath}.ports.hostPort`,
    read: ({ container }) => container?.ports.flatMap(({ hostPort }) => hostPort ?? []),
  }),
  rangeCriterion({
    name: 'containerPort',
    level: 'container',
    doc: 'A port the container listens on.',
    example: { atLeast: 22, atMost: 22 },
    noun: 'listens on port',
    path: (target) => `${target.containerPath}.ports.containerPort`,
    read: ({ container }) => container?.ports.flatMap(({ containerPort }) => containerPort ?? []),
  }),
  missingCriterion({
    name: 'limitMissing',
    level: 'container',
    doc: 'A resource without a limit.',
    example: ['cpu', 'memory'],
    schema: choiceOf(LIMITS),
    noun: 'limit for',
    path: (target) => `${target.containerPath}.resources.limits`,
    has: ({ container }, name) => container && limitOf(container, name) !== undefined,
  }),
  missingCriterion({
    name: 'requestMissing',
    level: 'container',
    doc: 'A resource without a request.',
    example: ['cpu', 'memory'],
    schema: choiceOf(LIMITS),
    noun: 'request for',
    path: (target) => `${target.containerPath}.resources.requests`,
    has: ({ container }, name) => container && requestOf(container, name) !== undefined,
  }),
  rangeCriterion({
    name: 'memoryLimit',
    level: 'container',
    doc: 'The memory limit of the container. Without a limit this is not true: see limitMissing.',
    example: { above: '4Gi' },
    noun: 'the memory limit is',
    unit: 'bytes',
    quantity: true,
    path: (target) => `${target.containerPath}.resources.limits.memory`,
    read: ({ container }) => container && (container.resources.memoryLimit ?? []),
  }),
  rangeCriterion({
    name: 'cpuLimit',
    level: 'container',
    doc: 'The processor limit of the container in cores. Without a limit this is not true: see limitMissing.',
    example: { above: '2' },
    noun: 'the processor limit is',
    unit: 'cores',
    quantity: true,
    path: (target) => `${target.containerPath}.resources.limits.cpu`,
    read: ({ container }) => container && (container.resources.cpuLimit ?? []),
  }),
  missingCriterion({
    name: 'probeMissing',
    level: 'container',
    doc: 'A probe the container should have and has not. Init and ephemeral containers have none and are not asked.',
    example: ['liveness', 'readiness'],
    schema: choiceOf(PROBES),
    noun: 'probe',
    path: (target) => target.containerPath,
    has: ({ container }, name) =>
      container && (container.role === 'INIT' || container.role === 'EPHEMERAL' || container[`${name}Probe`]),
  }),
  defineCriterion({
    name: 'environmentVariable',
    level: 'container',
    doc: 'An environment variable of the container, by name and by where its value comes from.',
    example: { name: '*PASSWORD*', source: 'RAW' },
    schema: z.strictObject({ name: PATTERNS, source: choiceOf(ENV_SOURCES).optional() }),
    compile: (wanted) => {
      const named = anyTextTest(wanted.name);
      const found = (container: Container): string[] =>
        container.environment
          .filter(({ name, source }) => named(name) && (wanted.source === undefined || wanted.source.includes(source)))
          .map(({ name }) => name);
      return {
        test: ({ container }) => (container === undefined ? UNKNOWN : truthOf(found(container).length > 0)),
        explain: (target) => {
          const names = target.container === undefined ? [] : found(target.container);
          const message = names.length === 0 ? 'no such environment variable' : `it sets ${names.join(', ')}`;
          const expected = shown(wanted);
          return { path: `${target.containerPath}.env`, operator: 'matches', expected, actual: names, message };
        },
      };
    },
  }),
  patternCriterion({
    name: 'imagePullPolicy',
    level: 'container',
    doc: 'When the image is pulled: Always, IfNotPresent, Never, or empty when it is not said.',
    example: 'Never',
    noun: 'the pull policy',
    path: (target) => `${target.containerPath}.imagePullPolicy`,
    read: ({ container }) => container && (container.imagePullPolicy ?? ''),
  }),
  patternCriterion({
    name: 'containerName',
    level: 'container',
    doc: 'The name of the container.',
    example: 'istio-proxy',
    noun: 'the container',
    path: (target) => `${target.containerPath}.name`,
    read: ({ container }) => container?.name,
  }),
  choiceCriterion({
    name: 'containerRole',
    level: 'container',
    doc: 'What the container is to its pod: INIT, SIDECAR, APP or EPHEMERAL.',
    example: 'EPHEMERAL',
    schema: choiceOf(CONTAINER_ROLES),
    noun: 'the role of the container',
    path: (target) => `${target.containerPath}.role`,
    read: ({ container }) => container?.role,
  }),
];

function runsAsRoot({ container, image }: Target): boolean | undefined {
  if (container === undefined) return undefined;
  const { runAsUser, runAsNonRoot } = container.securityContext;
  if (runAsUser !== undefined) return runAsUser === 0;
  // The kubelet refuses to start it as root, whatever the image says.
  if (runAsNonRoot === true) return false;
  return image?.user === undefined ? undefined : isRootUser(image.user);
}

function capabilityName(name: string): string {
  const upper = name.toUpperCase();
  return upper.startsWith('CAP_') ? upper.slice(4) : upper;
}

function profileName(profile: Profile | undefined): string {
  return profile === undefined || profile.type === '' ? 'UNSET' : profile.type;
}

function limitOf({ resources }: Container, name: (typeof LIMITS)[number]): number | undefined {
  if (name === 'cpu') return resources.cpuLimit;
  return name === 'memory' ? resources.memoryLimit : resources.ephemeralStorageLimit;
}

function requestOf({ resources }: Container, name: (typeof LIMITS)[number]): number | undefined {
  if (name === 'cpu') return resources.cpuRequest;
  return name === 'memory' ? resources.memoryRequest : resources.ephemeralStorageRequest;
}
