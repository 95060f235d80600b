import { isFault } from '@bulkhead/core-base';
import type { Clock } from '@bulkhead/core-base';
import { builtInPolicies, compilePolicies, parsePolicy, withMode } from '@bulkhead/core-policy';
import type { CompiledPolicies, Mode, Policy, PolicyProblem } from '@bulkhead/core-policy';
import type { Page, PageRequest } from '@bulkhead/platform-mongo';
import { policyIdOf, putPolicy } from './policy.ts';
import type { PolicyRecord, PolicyRevisionRecord } from './policy.ts';
import type { PolicyFilter, PolicyHead, PolicyStore } from './policy.ports.ts';

/** A document somebody wants to hold from now on. */
export interface UpsertPolicy {
  readonly text: string;
  /** undefined = keep what is set, null = as the document says. */
  readonly mode?: Mode | null;
  /** The digest the caller saw; when another one holds, nothing is changed. */
  readonly expectedRevision?: string | undefined;
  readonly by: string;
}

/** What became of it. */
export type UpsertOutcome =
  | { readonly kind: 'saved'; readonly record: PolicyRecord; readonly changed: boolean }
  | { readonly kind: 'refused'; readonly problems: readonly PolicyProblem[] }
  | { readonly kind: 'moved'; readonly current: PolicyRecord | undefined };

/** A policy that is asked, with the record it is kept in. */
export interface StandingPolicies {
  readonly compiled: CompiledPolicies;
  readonly records: ReadonlyMap<string, PolicyRecord>;
  readonly policies: ReadonlyMap<string, Policy>;
}

/** The policies of this installation, and the compiled set everything is judged with. */
export class PolicyService {
  readonly #policies: PolicyStore;
  readonly #clock: Clock;
  readonly #changed: () => Promise<void>;
  #standing: { readonly heads: string; readonly set: StandingPolicies } | undefined;

  /** @param parts.changed told when other policies hold than before: everything is to be judged again */
  constructor(parts: { policies: PolicyStore; clock: Clock; changed: () => Promise<void> }) {
    this.#policies = parts.policies;
    this.#clock = parts.clock;
    this.#changed = parts.changed;
  }

  async upsert({ text, mode, expectedRevision, by }: UpsertPolicy): Promise<UpsertOutcome> {
    const { policy, problems } = parsePolicy(text);
    if (policy === undefined) return { kind: 'refused', problems };
    const current = await this.#policies.find(policyIdOf(policy.name));
    if (expectedRevision !== undefined && current?.digest !== expectedRevision) return { kind: 'moved', current };
    const change = { policy, text, source: 'API', by, at: this.#clock.now() } as const;
    const decision = putPolicy(current, mode === undefined ? change : { ...change, modeOverride: mode });
    if (decision !== undefined) {
      await this.#policies.save(decision);
      await this.#changed();
    }
    return { kind: 'saved', record: decision?.next ?? (current as PolicyRecord), changed: decision !== undefined };
  }

  /**
   * Stores the built-in policies that are not there yet, and lets those nobody has edited follow a newer pack. Returns
   * how many changed.
   */
  async seed(mode: Mode | undefined): Promise<number> {
    let changed = 0;
    for (const { policy, text } of builtInPolicies()) {
      const current = await this.#policies.find(policyIdOf(policy.name));
      if (current !== undefined && current.source !== 'BUILT_IN') continue;
      const change = { policy, text, source: 'BUILT_IN', by: 'bulkhead', at: this.#clock.now() } as const;
      const first = current === undefined && mode !== undefined ? { modeOverride: mode } : {};
      const decision = putPolicy(current, { ...change, ...first });
      if (decision !== undefined && (await this.#saveOnce(decision))) changed += 1;
    }
    if (changed > 0) await this.#changed();
    return changed;
  }

  /** The compiled set. One small read per call; compiled again only when a policy changed, by whatever process. */
  async standing(): Promise<StandingPolicies> {
    const heads = await this.#policies.heads();
    const key = heads.map(({ id, revision }) => `${id}:${revision}`).join(' ');
    if (this.#standing?.heads !== key) this.#standing = { heads: key, set: await this.#compile(heads) };
    return this.#standing.set;
  }

  async find(id: string): Promise<PolicyRecord | undefined> {
    return this.#policies.find(id);
  }

  findMany(ids: readonly string[]): Promise<readonly PolicyRecord[]> {
    return this.#policies.findMany(ids);
  }

  page(filter: PolicyFilter, request: PageRequest): Promise<Page<PolicyRecord>> {
    return this.#policies.page(filter, request);
  }

  findRevisions(digests: readonly string[]): Promise<readonly PolicyRevisionRecord[]> {
    return this.#policies.findRevisions(digests);
  }

  revisionsOf(policyId: string): Promise<readonly PolicyRevisionRecord[]> {
    return this.#policies.revisionsOf(policyId);
  }

  async #compile(heads: readonly PolicyHead[]): Promise<StandingPolicies> {
    const records = await this.#policies.findMany(heads.map(({ id }) => id));
    const policies = records.flatMap((record) => readStored(record) ?? []);
    return {
      compiled: compilePolicies(policies),
      records: new Map(records.map((record) => [record.name, record])),
      policies: new Map(policies.map((policy) => [policy.name, policy])),
    };
  }

  /** Two processes may seed at the same time; either one's is right. */
  async #saveOnce(decision: NonNullable<ReturnType<typeof putPolicy>>): Promise<boolean> {
    try {
      await this.#policies.save(decision);
      return true;
    } catch (error) {
      if (isFault(error) && error.kind === 'conflict') return false;
      throw error;
    }
  }
}

/** What was stored was right when it was stored; a language that has become stricter leaves it out. */
function readStored({ text, modeOverride }: PolicyRecord): Policy | undefined {
  const { policy } = parsePolicy(text);
  if (policy === undefined || modeOverride === null) return policy;
  return withMode(policy, modeOverride);
}
