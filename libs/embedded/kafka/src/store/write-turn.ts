import type { DatabaseSync } from 'node:sqlite';

/** What keeps state in memory beside the database, and must follow it when a turn commits or is undone. */
export interface TurnParticipant {
  /** Writes what it kept back until the end of the turn. */
  flush(): void;
  committed(): void;
  /** The transaction is gone: forget everything since the last commit and read the database again. */
  undone(): void;
}

/**
 * Group commit: everything written in one turn of the event loop is one SQLite transaction, whatever number of requests
 * it came from, and nobody is answered before it is committed.
 */
export class WriteTurn {
  readonly #db: DatabaseSync;
  readonly #participants: TurnParticipant[] = [];
  #open: PromiseWithResolvers<void> | undefined;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  join(participant: TurnParticipant): void {
    this.#participants.push(participant);
  }

  /** Runs `write` inside the turn's transaction; the promise settles when that is committed, or failed. */
  async write<T>(write: () => T): Promise<T> {
    const turn = this.#begin();
    let result: T;
    try {
      result = write();
    } catch (error) {
      this.#undo(turn, error);
      throw error;
    }
    await turn.promise;
    return result;
  }

  /** Settles with the turn that is open, at once when there is none. */
  settled(): Promise<void> {
    return this.#open?.promise ?? Promise.resolve();
  }

  /** Commits now what is open: before closing. */
  finish(): void {
    if (this.#open !== undefined) this.#commit(this.#open);
  }

  #begin(): PromiseWithResolvers<void> {
    if (this.#open !== undefined) return this.#open;
    const turn = Promise.withResolvers<void>();
    // Nobody may be listening when a turn of acks=0 fails.
    turn.promise.catch(() => undefined);
    this.#db.exec('BEGIN IMMEDIATE');
    this.#open = turn;
    setImmediate(() => {
      if (this.#open === turn) this.#commit(turn);
    });
    return turn;
  }

  #commit(turn: PromiseWithResolvers<void>): void {
    try {
      for (const participant of this.#participants) participant.flush();
      this.#db.exec('COMMIT');
    } catch (error) {
      return this.#undo(turn, error);
    }
    this.#open = undefined;
    for (const participant of this.#participants) participant.committed();
    turn.resolve();
  }

  #undo(turn: PromiseWithResolvers<void>, error: unknown): void {
    this.#open = undefined;
    if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
    for (const participant of this.#participants) participant.undone();
    turn.reject(error);
  }
}
