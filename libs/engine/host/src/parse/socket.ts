import type { HostListener } from '@bulkhead/core-benchmark';

export interface ParsedSocket extends HostListener {
  readonly inode: string;
}

const LISTEN = '0A';
/** A bound UDP socket that is connected to nobody. */
const UNCONNECTED = '07';
const LIMIT = 10_000;

/** Listening sockets of /proc/net/{tcp,tcp6,udp,udp6}. */
export function parseSockets(text: string, protocol: HostListener['protocol']): ParsedSocket[] {
  const wanted = protocol.startsWith('tcp') ? LISTEN : UNCONNECTED;
  const sockets: ParsedSocket[] = [];
  for (const line of text.split('\n').slice(1)) {
    const [, local = '', , state, , , , uidText = '', , inode = ''] = line.trim().split(/\s+/);
    const [hex = '', portHex = ''] = local.split(':');
    const address = parseAddress(hex);
    const port = Number.parseInt(portHex, 16);
    const uid = Number(uidText);
    if (state !== wanted || address === undefined || !(port <= 65_535) || !Number.isSafeInteger(uid)) continue;
    if (sockets.length < LIMIT) sockets.push({ protocol, address, port, uid, inode });
  }
  return sockets;
}

/** Addresses are printed as 32-bit words in the byte order of the machine; all that Node runs on here are little-endian. */
function parseAddress(hex: string): string | undefined {
  if (!/^(?:[0-9A-F]{8}|[0-9A-F]{32})$/i.test(hex)) return undefined;
  const bytes = [...Buffer.from(hex, 'hex')];
  const ordered: number[] = [];
  for (let word = 0; word < bytes.length; word += 4) ordered.push(...bytes.slice(word, word + 4).reverse());
  return ordered.length === 4 ? ordered.join('.') : formatV6(ordered);
}

function formatV6(bytes: readonly number[]): string {
  const mapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 0xff && bytes[11] === 0xff;
  if (mapped) return `::ffff:${bytes.slice(12).join('.')}`;
  const words: string[] = [];
  for (let index = 0; index < 16; index += 2) {
    words.push((((bytes[index] ?? 0) << 8) | (bytes[index + 1] ?? 0)).toString(16));
  }
  // The URL parser writes IPv6 as RFC 5952 wants it.
  return new URL(`http://[${words.join(':')}]`).hostname.slice(1, -1);
}
