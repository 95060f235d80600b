import type { OwnershipSelector } from './owner.ts';

/** How a team is reached. */
export interface Contact {
  readonly channel: string;
  readonly address: string;
}

/** Somebody who answers for workloads. */
export interface Team {
  readonly id: string;
  /** Unique. */
  readonly name: string;
  readonly contacts: readonly Contact[];
  readonly revision: number;
}

export interface TeamRequest {
  readonly name: string;
  readonly contacts: readonly Contact[];
}

export interface OwnershipRuleRequest {
  readonly id?: string | null;
  readonly teamId: string;
  readonly selector: OwnershipSelector;
  readonly priority: number;
  readonly source: string;
}
