import { createHash } from 'node:crypto';

/**
 * An id computed from what the world already names, so that anybody may compute it again and upsert blindly.
 * `part`s are joined unambiguously (each with its length), hashed with SHA-256 and cut to 128 bits.
 *
 * @returns `<prefix>_<32 hex digits>`
 */
export function computedId(prefix: string, ...parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part);
  return `${prefix}_${hash.digest('hex').slice(0, 32)}`;
}

/** Where randomness comes from: fills the array and returns it (`crypto.getRandomValues`). */
export type RandomBytes = (into: Uint8Array<ArrayBuffer>) => Uint8Array;

/** A UUIDv7 (RFC 9562, 5.7): time-ordered, minted before commit. */
export function uuidV7(now: Date, random: RandomBytes = (into) => crypto.getRandomValues(into)): string {
  const bytes = new Uint8Array(16);
  random(bytes);
  const millis = BigInt(now.getTime());
  for (let index = 0; index < 6; index += 1) bytes[index] = Number((millis >> BigInt(8 * (5 - index))) & 0xffn);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = Buffer.from(bytes).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
