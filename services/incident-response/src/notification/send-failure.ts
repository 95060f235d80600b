/** Why a sink did not take a delivery. Its message is shown to people: no credentials, no bodies. */
export class SendFailure extends Error {
  /** The other side said that it will never take it. */
  readonly isFinal: boolean;
  /** The other side asked to wait as long, in milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(message: string, options: { isFinal?: boolean; retryAfterMs?: number; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'SendFailure';
    this.isFinal = options.isFinal ?? false;
    this.retryAfterMs = options.retryAfterMs;
  }
}
