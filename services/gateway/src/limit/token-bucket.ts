/** Whether a request may go on, and what its caller has left. */
export interface Allowance {
  readonly allowed: boolean;
  /** Cost that is left now. */
  readonly remaining: number;
  /** Seconds until there is enough for this request, or until the bucket is full again. */
  readonly seconds: number;
}

interface Bucket {
  level: number;
  at: number;
}

const CALLERS_MAX = 10_000;

/** A bucket of cost per caller that fills evenly to a minute's worth. Kept in memory: each gateway process counts for itself. */
export class TokenBuckets {
  readonly #perMinute: number;
  readonly #buckets = new Map<string, Bucket>();

  /** @param perMinute 0 means without bound */
  constructor(perMinute: number) {
    this.#perMinute = perMinute;
  }

  /** The most a caller can have; 0 when there is no bound. */
  get capacity(): number {
    return this.#perMinute;
  }

  /** Takes a cost from a caller's bucket, or leaves it as it is when there is not enough. `now` in milliseconds. */
  take(caller: string, cost: number, now: number): Allowance {
    if (this.#perMinute === 0) return { allowed: true, remaining: Number.POSITIVE_INFINITY, seconds: 0 };
    const bucket = this.#filled(caller, now);
    const allowed = bucket.level >= cost;
    if (allowed) bucket.level -= cost;
    const missing = allowed ? this.#perMinute - bucket.level : Math.min(cost, this.#perMinute) - bucket.level;
    return {
      allowed,
      remaining: Math.floor(bucket.level),
      seconds: Math.ceil((missing / this.#perMinute) * 60),
    };
  }

  #filled(caller: string, now: number): Bucket {
    const known = this.#buckets.get(caller);
    if (known === undefined) {
      // The caller that came first goes; at worst it starts again with a full bucket.
      const [oldest] = this.#buckets.keys();
      if (this.#buckets.size >= CALLERS_MAX && oldest !== undefined) this.#buckets.delete(oldest);
      const fresh = { level: this.#perMinute, at: now };
      this.#buckets.set(caller, fresh);
      return fresh;
    }
    const gained = (Math.max(0, now - known.at) / 60_000) * this.#perMinute;
    known.level = Math.min(this.#perMinute, known.level + gained);
    known.at = Math.max(known.at, now);
    return known;
  }
}
