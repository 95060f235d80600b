/** The kinds of Kubernetes (and OpenShift) object that hold a pod specification. */
export const WORKLOAD_KINDS = [
  'Pod',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'Job',
  'CronJob',
  'DeploymentConfig',
  'PodTemplate',
] as const;
export type WorkloadKind = (typeof WORKLOAD_KINDS)[number];

/** What a container is to its pod. A SIDECAR is an init container with `restartPolicy: Always`. */
export const CONTAINER_ROLES = ['INIT', 'SIDECAR', 'APP', 'EPHEMERAL'] as const;
export type ContainerRole = (typeof CONTAINER_ROLES)[number];

export type TextMap = Readonly<Record<string, string>>;

/** Something in the object that is not what the Kubernetes API describes. `path` is written as in `spec.containers[0].image`. */
export interface Problem {
  readonly path: string;
  readonly message: string;
}

/** A seccomp or AppArmor profile: `type` as the API names it (RuntimeDefault, Localhost, Unconfined), or what was written. */
export interface Profile {
  readonly type: string;
  readonly localhost: string | undefined;
}

/** `seLinuxOptions`, member by member; absent members are undefined. */
export interface SeLinuxOptions {
  readonly user: string | undefined;
  readonly role: string | undefined;
  readonly type: string | undefined;
  readonly level: string | undefined;
}

/** The security settings a container and its pod both have; on a container they are effective (container over pod). */
export interface SharedSecurityContext {
  readonly runAsNonRoot: boolean | undefined;
  readonly runAsUser: number | undefined;
  readonly runAsGroup: number | undefined;
  readonly seccomp: Profile | undefined;
  readonly appArmor: Profile | undefined;
  readonly seLinux: SeLinuxOptions | undefined;
  readonly windowsHostProcess: boolean;
}

/** What one container may do: its own settings over its pod's, with Kubernetes' defaults where the default is fixed. */
export interface ContainerSecurityContext extends SharedSecurityContext {
  readonly privileged: boolean;
  readonly readOnlyRootFilesystem: boolean;
  /** True unless it is set to false: what the kernel's no_new_privs does without the setting. */
  readonly allowPrivilegeEscalation: boolean;
  /** Capability names as written. */
  readonly capabilitiesAdded: readonly string[];
  readonly capabilitiesDropped: readonly string[];
  readonly procMount: string;
}

/** What the pod declares for all its containers. */
export interface PodSecurityContext extends SharedSecurityContext {
  readonly sysctls: readonly string[];
  readonly fsGroup: number | undefined;
  readonly supplementalGroups: readonly number[];
}

export interface Port {
  readonly name: string | undefined;
  readonly containerPort: number | undefined;
  /** 0 and absent are both "none". */
  readonly hostPort: number | undefined;
  readonly protocol: string;
}

/** Processor in cores, memory and storage in bytes; undefined = not set. */
export interface Resources {
  readonly cpuRequest: number | undefined;
  readonly cpuLimit: number | undefined;
  readonly memoryRequest: number | undefined;
  readonly memoryLimit: number | undefined;
  readonly ephemeralStorageRequest: number | undefined;
  readonly ephemeralStorageLimit: number | undefined;
}

export const ENV_SOURCES = [
  'RAW',
  'SECRET_KEY',
  'CONFIG_MAP_KEY',
  'FIELD',
  'RESOURCE_FIELD',
  'FILE',
  'UNKNOWN',
] as const;
export type EnvSource = (typeof ENV_SOURCES)[number];

export interface EnvironmentVariable {
  readonly name: string;
  /** Only for RAW. */
  readonly value: string | undefined;
  readonly source: EnvSource;
}

export interface Mount {
  readonly volume: string;
  readonly path: string;
  readonly readOnly: boolean;
  readonly propagation: string | undefined;
}

export interface Container {
  readonly name: string;
  readonly role: ContainerRole;
  /** The image reference as written; empty when there is none. */
  readonly image: string;
  readonly imagePullPolicy: string | undefined;
  readonly securityContext: ContainerSecurityContext;
  readonly ports: readonly Port[];
  readonly resources: Resources;
  readonly livenessProbe: boolean;
  readonly readinessProbe: boolean;
  readonly startupProbe: boolean;
  /** Hosts that probes and life cycle hooks name: they make the kubelet talk to them. */
  readonly probeHosts: readonly string[];
  readonly environment: readonly EnvironmentVariable[];
  readonly mounts: readonly Mount[];
  readonly command: readonly string[];
  readonly args: readonly string[];
  readonly stdin: boolean;
  readonly tty: boolean;
}

export interface Volume {
  readonly name: string;
  /** The member that is set, as the API names it: hostPath, emptyDir, secret, persistentVolumeClaim, ... */
  readonly type: string;
  /** The path of a hostPath, the name of a secret, config map or claim; undefined otherwise. */
  readonly source: string | undefined;
}

/** Who made this object, when a controller did. */
export interface Controller {
  readonly kind: string;
  readonly name: string;
  readonly uid: string | undefined;
}

/** What a workload's pods may do: one flat set of facts whatever kind of object declares them. */
export interface Workload {
  readonly kind: WorkloadKind;
  readonly apiVersion: string;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly uid: string | undefined;
  readonly labels: TextMap;
  readonly annotations: TextMap;
  readonly podLabels: TextMap;
  readonly podAnnotations: TextMap;
  readonly controller: Controller | undefined;
  readonly replicas: number | undefined;
  readonly serviceAccount: string;
  /** True unless it is set to false on the pod: Kubernetes mounts a token by default. */
  readonly automountServiceAccountToken: boolean;
  readonly hostNetwork: boolean;
  readonly hostPID: boolean;
  readonly hostIPC: boolean;
  /** False = the pod has its own user namespace; undefined = not said, the host's is used. */
  readonly hostUsers: boolean | undefined;
  readonly shareProcessNamespace: boolean;
  readonly runtimeClass: string | undefined;
  readonly operatingSystem: string | undefined;
  readonly nodeName: string | undefined;
  readonly priorityClass: string | undefined;
  readonly securityContext: PodSecurityContext;
  readonly volumes: readonly Volume[];
  /** Init containers, then containers, then ephemeral ones, each in the order written. */
  readonly containers: readonly Container[];
}
