import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { Fault, canonicalJson } from '@bulkhead/core-base';

const compress = promisify(gzip);
const expand = promisify(gunzip);

export type PackedFault = 'PACKED_UNREADABLE' | 'PACKED_TOO_LARGE';

/** A document of MongoDB holds 16 MiB; what does not fit packed is no input of ours. */
const MAX_PACKED = 12 * 1024 * 1024;
const MAX_UNPACKED = 256 * 1024 * 1024;

/** JSON as a gzip member: an image's findings are large, and alike. Fault PACKED_TOO_LARGE (invalid) over 12 MiB. */
export async function pack(value: unknown): Promise<Buffer> {
  const packed = await compress(canonicalJson(value), { level: 4 });
  if (packed.length <= MAX_PACKED) return packed;
  throw new Fault<PackedFault>('invalid', 'PACKED_TOO_LARGE', 'the facts of one subject are too many to be kept', {
    details: { bytes: packed.length },
  });
}

/** What `pack` was given. Fault PACKED_UNREADABLE (invariant) when the stored bytes are no such thing. */
export async function unpack(packed: unknown): Promise<unknown> {
  try {
    const bytes = await expand(bytesOf(packed), { maxOutputLength: MAX_UNPACKED });
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch (cause) {
    throw new Fault<PackedFault>('invariant', 'PACKED_UNREADABLE', 'stored facts cannot be read', { cause });
  }
}

/** The native driver hands out `Binary`, mongoose a `Buffer`. */
function bytesOf(packed: unknown): Uint8Array {
  if (packed instanceof Uint8Array) return packed;
  return (packed as { readonly buffer: Uint8Array }).buffer;
}
