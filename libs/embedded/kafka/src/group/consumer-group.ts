import { ERROR } from '../wire/error-code.ts';
import type { ErrorCode } from '../wire/error-code.ts';
import { Member, NOTHING, noGeneration } from './member.ts';
import type { JoinAnswer, MemberIdentity, MemberTerms, Protocol, SyncAnswer } from './member.ts';

/** The states of the classic group protocol, as DescribeGroups names them. */
export type GroupState = 'Empty' | 'PreparingRebalance' | 'CompletingRebalance' | 'Stable';

/** A first rebalance waits this long for the members that start together. */
const INITIAL_DELAY_MS = 50;
const MAX_MEMBERS = 1000;

export interface GroupStart {
  readonly id: string;
  readonly generation: number;
  readonly protocolType: string;
  /** Called at every new generation, so that a restart does not count from 1 again. */
  readonly onGeneration: (group: ConsumerGroup) => void;
}

/** One consumer group: Kafka's classic protocol, generation by generation. Members are in memory, as in Kafka. */
export class ConsumerGroup {
  readonly id: string;
  generation: number;
  protocolType: string;
  protocol = '';
  leader = '';
  state: GroupState = 'Empty';
  readonly #members = new Map<string, Member>();
  /** Ids given out with MEMBER_ID_REQUIRED and not used yet. */
  readonly #expected = new Map<string, NodeJS.Timeout>();
  readonly #onGeneration: (group: ConsumerGroup) => void;
  #rebalance: NodeJS.Timeout | undefined;
  /** A first rebalance goes on for its whole delay, whoever is there already. */
  #gathering = false;

  constructor(start: GroupStart) {
    this.id = start.id;
    this.generation = start.generation;
    this.protocolType = start.protocolType;
    this.#onGeneration = start.onGeneration;
  }

  get members(): readonly Member[] {
    return [...this.#members.values()];
  }

  get isFull(): boolean {
    return this.#members.size + this.#expected.size >= MAX_MEMBERS;
  }

  has(memberId: string): boolean {
    return this.#members.has(memberId);
  }

  isExpected(memberId: string): boolean {
    return this.#expected.has(memberId);
  }

  /** Promises a place to a member that has to come again with this id. */
  expect(memberId: string, sessionTimeoutMs: number): void {
    const timer = setTimeout(() => this.#expectNoMore(memberId), sessionTimeoutMs);
    timer.unref();
    this.#expected.set(memberId, timer);
  }

  /** True when these protocols have one in common with what every member offers. */
  accepts(protocolType: string, protocols: readonly Protocol[]): boolean {
    if (this.#members.size === 0) return true;
    if (protocolType !== this.protocolType) return false;
    return protocols.some(({ name }) => this.members.every((member) => member.offers(name)));
  }

  add(identity: MemberIdentity, terms: MemberTerms): Promise<JoinAnswer> {
    this.#unexpect(identity.id);
    const member = new Member(identity, terms, () => this.#expire(member));
    this.#members.set(identity.id, member);
    if (this.leader === '') this.leader = identity.id;
    return this.#rejoin(member);
  }

  /** A known member joins again: it gets the running generation when nothing changed, a new one otherwise. */
  rejoin(memberId: string, terms: MemberTerms): Promise<JoinAnswer> | JoinAnswer {
    const member = this.#member(memberId);
    const unchanged = member.offersTheSame(terms.protocols);
    member.terms = terms;
    if (this.state === 'CompletingRebalance' && unchanged) return this.#generationFor(member);
    if (this.state === 'Stable' && unchanged && memberId !== this.leader) return this.#generationFor(member);
    return this.#rejoin(member);
  }

  sync(memberId: string, assignments: ReadonlyMap<string, Uint8Array>): Promise<SyncAnswer> | SyncAnswer {
    const member = this.#member(memberId);
    if (this.state === 'PreparingRebalance') return { errorCode: ERROR.REBALANCE_IN_PROGRESS, assignment: NOTHING };
    if (this.state === 'Stable') {
      member.touch();
      return { errorCode: ERROR.NONE, assignment: member.assignment };
    }
    const answer = new Promise<SyncAnswer>((resolve) => member.awaitSync(resolve));
    if (memberId === this.leader) this.#assign(assignments);
    return answer;
  }

  heartbeat(memberId: string): ErrorCode {
    this.#member(memberId).touch();
    return this.state === 'PreparingRebalance' ? ERROR.REBALANCE_IN_PROGRESS : ERROR.NONE;
  }

  leave(memberId: string): ErrorCode {
    if (this.#expectNoMore(memberId)) return ERROR.NONE;
    const member = this.#members.get(memberId);
    if (member === undefined) return ERROR.UNKNOWN_MEMBER_ID;
    this.#remove(member);
    return ERROR.NONE;
  }

  /** Lets go of every timer and answers whoever waits. */
  close(): void {
    clearTimeout(this.#rebalance);
    for (const timer of this.#expected.values()) clearTimeout(timer);
    this.#expected.clear();
    for (const member of this.members) this.#dismiss(member);
  }

  #member(memberId: string): Member {
    const member = this.#members.get(memberId);
    if (member === undefined) throw new RangeError(`no member ${memberId} in group ${this.id}`);
    return member;
  }

  #unexpect(memberId: string): boolean {
    clearTimeout(this.#expected.get(memberId));
    return this.#expected.delete(memberId);
  }

  #expectNoMore(memberId: string): boolean {
    const was = this.#unexpect(memberId);
    if (was && this.state === 'PreparingRebalance') this.#completeWhenAllAreThere();
    return was;
  }

  #rejoin(member: Member): Promise<JoinAnswer> {
    const answer = new Promise<JoinAnswer>((resolve) => member.awaitJoin(resolve));
    if (this.state !== 'PreparingRebalance') this.#prepare();
    else this.#completeWhenAllAreThere();
    return answer;
  }

  #prepare(): void {
    this.#gathering = this.state === 'Empty';
    if (this.state === 'CompletingRebalance') {
      for (const member of this.members) {
        member.answerSync({ errorCode: ERROR.REBALANCE_IN_PROGRESS, assignment: NOTHING });
      }
    }
    this.state = 'PreparingRebalance';
    clearTimeout(this.#rebalance);
    const longest = Math.max(...this.members.map((member) => member.terms.rebalanceTimeoutMs), 0);
    this.#rebalance = setTimeout(() => this.#complete(), this.#gathering ? INITIAL_DELAY_MS : longest);
    this.#completeWhenAllAreThere();
  }

  #completeWhenAllAreThere(): void {
    if (this.#gathering || this.#expected.size > 0) return;
    if (this.members.every((member) => member.isJoining)) this.#complete();
  }

  #complete(): void {
    clearTimeout(this.#rebalance);
    this.#gathering = false;
    for (const member of this.members) if (!member.isJoining) this.#dismiss(member);
    this.generation += 1;
    if (!this.#members.has(this.leader)) this.leader = this.members[0]?.id ?? '';
    this.protocol = this.#vote();
    this.state = this.#members.size === 0 ? 'Empty' : 'CompletingRebalance';
    this.#onGeneration(this);
    for (const member of this.members) {
      member.assignment = NOTHING;
      member.answerJoin(this.#generationFor(member));
    }
  }

  #generationFor(member: Member): JoinAnswer {
    const members = member.id === this.leader ? this.members : [];
    return {
      errorCode: ERROR.NONE,
      generationId: this.generation,
      protocolName: this.protocol,
      leader: this.leader,
      memberId: member.id,
      members: members.map((each) => ({
        memberId: each.id,
        groupInstanceId: null,
        metadata: each.metadataFor(this.protocol),
      })),
    };
  }

  /** Every member votes for its first choice among what all of them offer; the earlier member wins a tie. */
  #vote(): string {
    const votes = new Map<string, number>();
    for (const member of this.members) {
      const choice = member.terms.protocols.find(({ name }) => this.members.every((each) => each.offers(name)));
      if (choice !== undefined) votes.set(choice.name, (votes.get(choice.name) ?? 0) + 1);
    }
    let winner = '';
    for (const [name, count] of votes) if (count > (votes.get(winner) ?? 0)) winner = name;
    return winner;
  }

  #assign(assignments: ReadonlyMap<string, Uint8Array>): void {
    this.state = 'Stable';
    for (const member of this.members) {
      member.assignment = Buffer.from(assignments.get(member.id) ?? NOTHING);
      member.answerSync({ errorCode: ERROR.NONE, assignment: member.assignment });
    }
  }

  #expire(member: Member): void {
    if (this.#members.get(member.id) === member) this.#remove(member);
  }

  #remove(member: Member): void {
    this.#dismiss(member);
    if (this.state === 'PreparingRebalance') {
      if (this.#members.size === 0) this.#complete();
      else this.#completeWhenAllAreThere();
    } else if (this.#members.size === 0) this.#empty();
    else this.#prepare();
  }

  #empty(): void {
    this.generation += 1;
    this.state = 'Empty';
    this.protocol = '';
    this.#onGeneration(this);
  }

  #dismiss(member: Member): void {
    member.stop();
    this.#members.delete(member.id);
    if (this.leader === member.id) this.leader = '';
    member.answerJoin(noGeneration(ERROR.UNKNOWN_MEMBER_ID, member.id));
    member.answerSync({ errorCode: ERROR.UNKNOWN_MEMBER_ID, assignment: NOTHING });
    member.stop();
  }
}
