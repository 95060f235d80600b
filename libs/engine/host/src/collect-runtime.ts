import type { HostFacts } from '@bulkhead/core-benchmark';
import type { Collection } from './collection.ts';
import { parseDaemonJson, parseDockerFlags, type DockerSettings } from './parse/docker-config.ts';

const BIN = ['/usr/bin', '/usr/sbin', '/usr/local/bin', '/usr/local/sbin', '/opt/bin', '/snap/bin'];
const DAEMON_JSON = '/etc/docker/daemon.json';

/** Runtime -> its program and, where it has one, its socket. */
const RUNTIMES: Readonly<Record<string, { program: string; socket?: string }>> = {
  containerd: { program: 'containerd', socket: '/run/containerd/containerd.sock' },
  'cri-o': { program: 'crio', socket: '/run/crio/crio.sock' },
  docker: { program: 'dockerd', socket: '/run/docker.sock' },
  kubelet: { program: 'kubelet' },
  podman: { program: 'podman' },
};

/** Container runtimes by their programs, sockets and processes, and the settings of the Docker daemon. */
export async function collectRuntimes(collection: Collection): Promise<Partial<HostFacts>> {
  const runtimes: string[] = [];
  for (const [name, trace] of Object.entries(RUNTIMES)) {
    if (await isThere(collection, trace)) runtimes.push(name);
  }
  if (!runtimes.includes('docker')) return { runtimes, docker: { installed: false } };
  const daemon = collection.processes.find(({ name }) => name === 'dockerd');
  const settings = await dockerSettings(collection, daemon?.pid);
  return {
    runtimes,
    docker: {
      installed: true,
      ...(collection.reader.live ? { running: daemon !== undefined } : {}),
      ...(settings === undefined ? {} : { settings }),
    },
  };
}

async function isThere(collection: Collection, trace: { program: string; socket?: string }): Promise<boolean> {
  if (collection.processes.some(({ name }) => name === trace.program)) return true;
  const paths = BIN.map((folder) => `${folder}/${trace.program}`);
  if (trace.socket !== undefined) paths.push(trace.socket);
  for (const path of paths) {
    if (await collection.reader.exists(path)) return true;
  }
  return false;
}

/** File and flags together; dockerd refuses to start when one key is in both, so neither hides the other. */
async function dockerSettings(
  { reader, gaps }: Collection,
  pid: string | undefined,
): Promise<DockerSettings | undefined> {
  const file = await reader.text(DAEMON_JSON);
  const document = file.found ? parseDaemonJson(file.value) : undefined;
  if (file.found && document === undefined) gaps.add('docker/settings', DAEMON_JSON, 'MALFORMED');
  if (!file.found && file.reason !== 'ABSENT') gaps.add('docker/settings', DAEMON_JSON, file.reason);
  if (document === undefined && (file.found || file.reason !== 'ABSENT')) return undefined;
  if (pid === undefined) return document ?? {};
  const path = `/proc/${pid}/cmdline`;
  const args = await reader.text(path);
  if (!args.found) {
    gaps.add('docker/settings', path, args.reason);
    return undefined;
  }
  return { ...document, ...parseDockerFlags(args.value.split('\0').slice(1, 1000)) };
}
