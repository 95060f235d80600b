import { messageOf } from '@bulkhead/core-base';
import type { Clock } from '@bulkhead/core-base';
import type { Logger } from '@bulkhead/platform-logging';
import { nextAttempt } from './delivery.ts';
import type { RetryRules } from './delivery.ts';
import type { Claim, DeliveryStore, Settlement, Sink } from './notification.ports.ts';
import { SendFailure } from './send-failure.ts';

export interface SenderParts {
  readonly deliveries: DeliveryStore;
  readonly sinks: readonly Sink[];
  readonly retry: RetryRules;
  readonly clock: Clock;
  readonly logger: Logger;
  /** 0 <= random < 1. */
  readonly random?: () => number;
  /** The longest sleep between two looks at the rows, in milliseconds. */
  readonly pollMs?: number;
}

/** Longer than any sink takes: after it another process may send the same delivery. */
const LEASE_MS = 120_000;
const POLL_MS = 5_000;
const ERROR_LIMIT = 500;

/**
 * Sends deliveries that are due, one after the other, until it is closed. What it was sending when the process died is
 * sent again when the lease ends: at least once, and receivers know a repetition by its id.
 */
export class DeliverySender {
  readonly #parts: SenderParts;
  readonly #sinkIds: readonly string[];
  readonly #closing = new AbortController();
  #wake: (() => void) | undefined;
  #isNudged = false;
  #running: Promise<void> | undefined;

  constructor(parts: SenderParts) {
    this.#parts = parts;
    this.#sinkIds = parts.sinks.map(({ id }) => id);
  }

  /** Nothing is started when nobody is to be told. */
  start(): void {
    if (this.#sinkIds.length > 0) this.#running ??= this.#run();
  }

  /** There may be something to send now. */
  nudge(): void {
    this.#isNudged = true;
    this.#wake?.();
  }

  /** Stops; a delivery under way is broken off and comes again. */
  async close(): Promise<void> {
    this.#closing.abort(new SendFailure('this process is stopping'));
    this.#wake?.();
    await this.#running;
  }

  /** Sends everything that is due now; how many were tried. */
  async drain(): Promise<number> {
    let tried = 0;
    while (!this.#closing.signal.aborted) {
      const { deliveries, clock } = this.#parts;
      const now = clock.now();
      const claim = await deliveries.claim(this.#sinkIds, now, new Date(now.getTime() + LEASE_MS));
      if (claim === undefined) return tried;
      await deliveries.settle(claim, await this.#attempt(claim));
      tried += 1;
    }
    return tried;
  }

  async #run(): Promise<void> {
    while (!this.#closing.signal.aborted) {
      this.#isNudged = false;
      try {
        await this.drain();
        await this.#sleep(await this.#pause());
      } catch (error) {
        this.#parts.logger.warn('deliveries unreachable', { error });
        await this.#sleep(this.#parts.pollMs ?? POLL_MS);
      }
    }
  }

  async #pause(): Promise<number> {
    const longest = this.#parts.pollMs ?? POLL_MS;
    const due = await this.#parts.deliveries.nextDue(this.#sinkIds);
    if (due === undefined) return longest;
    return Math.min(longest, Math.max(0, due.getTime() - this.#parts.clock.now().getTime()));
  }

  async #sleep(milliseconds: number): Promise<void> {
    if (this.#isNudged || this.#closing.signal.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = undefined;
  }

  async #attempt({ delivery }: Claim): Promise<Settlement> {
    const { sinks, clock, logger } = this.#parts;
    const fields = { delivery: delivery.id, sink: delivery.sink.name, attempt: delivery.attempts };
    try {
      const sink = sinks.find(({ id }) => id === delivery.sink.id);
      if (sink === undefined) throw new SendFailure('the sink is not configured');
      await sink.send(delivery, this.#closing.signal);
      logger.info('delivery done', fields);
      return { kind: 'delivered', at: clock.now() };
    } catch (error) {
      logger.warn('delivery failed', { ...fields, error: messageOf(error) });
      return this.#failed(delivery.attempts, error);
    }
  }

  #failed(attempts: number, error: unknown): Settlement {
    const { retry, clock, random = Math.random } = this.#parts;
    const text = messageOf(error).slice(0, ERROR_LIMIT);
    const isFinal = error instanceof SendFailure && error.isFinal;
    const pause = isFinal ? undefined : nextAttempt(attempts, retry, random());
    if (pause === undefined) return { kind: 'abandoned', error: text };
    const asked = error instanceof SendFailure ? (error.retryAfterMs ?? 0) : 0;
    return { kind: 'retry', at: new Date(clock.now().getTime() + Math.max(pause, asked)), error: text };
  }
}
