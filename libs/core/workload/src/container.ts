import { parseQuantity } from './quantity.ts';
import type { Members, Reader } from './reader.ts';
import { readContainerSecurityContext } from './security-context.ts';
import type {
  Container,
  ContainerRole,
  EnvSource,
  EnvironmentVariable,
  Mount,
  PodSecurityContext,
  Port,
  Resources,
  TextMap,
} from './workload.ts';

export interface PodPlace {
  readonly path: string;
  readonly security: PodSecurityContext;
  readonly annotations: TextMap;
}

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;
const HOOKS = ['postStart', 'preStop'] as const;

/** Every container of a pod spec: init, then ordinary, then ephemeral, in the order written. */
export function readContainers(reader: Reader, spec: Members, pod: PodPlace): readonly Container[] {
  const containers: Container[] = [];
  const lists: readonly [string, ContainerRole][] = [
    ['initContainers', 'INIT'],
    ['containers', 'APP'],
    ['ephemeralContainers', 'EPHEMERAL'],
  ];
  for (const [name, role] of lists) {
    const declared = reader.objects(spec, name, pod.path);
    for (const [index, container] of declared.entries()) {
      containers.push(readContainer(reader, container, { ...pod, role, path: `${pod.path}.${name}[${index}]` }));
    }
  }
  return containers;
}

function readContainer(reader: Reader, container: Members, place: PodPlace & { role: ContainerRole }): Container {
  const { path } = place;
  const name = reader.text(container, 'name', path) ?? '';
  const image = reader.text(container, 'image', path) ?? '';
  if (image === '') reader.report(`${path}.image`, 'no image is named');
  const sidecar = place.role === 'INIT' && container['restartPolicy'] === 'Always';
  return {
    name,
    role: sidecar ? 'SIDECAR' : place.role,
    image,
    imagePullPolicy: reader.text(container, 'imagePullPolicy', path),
    securityContext: readContainerSecurityContext(reader, container, {
      name,
      path,
      pod: place.security,
      podAnnotations: place.annotations,
    }),
    ports: readPorts(reader, container, path),
    resources: readResources(reader, container, path),
    livenessProbe: isSet(container, 'livenessProbe'),
    readinessProbe: isSet(container, 'readinessProbe'),
    startupProbe: isSet(container, 'startupProbe'),
    probeHosts: readProbeHosts(reader, container, path),
    environment: readEnvironment(reader, container, path),
    mounts: readMounts(reader, container, path),
    command: reader.texts(container, 'command', path),
    args: reader.texts(container, 'args', path),
    stdin: reader.flag(container, 'stdin', path) ?? false,
    tty: reader.flag(container, 'tty', path) ?? false,
  };
}

function isSet(container: Members, name: string): boolean {
  return container[name] !== undefined && container[name] !== null;
}

function readPorts(reader: Reader, container: Members, path: string): readonly Port[] {
  return reader.objects(container, 'ports', path).map((port) => ({
    name: reader.text(port, 'name', `${path}.ports`),
    containerPort: reader.number(port, 'containerPort', `${path}.ports`),
    hostPort: reader.number(port, 'hostPort', `${path}.ports`) || undefined,
    protocol: reader.text(port, 'protocol', `${path}.ports`) ?? 'TCP',
  }));
}

function readResources(reader: Reader, container: Members, path: string): Resources {
  const resources = reader.object(container, 'resources', path);
  const requests = reader.object(resources, 'requests', `${path}.resources`);
  const limits = reader.object(resources, 'limits', `${path}.resources`);
  const quantity = (from: Members, name: string, at: string): number | undefined => {
    const value = from[name];
    if (value === undefined || value === null) return undefined;
    const amount = parseQuantity(value);
    if (amount === undefined)
      reader.report(`${path}.resources.${at}.${name}`, 'is not a quantity; it is read as absent');
    return amount;
  };
  return {
    cpuRequest: quantity(requests, 'cpu', 'requests'),
    cpuLimit: quantity(limits, 'cpu', 'limits'),
    memoryRequest: quantity(requests, 'memory', 'requests'),
    memoryLimit: quantity(limits, 'memory', 'limits'),
    ephemeralStorageRequest: quantity(requests, 'ephemeral-storage', 'requests'),
    ephemeralStorageLimit: quantity(limits, 'ephemeral-storage', 'limits'),
  };
}

function readProbeHosts(reader: Reader, container: Members, path: string): readonly string[] {
  const hosts: string[] = [];
  const lifecycle = reader.object(container, 'lifecycle', path);
  const handlers: readonly (readonly [Members, string])[] = [
    ...PROBES.map((name) => [reader.object(container, name, path), `${path}.${name}`] as const),
    ...HOOKS.map((name) => [reader.object(lifecycle, name, `${path}.lifecycle`), `${path}.lifecycle.${name}`] as const),
  ];
  for (const [handler, at] of handlers) {
    for (const action of ['httpGet', 'tcpSocket']) {
      const host = reader.text(reader.object(handler, action, at), 'host', `${at}.${action}`);
      if (host !== undefined) hosts.push(host);
    }
  }
  return hosts;
}

function readEnvironment(reader: Reader, container: Members, path: string): readonly EnvironmentVariable[] {
  return reader.objects(container, 'env', path).map((variable) => {
    const from = reader.object(variable, 'valueFrom', `${path}.env`);
    const source = environmentSource(variable, from);
    return {
      name: reader.text(variable, 'name', `${path}.env`) ?? '',
      value: source === 'RAW' ? (reader.text(variable, 'value', `${path}.env`) ?? '') : undefined,
      source,
    };
  });
}

function environmentSource(variable: Members, from: Members): EnvSource {
  if (variable['valueFrom'] === undefined || variable['valueFrom'] === null) return 'RAW';
  if (from['secretKeyRef'] !== undefined) return 'SECRET_KEY';
  if (from['configMapKeyRef'] !== undefined) return 'CONFIG_MAP_KEY';
  if (from['resourceFieldRef'] !== undefined) return 'RESOURCE_FIELD';
  if (from['fieldRef'] !== undefined) return 'FIELD';
  return from['fileKeyRef'] === undefined ? 'UNKNOWN' : 'FILE';
}

function readMounts(reader: Reader, container: Members, path: string): readonly Mount[] {
  return reader.objects(container, 'volumeMounts', path).map((mount) => ({
    volume: reader.text(mount, 'name', `${path}.volumeMounts`) ?? '',
    path: reader.text(mount, 'mountPath', `${path}.volumeMounts`) ?? '',
    readOnly: reader.flag(mount, 'readOnly', `${path}.volumeMounts`) ?? false,
    propagation: reader.text(mount, 'mountPropagation', `${path}.volumeMounts`),
  }));
}
