import type { Mode } from '@bulkhead/core-policy';
import type { Logger } from '@bulkhead/platform-logging';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { PolicyService } from '../policy/policy.service.ts';
import type { JudgementLoop } from './judgement-loop.ts';

/** Wakes the loop when a store in this process marked something; the loop is made later than the stores. */
export class Bell {
  #wake: () => void = () => undefined;

  connect(wake: () => void): void {
    this.#wake = wake;
  }

  readonly ring = (): void => this.#wake();
}

interface JudgingParts {
  readonly policies: PolicyService;
  readonly loop: JudgementLoop;
  readonly logger: Logger;
  /** Mode of built-in policies that are stored for the first time; undefined = as they are written. */
  readonly builtInMode: Mode | undefined;
}

/** Starts with the service: stores the built-in policies, then judges what is due until the service stops. */
export class Judging implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #parts: JudgingParts;

  constructor(parts: JudgingParts) {
    this.#parts = parts;
  }

  async onApplicationBootstrap(): Promise<void> {
    const { policies, loop, logger, builtInMode } = this.#parts;
    const changed = await policies.seed(builtInMode);
    if (changed > 0) logger.info('built-in policies stored', { changed });
    loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#parts.loop.stop();
  }
}
