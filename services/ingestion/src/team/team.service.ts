import { Fault, computedId, uuidV7 } from '@bulkhead/core-base';
import type { Clock } from '@bulkhead/core-base';
import type { Owner } from '@bulkhead/contracts';
import type { Page, PageRequest } from '@bulkhead/platform-mongo';
import { resolveOwner } from './owner.ts';
import type { Ownable, OwnershipRule } from './owner.ts';
import type { OwnershipRuleRequest, Team, TeamRequest } from './team.ts';
import type { TeamStore } from './team.ports.ts';
import { RULE_LIMIT } from './team.ports.ts';

export type TeamServiceFault = 'TEAM_UNKNOWN' | 'OWNERSHIP_RULE_LIMIT';

/** Teams, and which of them answers for what. */
export class TeamService {
  readonly #teams: TeamStore;
  readonly #clock: Clock;

  constructor(teams: TeamStore, clock: Clock) {
    this.#teams = teams;
    this.#clock = clock;
  }

  /** Creates the team of that name, or replaces its contacts. */
  async upsert({ name, contacts }: TeamRequest): Promise<Team> {
    const current = await this.#teams.findByName(name);
    const id = current?.id ?? `team_${uuidV7(this.#clock.now())}`;
    const team: Team = { id, name, contacts, revision: (current?.revision ?? 0) + 1 };
    await this.#teams.save(team);
    return team;
  }

  /**
   * Creates or replaces a rule; without an id the rule's selector and team name it, so that the same rule twice is one.
   * Throws TEAM_UNKNOWN (not-found) and OWNERSHIP_RULE_LIMIT (invalid).
   */
  async upsertRule(request: OwnershipRuleRequest): Promise<OwnershipRule> {
    const team = await this.#teams.find(request.teamId);
    if (team === undefined)
      throw new Fault<TeamServiceFault>('not-found', 'TEAM_UNKNOWN', `there is no team ${request.teamId}`);
    const rules = await this.#teams.rules();
    const id = request.id ?? computedId('own', request.teamId, JSON.stringify(request.selector));
    const current = rules.find((rule) => rule.id === id);
    if (current === undefined && rules.length >= RULE_LIMIT) throw tooMany();
    const { teamId, selector, priority, source } = request;
    const revision = (current?.revision ?? 0) + 1;
    const rule: OwnershipRule = { id, teamId, teamName: team.name, selector, priority, source, revision };
    await this.#teams.saveRule(rule);
    return rule;
  }

  /** Who answers for something, by today's rules. */
  async ownerOf(subject: Ownable): Promise<Owner | null> {
    return resolveOwner(subject, await this.#teams.rules());
  }

  /** The rules, once, for judging many. */
  rules(): Promise<readonly OwnershipRule[]> {
    return this.#teams.rules();
  }

  findMany(ids: readonly string[]): Promise<readonly Team[]> {
    return this.#teams.findMany(ids);
  }

  page(request: PageRequest): Promise<Page<Team>> {
    return this.#teams.page(request);
  }
}

function tooMany(): Fault<TeamServiceFault> {
  return new Fault('invalid', 'OWNERSHIP_RULE_LIMIT', `there are ${RULE_LIMIT} ownership rules already`, {
    advice: 'use patterns or labels instead of one rule per workload',
  });
}
