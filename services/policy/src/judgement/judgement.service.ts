import type { Clock } from '@bulkhead/core-base';
import { decide } from '../decision/decision.ts';
import type { DecisionRecord } from '../decision/decision.ts';
import type { DecisionStore } from '../decision/decision.ports.ts';
import type { HostStateStore } from '../host-state/host-state.ports.ts';
import type { ImageStateStore } from '../image-state/image-state.ports.ts';
import type { StandingPolicies } from '../policy/policy.service.ts';
import { resolve } from '../violation/violation.ts';
import type { ViolationStore } from '../violation/violation.ports.ts';
import { imagesOf } from '../workload-state/workload-state.ts';
import type { WorkloadStateStore } from '../workload-state/workload-state.ports.ts';
import { settle } from './judgement.ts';
import type { Situation, SubjectKey } from './judgement.ts';
import type { Due, DueQueue, Transactions } from './judgement.ports.ts';
import { hostSituation, imageSituation, workloadSituation } from './situation.ts';

/** How many workloads of one image a violation lists. */
const RUNNERS_MAX = 1000;

export interface JudgementParts {
  readonly images: ImageStateStore;
  readonly workloads: WorkloadStateStore;
  readonly hosts: HostStateStore;
  readonly decisions: DecisionStore;
  readonly violations: ViolationStore;
  readonly queue: DueQueue;
  readonly transactions: Transactions;
  readonly clock: Clock;
  standing(): Promise<StandingPolicies>;
}

/** Judges what is due: decision, violations and the end of the wait in one transaction. */
export class JudgementService {
  readonly #parts: JudgementParts;

  constructor(parts: JudgementParts) {
    this.#parts = parts;
  }

  async judge(due: Due): Promise<void> {
    if (due.kind !== 'everything') {
      await this.#judgeSubject({ kind: due.kind, id: due.id }, due);
      return;
    }
    await this.#spread();
    await this.#parts.queue.done(due);
  }

  async #judgeSubject(subject: SubjectKey, due: Due): Promise<void> {
    const { queue, transactions, clock } = this.#parts;
    const [situation, policies] = await Promise.all([this.#situationOf(subject), this.#parts.standing()]);
    const at = clock.now();
    const decision = situation && decide(policies.compiled, situation.input, { point: situation.point, at });
    await transactions.run(async () => {
      if (situation === undefined || decision === undefined) await this.#close(subject, at);
      else await this.#record(decision, { situation, policies });
      await queue.done(due);
    });
  }

  /** Keeps the decision if it says something new, and settles the violations with the answer that holds. */
  async #record(decision: DecisionRecord, judged: { situation: Situation; policies: StandingPolicies }): Promise<void> {
    const { decisions, violations } = this.#parts;
    const { situation, policies } = judged;
    const last = await decisions.lastAnswer(decision.subject, decision.point);
    const isNew = last?.answerDigest !== decision.answerDigest;
    if (isNew) await decisions.save(decision, situation.input, { standing: true });
    const standing = isNew ? decision : { ...decision, id: last.decisionId };
    const current = await violations.ofSubject(decision.subject);
    const settled = settle(current, { decision: standing, situation, policies: policies.policies }, decision.at);
    for (const change of settled) await violations.save(change);
  }

  /** The subject is gone, or nothing can be said of it any more. */
  async #close(subject: SubjectKey, at: Date): Promise<void> {
    const { violations } = this.#parts;
    for (const violation of await violations.ofSubject(subject)) {
      const change = resolve(violation, at);
      if (change !== undefined) await violations.save(change);
    }
  }

  async #situationOf({ kind, id }: SubjectKey): Promise<Situation | undefined> {
    if (kind === 'image') return this.#imageSituation(id);
    if (kind === 'workload') return this.#workloadSituation(id);
    const host = await this.#parts.hosts.find(id);
    return host === undefined || host.removed ? undefined : hostSituation(host);
  }

  async #imageSituation(digest: string): Promise<Situation | undefined> {
    const { images, workloads } = this.#parts;
    const [image, runners] = await Promise.all([images.find(digest), workloads.runningImage(digest, RUNNERS_MAX)]);
    return image === undefined ? undefined : imageSituation(image, runners);
  }

  async #workloadSituation(lineageKey: string): Promise<Situation | undefined> {
    const { images, workloads } = this.#parts;
    const workload = await workloads.find(lineageKey);
    if (workload === undefined || workload.removed) return undefined;
    return workloadSituation(workload, await images.findMany(imagesOf(workload)));
  }

  /** Marks everything there is. A subject that comes into being meanwhile marks itself. */
  async #spread(): Promise<void> {
    const { images, workloads, hosts, queue } = this.#parts;
    for (const [kind, store] of [
      ['image', images],
      ['workload', workloads],
      ['host', hosts],
    ] as const) {
      for await (const ids of store.ids())
        await queue.mark(
          ids.map((id) => ({ kind, id })),
          'LATER',
        );
    }
  }
}
