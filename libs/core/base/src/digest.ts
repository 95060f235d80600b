import { createHash } from 'node:crypto';

/** A content digest as OCI writes it: `sha256:<64 hex>` or `sha512:<128 hex>`. */
export type Digest = `sha256:${string}` | `sha512:${string}`;

const DIGEST = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;

export function isDigest(text: string): text is Digest {
  return DIGEST.test(text);
}

/** SHA-256 of bytes or of UTF-8 text, as an OCI digest. */
export function sha256(content: string | Uint8Array): Digest {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}

/**
 * JSON with object keys in code unit order and no white space (RFC 8785 for the values we hold), so that equal
 * documents have equal digests. `undefined` members are left out, as in JSON.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) => {
    if (member === null || typeof member !== 'object' || Array.isArray(member)) return member;
    const sorted = Object.create(null) as Record<string, unknown>;
    for (const key of Object.keys(member).sort()) sorted[key] = (member as Record<string, unknown>)[key];
    return sorted;
  });
}

/** Digest of a document, independent of the order of its keys. */
export function documentDigest(value: unknown): Digest {
  return sha256(canonicalJson(value));
}

/** Whether a document (as JSON.parse gives it) nests deeper than `limit`. Walks without recursion: depth is hostile. */
export function isDeeperThan(value: unknown, limit: number): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit) return true;
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
    level = level.filter((each) => typeof each === 'object' && each !== null);
  }
  return false;
}
