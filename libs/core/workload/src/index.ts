export { CONTAINER_ROLES, ENV_SOURCES, WORKLOAD_KINDS } from './workload.ts';
export type {
  Container,
  ContainerRole,
  ContainerSecurityContext,
  Controller,
  EnvSource,
  EnvironmentVariable,
  Mount,
  PodSecurityContext,
  Port,
  Problem,
  Profile,
  Resources,
  SeLinuxOptions,
  SharedSecurityContext,
  TextMap,
  Volume,
  Workload,
  WorkloadKind,
} from './workload.ts';
export { isWorkloadKind, readWorkload } from './read-workload.ts';
export type { WorkloadReading } from './read-workload.ts';
export { parseQuantity } from './quantity.ts';
