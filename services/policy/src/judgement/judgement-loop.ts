import { messageOf } from '@bulkhead/core-base';
import type { Clock } from '@bulkhead/core-base';
import type { Logger } from '@bulkhead/platform-logging';
import { retryDelayMs } from './judgement.ts';
import type { Due, DueQueue } from './judgement.ports.ts';

const POLL_MS = 2000;
const DAY_CHECK_MS = 60_000;

export interface JudgementLoopParts {
  readonly queue: DueQueue;
  readonly judge: (due: Due) => Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How many are judged at once. */
  readonly judges: number;
}

/** Takes what is due, one judge at a time each, until it is stopped. Woken by marks in this process, else it polls. */
export class JudgementLoop {
  readonly #parts: JudgementLoopParts;
  #running: Promise<unknown> | undefined;
  #stopped = false;
  #waiting = new Set<() => void>();
  #nextDayCheck = 0;
  /** How often it was nudged: a nudge while the queue was read is not slept through. */
  #nudges = 0;

  constructor(parts: JudgementLoopParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#running ??= Promise.all(Array.from({ length: this.#parts.judges }, () => this.#work()));
  }

  /** Something became due. */
  nudge(): void {
    this.#nudges += 1;
    for (const wake of this.#waiting) wake();
  }

  /** Lets the judgements in work finish. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.nudge();
    await this.#running;
  }

  async #work(): Promise<void> {
    while (!this.#stopped) {
      const nudges = this.#nudges;
      const due = await this.#take();
      if (due !== undefined) await this.#judge(due);
      else if (nudges === this.#nudges) await this.#pause();
    }
  }

  async #take(): Promise<Due | undefined> {
    const { queue, clock, logger } = this.#parts;
    try {
      await this.#checkDay();
      return await queue.take(clock.now());
    } catch (error) {
      logger.warn('judgements cannot be read', { error });
      return undefined;
    }
  }

  async #judge(due: Due): Promise<void> {
    const { queue, clock, logger, judge } = this.#parts;
    try {
      await judge(due);
    } catch (error) {
      logger.warn('judgement failed', {
        subject: due.id,
        kind: due.kind,
        attempts: due.attempts,
        cause: messageOf(error),
      });
      const until = new Date(clock.now().getTime() + retryDelayMs(due.attempts));
      await queue.postpone(due, until).catch(() => undefined);
    }
  }

  /** Ages grow by themselves: on a new day everything is judged again, in the background. */
  async #checkDay(): Promise<void> {
    const { queue, clock } = this.#parts;
    const now = clock.now();
    if (now.getTime() < this.#nextDayCheck) return;
    this.#nextDayCheck = now.getTime() + DAY_CHECK_MS;
    if (await queue.isNewDay(now.toISOString().slice(0, 10))) await queue.markEverything();
  }

  async #pause(): Promise<void> {
    if (this.#stopped) return;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, POLL_MS);
      this.#waiting.add(wake);
    });
  }
}
