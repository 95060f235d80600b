import type { BatchHeader } from '../record/batch.ts';
import { ERROR, ProtocolError } from '../wire/error-code.ts';

/** As Kafka: the last five batches of a producer are recognised when they come again. */
const REMEMBERED_BATCHES = 5;
const MAX_SEQUENCE = 0x7fff_ffff;

/** `[first sequence, last sequence, base offset]` of a batch in the log. */
export type RememberedBatch = readonly [first: number, last: number, baseOffset: number];

export interface ProducerState {
  readonly epoch: number;
  readonly recent: readonly RememberedBatch[];
  readonly seenAt: number;
}

/** What the idempotent producers of one partition have written: the source of "no duplicate". Saved with the batches. */
export class ProducerTable {
  readonly #states = new Map<number, ProducerState>();
  readonly #unsaved = new Set<number>();

  load(producerId: number, state: ProducerState): void {
    this.#states.set(producerId, state);
  }

  clear(): void {
    this.#states.clear();
    this.#unsaved.clear();
  }

  /**
   * The base offset a repeated batch already has; undefined for a batch that is next in line (or not idempotent).
   *
   * @throws ProtocolError OUT_OF_ORDER_SEQUENCE_NUMBER, INVALID_PRODUCER_EPOCH
   */
  duplicateOf(batch: BatchHeader): number | undefined {
    const state = this.#states.get(batch.producerId);
    if (batch.producerId < 0 || state === undefined) return undefined;
    if (batch.producerEpoch < state.epoch) throw new ProtocolError(ERROR.INVALID_PRODUCER_EPOCH);
    if (batch.producerEpoch > state.epoch) {
      if (batch.baseSequence === 0) return undefined;
      throw new ProtocolError(ERROR.OUT_OF_ORDER_SEQUENCE_NUMBER, 'a new epoch begins with sequence 0');
    }
    const last = lastSequence(batch.baseSequence, batch.lastOffsetDelta);
    const same = state.recent.find(([first, end]) => first === batch.baseSequence && end === last);
    if (same !== undefined) return same[2];
    const expected = next(state.recent.at(-1)?.[1] ?? -1);
    if (batch.baseSequence === expected) return undefined;
    throw new ProtocolError(
      ERROR.OUT_OF_ORDER_SEQUENCE_NUMBER,
      `producer ${batch.producerId}: sequence ${batch.baseSequence}, expected ${expected}`,
    );
  }

  remember(batch: BatchHeader, baseOffset: number, now: number): void {
    if (batch.producerId < 0) return;
    const before = this.#states.get(batch.producerId);
    const kept = before?.epoch === batch.producerEpoch ? before.recent.slice(1 - REMEMBERED_BATCHES) : [];
    const last = lastSequence(batch.baseSequence, batch.lastOffsetDelta);
    const recent: RememberedBatch[] = [...kept, [batch.baseSequence, last, baseOffset]];
    this.#states.set(batch.producerId, { epoch: batch.producerEpoch, recent, seenAt: now });
    this.#unsaved.add(batch.producerId);
  }

  /** Hands over, once, every state that changed since the last call. */
  *takeUnsaved(): Generator<readonly [producerId: number, state: ProducerState]> {
    for (const producerId of this.#unsaved) {
      const state = this.#states.get(producerId);
      if (state !== undefined) yield [producerId, state];
    }
    this.#unsaved.clear();
  }

  /** Forgets producers not seen since `before` (ms) and returns how many. */
  expire(before: number): number {
    let expired = 0;
    for (const [producerId, state] of this.#states) {
      if (state.seenAt >= before) continue;
      this.#states.delete(producerId);
      expired += 1;
    }
    return expired;
  }
}

function lastSequence(first: number, delta: number): number {
  const last = first + delta;
  return last > MAX_SEQUENCE ? last - MAX_SEQUENCE - 1 : last;
}

function next(sequence: number): number {
  return sequence === MAX_SEQUENCE ? 0 : sequence + 1;
}
