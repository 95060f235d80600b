/** What a pure decision returns: the next state, and the facts others are to learn. Saved together, in one transaction. */
export interface Decision<State, Event> {
  readonly next: State;
  readonly events: readonly Event[];
}

/** Time comes in as a parameter, so that decisions are repeatable. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
