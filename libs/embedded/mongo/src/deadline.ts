import { ServerError } from './error.ts';

/** How long a command may work. A cursor gets the same time again for every further batch. */
export class Deadline {
  readonly #milliseconds: number;
  #end: number;

  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds;
    this.#end = performance.now() + milliseconds;
  }

  restart(): void {
    this.#end = performance.now() + this.#milliseconds;
  }

  /** Throws MaxTimeMSExpired when the time is over. */
  check(): void {
    if (performance.now() > this.#end) throw new ServerError('MaxTimeMSExpired', 'operation exceeded time limit');
  }
}
