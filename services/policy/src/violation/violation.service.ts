import type { Clock } from '@bulkhead/core-base';
import type { Page, PageRequest } from '@bulkhead/platform-mongo';
import { acknowledge } from './violation.ts';
import type { Violation } from './violation.ts';
import type { ViolationFilter, ViolationStore } from './violation.ports.ts';

export type AcknowledgeOutcome =
  | { readonly kind: 'acknowledged'; readonly violation: Violation }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'not-open'; readonly violation: Violation };

/** What people do with violations; they open and close by decisions alone. */
export class ViolationService {
  readonly #violations: ViolationStore;
  readonly #clock: Clock;

  constructor(violations: ViolationStore, clock: Clock) {
    this.#violations = violations;
    this.#clock = clock;
  }

  async acknowledge(id: string, { by, comment }: { by: string; comment: string }): Promise<AcknowledgeOutcome> {
    const violation = await this.#violations.find(id);
    if (violation === undefined) return { kind: 'unknown' };
    const decision = acknowledge(violation, { subject: by, comment, at: this.#clock.now() });
    if (decision === undefined) return { kind: 'not-open', violation };
    await this.#violations.save(decision);
    return { kind: 'acknowledged', violation: decision.next };
  }

  findMany(ids: readonly string[]): Promise<readonly Violation[]> {
    return this.#violations.findMany(ids);
  }

  page(filter: ViolationFilter, request: PageRequest): Promise<Page<Violation>> {
    return this.#violations.page(filter, request);
  }
}
