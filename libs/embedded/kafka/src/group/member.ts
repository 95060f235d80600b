import { ERROR } from '../wire/error-code.ts';
import type { ErrorCode } from '../wire/error-code.ts';

export interface Protocol {
  readonly name: string;
  readonly metadata: Uint8Array;
}

export interface JoinAnswer {
  readonly errorCode: ErrorCode;
  readonly generationId: number;
  readonly protocolName: string;
  readonly leader: string;
  readonly memberId: string;
  readonly members: readonly {
    readonly memberId: string;
    readonly groupInstanceId: null;
    readonly metadata: Uint8Array;
  }[];
}

export interface SyncAnswer {
  readonly errorCode: ErrorCode;
  readonly assignment: Uint8Array;
}

export interface MemberIdentity {
  readonly id: string;
  readonly clientId: string;
  readonly clientHost: string;
}

/** What a member says each time it joins. */
export interface MemberTerms {
  readonly protocols: readonly Protocol[];
  readonly sessionTimeoutMs: number;
  readonly rebalanceTimeoutMs: number;
}

export const NOTHING = new Uint8Array(0);

/** One consumer in a group: what it offered, what it was given, and whom it keeps waiting. */
export class Member {
  readonly identity: MemberIdentity;
  terms: MemberTerms;
  assignment: Uint8Array = NOTHING;
  readonly #onExpiry: () => void;
  #timer: NodeJS.Timeout | undefined;
  #joining: ((answer: JoinAnswer) => void) | undefined;
  #syncing: ((answer: SyncAnswer) => void) | undefined;

  constructor(identity: MemberIdentity, terms: MemberTerms, onExpiry: () => void) {
    this.identity = identity;
    this.terms = terms;
    this.#onExpiry = onExpiry;
  }

  get id(): string {
    return this.identity.id;
  }

  get isJoining(): boolean {
    return this.#joining !== undefined;
  }

  /** A session runs only while the member is not waiting for us. */
  touch(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.isJoining || this.#syncing !== undefined) return;
    this.#timer = setTimeout(this.#onExpiry, this.terms.sessionTimeoutMs);
    this.#timer.unref();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  /** A join that comes twice, after a lost connection, answers the first one so that nobody waits for ever. */
  awaitJoin(answer: (answer: JoinAnswer) => void): void {
    this.answerJoin(noGeneration(ERROR.REBALANCE_IN_PROGRESS, this.id));
    this.#joining = answer;
    this.touch();
  }

  awaitSync(answer: (answer: SyncAnswer) => void): void {
    this.answerSync({ errorCode: ERROR.REBALANCE_IN_PROGRESS, assignment: NOTHING });
    this.#syncing = answer;
    this.touch();
  }

  answerJoin(answer: JoinAnswer): void {
    const waiting = this.#joining;
    this.#joining = undefined;
    this.touch();
    waiting?.(answer);
  }

  answerSync(answer: SyncAnswer): void {
    const waiting = this.#syncing;
    this.#syncing = undefined;
    this.touch();
    waiting?.(answer);
  }

  offers(protocol: string): boolean {
    return this.terms.protocols.some(({ name }) => name === protocol);
  }

  metadataFor(protocol: string): Uint8Array {
    return this.terms.protocols.find(({ name }) => name === protocol)?.metadata ?? NOTHING;
  }

  offersTheSame(protocols: readonly Protocol[]): boolean {
    const mine = this.terms.protocols;
    return (
      mine.length === protocols.length &&
      mine.every(({ name, metadata }, index) => {
        const other = protocols[index];
        return other?.name === name && Buffer.compare(metadata, other.metadata) === 0;
      })
    );
  }
}

/** The answer to a join that leads to no generation. */
export function noGeneration(errorCode: ErrorCode, memberId: string): JoinAnswer {
  return { errorCode, generationId: -1, protocolName: '', leader: '', memberId, members: [] };
}
