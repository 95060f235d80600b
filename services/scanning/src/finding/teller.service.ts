import type { FindingChanged } from '@bulkhead/contracts';
import { parseEcosystem } from '@bulkhead/core-advisory';
import type { Clock } from '@bulkhead/core-base';
import type { Logger } from '@bulkhead/platform-logging';
import type { AdvisoryStore } from '../advisory/advisory.ports.ts';
import { countOpen, toSummary } from './finding.ts';
import type { FindingStore, SubjectState } from './finding.ports.ts';

const SUBJECTS_PER_ROUND = 50;
const ROUND_MS = 150;

/**
 * Tells others about subjects whose findings changed: one event per subject once it is quiet, not one per finding.
 * What is to be told is stored with the findings, so a stop in between loses nothing.
 */
export class TellerService {
  readonly #parts: {
    readonly findings: FindingStore;
    readonly advisories: AdvisoryStore;
    readonly clock: Clock;
    readonly logger: Logger;
  };
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(parts: { findings: FindingStore; advisories: AdvisoryStore; clock: Clock; logger: Logger }) {
    this.#parts = parts;
  }

  start(): void {
    this.#timer = setTimeout(() => {
      this.#round = this.#runRound();
    }, ROUND_MS);
  }

  /** Finishes the round that runs. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#round;
  }

  /** Tells about every subject that is due. Returns how many there were. */
  async tellDue(): Promise<number> {
    const { findings, clock } = this.#parts;
    const due = await findings.due(clock.now(), SUBJECTS_PER_ROUND);
    for (const state of due) await findings.tell(state, await this.#describe(state));
    return due.length;
  }

  async #runRound(): Promise<void> {
    try {
      while (!this.#isStopped && (await this.tellDue()) === SUBJECTS_PER_ROUND);
    } catch (error) {
      this.#parts.logger.warn('findings could not be told, next round tries again', { error });
    }
    if (!this.#isStopped) this.start();
  }

  async #describe({ subjectId, kind, name, ecosystems, toldIds, cause }: SubjectState): Promise<FindingChanged> {
    const { findings, advisories, clock } = this.#parts;
    const open = await findings.openOf(subjectId);
    const openIds = new Set(open.map(({ id }) => id));
    const told = new Set(toldIds);
    const bases = [...new Set(ecosystems.map((ecosystem) => parseEcosystem(ecosystem).base))].sort();
    const held = await advisories.heldEcosystems(bases);
    return {
      subject: { kind, id: subjectId, name },
      cause,
      open: open.map(toSummary),
      opened: [...openIds].filter((id) => !told.has(id)),
      closed: toldIds.filter((id) => !openIds.has(id)),
      counts: countOpen(open),
      matchedAt: clock.now().toISOString(),
      matchedAgainst: [...(await advisories.snapshots())],
      unjudgedEcosystems: bases.filter((base) => !held.has(base)),
    };
  }
}
