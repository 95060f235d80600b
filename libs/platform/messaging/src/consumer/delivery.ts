import type { IHeaders } from 'kafkajs';

/** A message as it came from the broker. */
export interface Delivery {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: IHeaders | undefined;
}

/** When to stop: waiting ends first, with the drain; handlers only when the partition is gone or the drain is over. */
export interface Leaving {
  readonly waiting: AbortSignal;
  readonly handling: AbortSignal;
}

/** What is done with the messages of one topic. */
export interface Route {
  /** Messages of routes with one unit are handled one after the other, per partition number. */
  readonly unit: string;
  /** Interactive messages that wait here hold the background lane back. */
  readonly holdsBackground: boolean;
  /**
   * Deals with the message: handled, parked or sent to a retry topic, durably, when this resolves. Throws GivenUp only
   * when it is time to leave, and then the message is delivered again.
   */
  process(delivery: Delivery, leaving: Leaving): Promise<void>;
}
