import { Fault } from '@bulkhead/core-base';
import { currentSession, page, transact } from '@bulkhead/platform-mongo';
import type { MongoConnection, Page, PageRequest } from '@bulkhead/platform-mongo';
import { Schema } from 'mongoose';
import type { ClientSession, Collection, Model } from 'mongoose';
import type { OwnershipRule } from './owner.ts';
import type { Team } from './team.ts';
import type { TeamStore } from './team.ports.ts';
import { RULE_LIMIT } from './team.ports.ts';

export type TeamFault = 'TEAM_CHANGED' | 'OWNERSHIP_RULE_CHANGED';

type TeamDocument = Omit<Team, 'id'> & { readonly _id: string };
type RuleDocument = Omit<OwnershipRule, 'id'> & { readonly _id: string };

const TEAM = new Schema<TeamDocument>(
  {
    _id: String,
    name: { type: String, required: true },
    contacts: [{ _id: false, channel: String, address: String }],
    revision: Number,
  },
  { collection: 'teams', versionKey: false },
).index({ name: 1 }, { unique: true });

const RULE = new Schema<RuleDocument>(
  {
    _id: String,
    teamId: String,
    teamName: String,
    selector: Schema.Types.Mixed,
    priority: Number,
    source: String,
    revision: Number,
  },
  { collection: 'ownership_rules', versionKey: false, minimize: false },
).index({ teamId: 1 });

/** Teams and ownership rules on Mongo. */
export class MongoTeamStore implements TeamStore {
  readonly #connection: MongoConnection;
  readonly #teams: Model<TeamDocument>;
  readonly #rules: Model<RuleDocument>;

  constructor(connection: MongoConnection) {
    this.#connection = connection;
    this.#teams = connection.mongoose.model<TeamDocument>('Team', TEAM);
    this.#rules = connection.mongoose.model<RuleDocument>('OwnershipRule', RULE);
  }

  async find(id: string): Promise<Team | undefined> {
    const [found] = await this.findMany([id]);
    return found;
  }

  async findByName(name: string): Promise<Team | undefined> {
    const found = await this.#teams.findOne({ name }).session(this.#session()).lean<TeamDocument>();
    return found === null ? undefined : toTeam(found);
  }

  async findMany(ids: readonly string[]): Promise<readonly Team[]> {
    const found = await this.#teams
      .find({ _id: { $in: ids } })
      .session(this.#session())
      .lean<TeamDocument[]>();
    return found.map(toTeam);
  }

  async page(request: PageRequest): Promise<Page<Team>> {
    const query = this.#teams.find().lean<TeamDocument[]>();
    const found = await page(query, { ...request, sort: [{ field: 'name', direction: 'ascending' }] });
    return { ...found, nodes: found.nodes.map(toTeam) };
  }

  save({ id, ...team }: Team): Promise<void> {
    return this.#replace(this.#teams.collection, { _id: id, ...team }, 'TEAM_CHANGED');
  }

  async rules(): Promise<readonly OwnershipRule[]> {
    const found = await this.#rules
      .find()
      .session(this.#session())
      .sort({ _id: 1 })
      .limit(RULE_LIMIT)
      .lean<RuleDocument[]>();
    return found.map(({ _id, ...rule }) => ({ id: _id, ...rule }));
  }

  saveRule({ id, ...rule }: OwnershipRule): Promise<void> {
    return this.#replace(this.#rules.collection, { _id: id, ...rule }, 'OWNERSHIP_RULE_CHANGED');
  }

  #session(): ClientSession | null {
    return currentSession(this.#connection) ?? null;
  }

  async #replace(collection: Collection, document: { _id: string; revision: number }, code: TeamFault): Promise<void> {
    const refuse = (): Fault<TeamFault> =>
      new Fault('conflict', code, 'somebody else changed it at the same time, or the name is taken', {
        details: { id: document._id },
        advice: 'read it again and repeat the change',
      });
    await transact(
      this.#connection,
      async (session) => {
        if (document.revision === 1) {
          await collection.insertOne(document as never, { session });
          return;
        }
        const guard = { _id: document._id, revision: document.revision - 1 } as object;
        const { matchedCount } = await collection.replaceOne(guard, document, { session });
        if (matchedCount === 0) throw refuse();
      },
      { onDuplicate: refuse },
    );
  }
}

function toTeam({ _id, ...team }: TeamDocument): Team {
  return { id: _id, ...team };
}
