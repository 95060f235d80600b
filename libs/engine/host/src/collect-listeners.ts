import type { HostFacts, HostListener } from '@bulkhead/core-benchmark';
import type { Collection } from './collection.ts';
import { parseSockets, type ParsedSocket } from './parse/socket.ts';

const PROTOCOLS = ['tcp', 'tcp6', 'udp', 'udp6'] as const;
const LIMIT = 10_000;
const DESCRIPTORS_PER_PROCESS = 4096;

/** Listening TCP and unconnected UDP sockets of this network namespace, with the process where we may look. */
export async function collectListeners(collection: Collection): Promise<Partial<HostFacts>> {
  const { reader, gaps } = collection;
  if (!reader.live) {
    gaps.add('listeners', '/proc/net', 'NOT_LIVE');
    return {};
  }
  const sockets: ParsedSocket[] = [];
  for (const protocol of PROTOCOLS) {
    const path = `/proc/net/${protocol}`;
    const text = await reader.text(path, 16 * 1024 * 1024);
    if (text.found) sockets.push(...parseSockets(text.value, protocol));
    else if (text.reason !== 'ABSENT' || protocol === 'tcp') {
      // Without IPv6 the kernel has no tcp6; what it has and hides must not count as "nothing listens".
      gaps.add('listeners', path, text.reason);
      return {};
    }
  }
  const names = await namesByInode(collection, new Set(sockets.map(({ inode }) => inode)));
  const listeners = sockets.map(({ inode, ...socket }): HostListener => {
    const process = names.get(inode);
    return process === undefined ? socket : { ...socket, process };
  });
  return { listeners: listeners.sort(byPlace).slice(0, LIMIT) };
}

function byPlace(a: HostListener, b: HostListener): number {
  return a.protocol.localeCompare(b.protocol) || a.port - b.port || a.address.localeCompare(b.address);
}

/** Socket inode -> name of a process that holds it; only what we may read, and only until all are found. */
async function namesByInode(
  { reader, processes, signal }: Collection,
  wanted: ReadonlySet<string>,
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const { pid, name } of processes) {
    signal?.throwIfAborted();
    if (names.size >= wanted.size) break;
    const descriptors = await reader.names(`/proc/${pid}/fd`, DESCRIPTORS_PER_PROCESS);
    if (!descriptors.found) continue;
    for (const descriptor of descriptors.value) {
      const link = await reader.link(`/proc/${pid}/fd/${descriptor}`);
      const inode = link.found ? /^socket:\[(\d+)\]$/.exec(link.value)?.[1] : undefined;
      if (inode !== undefined && wanted.has(inode) && !names.has(inode)) names.set(inode, name);
    }
  }
  return names;
}
