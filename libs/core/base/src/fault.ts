/** What kind of thing went wrong. Translated once, in platform, to GraphQL codes, HTTP status and what a consumer does. */
export const FAULT_KINDS = [
  'not-found',
  'invalid',
  'conflict',
  'unauthenticated',
  'forbidden',
  'rate-limited',
  'unavailable',
  'invariant',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** Values that may be shown to a caller and written to a log: never a secret, never a whole document. */
export type FaultDetails = Readonly<Record<string, string | number | boolean | readonly string[] | null>>;

export interface FaultOptions {
  readonly cause?: unknown;
  readonly details?: FaultDetails;
  /** What the reader should do next, as one sentence. */
  readonly advice?: string;
}

/**
 * The one error this product throws on purpose. `code` comes from the closed union of the module that throws it
 * (`type ScanFault = 'SCAN_UNKNOWN' | ...`); `message` is one sentence a person can act on.
 */
export class Fault<Code extends string = string> extends Error {
  readonly kind: FaultKind;
  readonly code: Code;
  readonly details: FaultDetails;
  readonly advice: string | undefined;

  // Four parameters, the one exception: kind, code and message are always there and read as a sentence.
  // oxlint-disable-next-line max-params
  constructor(kind: FaultKind, code: Code, message: string, options: FaultOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'Fault';
    this.kind = kind;
    this.code = code;
    this.details = options.details ?? {};
    this.advice = options.advice;
  }
}

/** True for any Fault, also one that was made by another copy of this module or in another realm. */
export function isFault(error: unknown): error is Fault {
  if (typeof error !== 'object' || error === null) return false;
  return 'name' in error && error.name === 'Fault' && 'kind' in error && 'code' in error;
}

/** The text of anything that was thrown. */
export function messageOf(error: unknown): string {
  const isError =
    typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string';
  return isError ? String(error.message) : String(error);
}
