import { INCIDENT_CHANGED } from '@bulkhead/contracts';
import { Fault } from '@bulkhead/core-base';
import { draft } from '@bulkhead/platform-messaging';
import type { Outbox } from '@bulkhead/platform-messaging';
import { afterCommit, currentSession, page, transact } from '@bulkhead/platform-mongo';
import type { MongoConnection, Page, PageRequest } from '@bulkhead/platform-mongo';
import { Schema } from 'mongoose';
import type { ClientSession, Model } from 'mongoose';
import type { Delivery } from '../notification/delivery.ts';
import { insertDeliveries } from '../notification/delivery.store.ts';
import { correlationKeys } from './correlation.ts';
import type { Candidate, Candidates } from './correlation.ts';
import type { Incident, IncidentChange, IncidentDecision, TimelineEntry } from './incident.ts';
import type { IncidentFilter, IncidentStore } from './incident.ports.ts';
import type { IncidentFault } from './incident.service.ts';
import type { Signal } from './signal.ts';

type Stored<State extends { readonly id: string }> = Omit<State, 'id'> & { readonly _id: string };

/** Which incident a correlation key leads to, and when it last saw a signal. */
interface KeyDocument {
  readonly _id: string;
  readonly incidentId: string;
  readonly at: Date;
  readonly expiresAt: Date;
}

const OPTIONS = { versionKey: false, minimize: false } as const;

const INCIDENT = new Schema<Stored<Incident>>(
  {
    _id: String,
    title: String,
    severity: String,
    state: String,
    ownerTeamId: String,
    lineageKeys: [String],
    hostIds: [String],
    imageDigests: [String],
    violations: [{ _id: false, id: String, state: String, severity: String, summary: String }],
    techniques: [String],
    remediation: [{ _id: false, order: Number, title: String, detail: String, target: String }],
    eventCount: Number,
    truncated: Boolean,
    openedAt: Date,
    containedAt: Date,
    closedAt: Date,
    lastSignalAt: Date,
    revision: Number,
  },
  { ...OPTIONS, collection: 'incidents', id: false },
)
  .index({ openedAt: -1, _id: -1 })
  .index({ state: 1, openedAt: -1, _id: -1 })
  .index({ severity: 1, openedAt: -1, _id: -1 })
  .index({ ownerTeamId: 1, openedAt: -1, _id: -1 })
  .index({ lineageKeys: 1, openedAt: -1, _id: -1 })
  .index({ hostIds: 1, openedAt: -1, _id: -1 })
  .index({ imageDigests: 1, openedAt: -1, _id: -1 })
  .index({ 'violations.id': 1, openedAt: -1, _id: -1 });

const TIMELINE = new Schema<Stored<TimelineEntry>>(
  { _id: String, incidentId: String, at: Date, kind: String, ref: String, summary: String, by: String },
  { ...OPTIONS, collection: 'timeline_entries' },
).index({ incidentId: 1, at: 1, _id: 1 });

const KEY = new Schema<KeyDocument>(
  { _id: String, incidentId: String, at: Date, expiresAt: Date },
  { ...OPTIONS, collection: 'correlation_keys' },
).index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

const DAY = 24 * 3600 * 1000;
/** A cause that has been silent for as long is another one when it comes back; no window is longer. */
const KEY_LIFE_MS = 90 * DAY;

export interface IncidentStoreParts {
  readonly connection: MongoConnection;
  readonly outbox: Outbox;
  /** Told once deliveries have been committed. */
  readonly onDeliveries: () => void;
}

/** Incidents on Mongo. */
export class MongoIncidentStore implements IncidentStore {
  readonly #parts: IncidentStoreParts;
  readonly #incidents: Model<Stored<Incident>>;
  readonly #timeline: Model<Stored<TimelineEntry>>;
  readonly #keys: Model<KeyDocument>;

  constructor(parts: IncidentStoreParts) {
    const { mongoose } = parts.connection;
    this.#parts = parts;
    this.#incidents = mongoose.model<Stored<Incident>>('Incident', INCIDENT);
    this.#timeline = mongoose.model<Stored<TimelineEntry>>('TimelineEntry', TIMELINE);
    this.#keys = mongoose.model<KeyDocument>('CorrelationKey', KEY);
  }

  async find(id: string): Promise<Incident | undefined> {
    const [found] = await this.findMany([id]);
    return found;
  }

  async findMany(ids: readonly string[]): Promise<readonly Incident[]> {
    const query = this.#incidents.find({ _id: { $in: [...ids] } }).session(this.#session);
    return (await query.lean<Stored<Incident>[]>()).map(fromStored<Incident>);
  }

  async candidates(signal: Signal): Promise<Candidates> {
    const held = signal.kind === 'VIOLATION' ? await this.byViolation([signal.id]) : undefined;
    const query = this.#keys.find({ _id: { $in: correlationKeys(signal) } }).session(this.#session);
    const keys = await query.lean<KeyDocument[]>();
    const incidents = await this.findMany([...new Set(keys.map(({ incidentId }) => incidentId))]);
    const byId = new Map(incidents.map((incident) => [incident.id, incident]));
    const byKey = keys.flatMap(({ _id: key, at, incidentId }): Candidate[] => {
      const incident = byId.get(incidentId);
      return incident === undefined ? [] : [{ key, at, incident }];
    });
    return { holding: held?.get(signal.id), byKey };
  }

  async save({ next, events }: IncidentDecision, deliveries: readonly Delivery[]): Promise<void> {
    const { connection, outbox, onDeliveries } = this.#parts;
    await transact(
      connection,
      async (session) => {
        await this.#saveIncident(next, session);
        await this.#saveTimeline(next, session);
        await this.#saveKeys(next, session);
        await insertDeliveries(connection, deliveries, session);
        const { revision } = next.incident;
        await outbox.append(
          events.map((event) => draft(INCIDENT_CHANGED, event, { revision, time: new Date(event.at) })),
          session,
        );
        if (deliveries.length > 0) afterCommit(session, onDeliveries);
      },
      { onDuplicate: () => changed(next.incident.id) },
    );
  }

  async #saveIncident({ incident }: IncidentChange, session: ClientSession): Promise<void> {
    const document = toStored(incident) as never;
    if (incident.revision === 1) {
      await this.#incidents.collection.insertOne(document, { session });
      return;
    }
    const guard = { _id: incident.id, revision: incident.revision - 1 } as never;
    const { matchedCount } = await this.#incidents.collection.replaceOne(guard, document, { session });
    if (matchedCount === 0) throw changed(incident.id);
  }

  async #saveTimeline({ timeline }: IncidentChange, session: ClientSession): Promise<void> {
    const writes = timeline.map((entry) => ({
      replaceOne: { filter: { _id: entry.id }, replacement: toStored(entry), upsert: true },
    }));
    if (writes.length > 0) await this.#timeline.collection.bulkWrite(writes as never, { session });
  }

  async #saveKeys({ keys, incident }: IncidentChange, session: ClientSession): Promise<void> {
    const at = incident.lastSignalAt;
    const set = { incidentId: incident.id, at, expiresAt: new Date(at.getTime() + KEY_LIFE_MS) };
    const writes = keys.map((key) => ({ updateOne: { filter: { _id: key }, update: { $set: set }, upsert: true } }));
    if (writes.length > 0) await this.#keys.collection.bulkWrite(writes as never, { session });
  }

  async page(filter: IncidentFilter, request: PageRequest): Promise<Page<Incident>> {
    const found = await page(this.#incidents.find(toQuery(filter)).lean<Stored<Incident>[]>(), {
      ...request,
      sort: [{ field: 'openedAt', direction: 'descending' }],
    });
    return { ...found, nodes: found.nodes.map(fromStored<Incident>) };
  }

  async byViolation(violationIds: readonly string[]): Promise<ReadonlyMap<string, Incident>> {
    const wanted = new Set(violationIds);
    const query = this.#incidents.find({ 'violations.id': { $in: [...wanted] } }).session(this.#session);
    const found = await query.sort({ openedAt: 1, _id: 1 }).lean<Stored<Incident>[]>();
    const newest = new Map<string, Incident>();
    for (const incident of found.map(fromStored<Incident>)) {
      for (const { id } of incident.violations) if (wanted.has(id)) newest.set(id, incident);
    }
    return newest;
  }

  async timeline(incidentId: string, request: PageRequest): Promise<Page<TimelineEntry>> {
    const found = await page(this.#timeline.find({ incidentId }).lean<Stored<TimelineEntry>[]>(), {
      ...request,
      sort: [{ field: 'at', direction: 'ascending' }],
    });
    return { ...found, nodes: found.nodes.map(fromStored<TimelineEntry>) };
  }

  get #session(): ClientSession | null {
    return currentSession(this.#parts.connection) ?? null;
  }
}

function toQuery(filter: IncidentFilter): Record<string, unknown> {
  const { states, severities, ownerTeamId, lineageKey, hostId, imageDigest, violationId } = filter;
  return {
    ...(states === undefined ? {} : { state: { $in: states } }),
    ...(severities === undefined ? {} : { severity: { $in: severities } }),
    ...(ownerTeamId === undefined ? {} : { ownerTeamId }),
    ...(lineageKey === undefined ? {} : { lineageKeys: lineageKey }),
    ...(hostId === undefined ? {} : { hostIds: hostId }),
    ...(imageDigest === undefined ? {} : { imageDigests: imageDigest }),
    ...(violationId === undefined ? {} : { 'violations.id': violationId }),
  };
}

function toStored<State extends { readonly id: string }>({ id, ...rest }: State): Stored<State> {
  return { _id: id, ...rest };
}

function fromStored<State extends { readonly id: string }>({ _id, ...rest }: Stored<State>): State {
  return { id: _id, ...rest } as unknown as State;
}

function changed(incidentId: string): Fault<IncidentFault> {
  return new Fault('conflict', 'INCIDENT_CHANGED', 'somebody else changed the incident at the same time', {
    details: { incidentId },
    advice: 'read it again and decide again',
  });
}
