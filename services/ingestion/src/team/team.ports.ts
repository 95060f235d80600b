import type { Page, PageRequest } from '@bulkhead/platform-mongo';
import type { OwnershipRule } from './owner.ts';
import type { Team } from './team.ts';

/** Teams and the rules that say what is theirs. */
export interface TeamStore {
  find(id: string): Promise<Team | undefined>;
  findByName(name: string): Promise<Team | undefined>;
  findMany(ids: readonly string[]): Promise<readonly Team[]>;
  page(request: PageRequest): Promise<Page<Team>>;
  /** Fault conflict RECORD_CHANGED when another writer was faster. */
  save(team: Team): Promise<void>;
  /** Every rule there is; bounded by RULE_LIMIT. */
  rules(): Promise<readonly OwnershipRule[]>;
  saveRule(rule: OwnershipRule): Promise<void>;
}

/** More rules than this are refused: each is asked for each workload. */
export const RULE_LIMIT = 2_000;
