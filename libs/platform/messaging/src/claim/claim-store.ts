/** What a claim check refers to: the content's address, digest and size in bytes. */
export interface Claim {
  readonly ref: string;
  readonly digest: string;
  readonly size: number;
}

/** Where the data of large events lies. Content-addressed, readable by every service. */
export interface ClaimStore {
  /** Keeps the bytes, durably when it resolves. Putting the same bytes twice is one claim. */
  put(bytes: Uint8Array): Promise<Claim>;
  /** The bytes; at most `maxBytes` are read. Throws CLAIM_INVALID (invalid), CLAIM_MISSING (unavailable). */
  get(ref: string, maxBytes: number): Promise<Buffer>;
  /** Forgets claims that nobody put since `before`; says how many. */
  sweep(before: Date): Promise<number>;
}
