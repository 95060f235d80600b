import type { Members, Reader } from './reader.ts';
import type {
  ContainerSecurityContext,
  PodSecurityContext,
  Profile,
  SeLinuxOptions,
  SharedSecurityContext,
  TextMap,
} from './workload.ts';

const APPARMOR_ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';
const SECCOMP_POD_ANNOTATION = 'seccomp.security.alpha.kubernetes.io/pod';
const SECCOMP_CONTAINER_ANNOTATION = 'container.seccomp.security.alpha.kubernetes.io/';

/** `spec.securityContext` of a pod; the deprecated seccomp annotation counts where the field is absent. */
export function readPodSecurityContext(
  reader: Reader,
  spec: Members,
  at: { path: string; annotations: TextMap },
): PodSecurityContext {
  const context = reader.object(spec, 'securityContext', at.path);
  const path = `${at.path}.securityContext`;
  const shared = readShared(reader, context, path);
  return {
    ...shared,
    seccomp: shared.seccomp ?? annotatedProfile(at.annotations[SECCOMP_POD_ANNOTATION]),
    sysctls: reader
      .objects(context, 'sysctls', path)
      .map((sysctl) => reader.text(sysctl, 'name', `${path}.sysctls`) ?? ''),
    fsGroup: reader.number(context, 'fsGroup', path),
    supplementalGroups: reader.numbers(context, 'supplementalGroups', path),
  };
}

export interface ContainerPlace {
  readonly name: string;
  readonly path: string;
  readonly pod: PodSecurityContext;
  readonly podAnnotations: TextMap;
}

/** A container's effective security context: its own fields, then (deprecated) annotations for it, then its pod's fields. */
export function readContainerSecurityContext(
  reader: Reader,
  container: Members,
  place: ContainerPlace,
): ContainerSecurityContext {
  const context = reader.object(container, 'securityContext', place.path);
  const path = `${place.path}.securityContext`;
  const own = readShared(reader, context, path);
  const { pod, podAnnotations } = place;
  const capabilities = reader.object(context, 'capabilities', path);
  const hostProcess = windowsHostProcess(reader, context, path);
  return {
    privileged: reader.flag(context, 'privileged', path) ?? false,
    readOnlyRootFilesystem: reader.flag(context, 'readOnlyRootFilesystem', path) ?? false,
    allowPrivilegeEscalation: reader.flag(context, 'allowPrivilegeEscalation', path) ?? true,
    capabilitiesAdded: reader.texts(capabilities, 'add', `${path}.capabilities`),
    capabilitiesDropped: reader.texts(capabilities, 'drop', `${path}.capabilities`),
    procMount: reader.text(context, 'procMount', path) ?? 'Default',
    runAsNonRoot: own.runAsNonRoot ?? pod.runAsNonRoot,
    runAsUser: own.runAsUser ?? pod.runAsUser,
    runAsGroup: own.runAsGroup ?? pod.runAsGroup,
    seccomp: own.seccomp ?? annotatedProfile(podAnnotations[SECCOMP_CONTAINER_ANNOTATION + place.name]) ?? pod.seccomp,
    appArmor: own.appArmor ?? annotatedProfile(podAnnotations[APPARMOR_ANNOTATION + place.name]) ?? pod.appArmor,
    seLinux: own.seLinux ?? pod.seLinux,
    windowsHostProcess: hostProcess ?? pod.windowsHostProcess,
  };
}

function readShared(reader: Reader, context: Members, path: string): SharedSecurityContext {
  return {
    runAsNonRoot: reader.flag(context, 'runAsNonRoot', path),
    runAsUser: reader.number(context, 'runAsUser', path),
    runAsGroup: reader.number(context, 'runAsGroup', path),
    seccomp: readProfile(reader, context, { name: 'seccompProfile', path }),
    appArmor: readProfile(reader, context, { name: 'appArmorProfile', path }),
    seLinux: readSeLinux(reader, context, path),
    windowsHostProcess: windowsHostProcess(reader, context, path) ?? false,
  };
}

function windowsHostProcess(reader: Reader, context: Members, path: string): boolean | undefined {
  return reader.flag(reader.object(context, 'windowsOptions', path), 'hostProcess', `${path}.windowsOptions`);
}

function readProfile(reader: Reader, context: Members, member: { name: string; path: string }): Profile | undefined {
  if (context[member.name] === undefined || context[member.name] === null) return undefined;
  const profile = reader.object(context, member.name, member.path);
  const path = `${member.path}.${member.name}`;
  return { type: reader.text(profile, 'type', path) ?? '', localhost: reader.text(profile, 'localhostProfile', path) };
}

function readSeLinux(reader: Reader, context: Members, path: string): SeLinuxOptions | undefined {
  if (context['seLinuxOptions'] === undefined || context['seLinuxOptions'] === null) return undefined;
  const options = reader.object(context, 'seLinuxOptions', path);
  const at = `${path}.seLinuxOptions`;
  return {
    user: reader.text(options, 'user', at),
    role: reader.text(options, 'role', at),
    type: reader.text(options, 'type', at),
    level: reader.text(options, 'level', at),
  };
}

/** The annotation values that came before the fields: `runtime/default`, `docker/default`, `localhost/<profile>`, `unconfined`. */
function annotatedProfile(value: string | undefined): Profile | undefined {
  if (value === undefined) return undefined;
  if (value === '' || value === 'runtime/default' || value === 'docker/default')
    return { type: 'RuntimeDefault', localhost: undefined };
  if (value === 'unconfined') return { type: 'Unconfined', localhost: undefined };
  if (value.startsWith('localhost/')) return { type: 'Localhost', localhost: value.slice('localhost/'.length) };
  return { type: value, localhost: undefined };
}
