import { randomUUID } from 'node:crypto';
import type { WriteTurn } from '../store/write-turn.ts';
import { ERROR } from '../wire/error-code.ts';
import type { ErrorCode } from '../wire/error-code.ts';
import { ConsumerGroup } from './consumer-group.ts';
import { NOTHING, noGeneration } from './member.ts';
import type { JoinAnswer, MemberTerms, Protocol, SyncAnswer } from './member.ts';
import type { CommittedOffset, OffsetStore } from './offset.store.ts';

/** Kafka's own bounds (group.min.session.timeout.ms, group.max.session.timeout.ms). */
export const SESSION_TIMEOUT_MS = { min: 6000, max: 1_800_000 } as const;
const MAX_GROUPS = 10_000;

export interface JoinRequest {
  readonly groupId: string;
  readonly memberId: string;
  readonly clientId: string;
  readonly clientHost: string;
  readonly sessionTimeoutMs: number;
  readonly rebalanceTimeoutMs: number;
  readonly protocolType: string;
  readonly protocols: readonly Protocol[];
  /** From version 4 on a new member is told its id first. */
  readonly mustKnowItsId: boolean;
}

interface Membership {
  readonly groupId: string;
  readonly memberId: string;
  readonly generationId: number;
}

/** Every consumer group of the engine, and the one place that decides whether a member may do what it asks. */
export class GroupCoordinator {
  readonly #offsets: OffsetStore;
  readonly #turn: WriteTurn;
  readonly #groups = new Map<string, ConsumerGroup>();

  constructor(offsets: OffsetStore, turn: WriteTurn) {
    this.#offsets = offsets;
    this.#turn = turn;
    for (const row of offsets.groups()) this.#make(row.id, row.generation, row.protocolType);
  }

  /** Groups in the order of their ids. */
  all(): ConsumerGroup[] {
    return [...this.#groups.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  get(groupId: string): ConsumerGroup | undefined {
    return this.#groups.get(groupId);
  }

  async join(request: JoinRequest): Promise<JoinAnswer> {
    const refused = this.#refusal(request);
    if (refused !== undefined) return noGeneration(refused, request.memberId);
    const group = this.#groups.get(request.groupId) ?? this.#make(request.groupId, 0, request.protocolType);
    if (!group.accepts(request.protocolType, request.protocols)) {
      return noGeneration(ERROR.INCONSISTENT_GROUP_PROTOCOL, request.memberId);
    }
    const terms = termsOf(request);
    if (group.has(request.memberId)) return group.rejoin(request.memberId, terms);
    if (request.memberId !== '' && !group.isExpected(request.memberId)) {
      return noGeneration(ERROR.UNKNOWN_MEMBER_ID, request.memberId);
    }
    if (group.isFull && request.memberId === '') return noGeneration(ERROR.GROUP_MAX_SIZE_REACHED, '');
    const id = request.memberId || `${request.clientId}-${randomUUID()}`;
    if (request.memberId === '' && request.mustKnowItsId) {
      group.expect(id, request.sessionTimeoutMs);
      return noGeneration(ERROR.MEMBER_ID_REQUIRED, id);
    }
    group.protocolType = request.protocolType;
    return group.add({ id, clientId: request.clientId, clientHost: request.clientHost }, terms);
  }

  async sync(membership: Membership, assignments: ReadonlyMap<string, Uint8Array>): Promise<SyncAnswer> {
    const group = this.#groups.get(membership.groupId);
    const errorCode = fence(group, membership);
    if (group === undefined || errorCode !== ERROR.NONE) return { errorCode, assignment: NOTHING };
    return group.sync(membership.memberId, assignments);
  }

  heartbeat(membership: Membership): ErrorCode {
    const group = this.#groups.get(membership.groupId);
    const errorCode = fence(group, membership);
    return group === undefined || errorCode !== ERROR.NONE ? errorCode : group.heartbeat(membership.memberId);
  }

  leave(groupId: string, memberId: string): ErrorCode {
    return this.#groups.get(groupId)?.leave(memberId) ?? ERROR.UNKNOWN_MEMBER_ID;
  }

  /** Whether this member may commit now: NONE, or the reason it may not. */
  mayCommit(membership: Membership): ErrorCode {
    if (membership.groupId === '') return ERROR.INVALID_GROUP_ID;
    const group = this.#groups.get(membership.groupId);
    const isOutsider = membership.generationId < 0;
    if (isOutsider && (group === undefined || group.state === 'Empty')) return ERROR.NONE;
    if (group === undefined) return ERROR.ILLEGAL_GENERATION;
    const errorCode = fence(group, membership);
    if (errorCode !== ERROR.NONE) return errorCode;
    if (group.state === 'CompletingRebalance') return ERROR.REBALANCE_IN_PROGRESS;
    group.heartbeat(membership.memberId);
    return ERROR.NONE;
  }

  /** Saves offsets that `mayCommit` let through; settles when they are durable. */
  commit(groupId: string, offsets: readonly CommittedOffset[]): Promise<void> {
    const group = this.#groups.get(groupId);
    return this.#turn.write(() => {
      if (group === undefined) this.#save(this.#make(groupId, 0, ''));
      for (const offset of offsets) this.#offsets.commit(groupId, offset);
    });
  }

  committed(groupId: string, topic: string, partition: number): CommittedOffset | undefined {
    return this.#offsets.committed(groupId, topic, partition);
  }

  allCommitted(groupId: string): CommittedOffset[] {
    return this.#offsets.allCommitted(groupId);
  }

  async delete(groupId: string): Promise<ErrorCode> {
    const group = this.#groups.get(groupId);
    if (group === undefined) return ERROR.GROUP_ID_NOT_FOUND;
    if (group.members.length > 0) return ERROR.NON_EMPTY_GROUP;
    group.close();
    this.#groups.delete(groupId);
    await this.#turn.write(() => this.#offsets.deleteGroup(groupId));
    return ERROR.NONE;
  }

  close(): void {
    for (const group of this.#groups.values()) group.close();
  }

  #refusal(request: JoinRequest): ErrorCode | undefined {
    if (request.groupId === '') return ERROR.INVALID_GROUP_ID;
    if (request.sessionTimeoutMs < SESSION_TIMEOUT_MS.min || request.sessionTimeoutMs > SESSION_TIMEOUT_MS.max) {
      return ERROR.INVALID_SESSION_TIMEOUT;
    }
    if (request.protocolType === '' || request.protocols.length === 0) return ERROR.INCONSISTENT_GROUP_PROTOCOL;
    if (this.#groups.has(request.groupId)) return undefined;
    if (request.memberId !== '') return ERROR.UNKNOWN_MEMBER_ID;
    return this.#groups.size >= MAX_GROUPS ? ERROR.COORDINATOR_NOT_AVAILABLE : undefined;
  }

  #make(id: string, generation: number, protocolType: string): ConsumerGroup {
    const group = new ConsumerGroup({
      id,
      generation,
      protocolType,
      // A generation that could not be saved is counted again after a restart; member ids still differ.
      onGeneration: (changed) => void this.#turn.write(() => this.#save(changed)).catch(() => undefined),
    });
    this.#groups.set(id, group);
    return group;
  }

  #save(group: ConsumerGroup): void {
    this.#offsets.saveGroup({ id: group.id, generation: group.generation, protocolType: group.protocolType });
  }
}

function fence(group: ConsumerGroup | undefined, { memberId, generationId }: Membership): ErrorCode {
  if (group === undefined || !group.has(memberId)) return ERROR.UNKNOWN_MEMBER_ID;
  return generationId === group.generation ? ERROR.NONE : ERROR.ILLEGAL_GENERATION;
}

/** Joining frames are views of a request: what outlives the request is copied. */
function termsOf(request: JoinRequest): MemberTerms {
  return {
    protocols: request.protocols.map(({ name, metadata }) => ({ name, metadata: Buffer.from(metadata) })),
    sessionTimeoutMs: request.sessionTimeoutMs,
    rebalanceTimeoutMs: request.rebalanceTimeoutMs < 0 ? request.sessionTimeoutMs : request.rebalanceTimeoutMs,
  };
}
