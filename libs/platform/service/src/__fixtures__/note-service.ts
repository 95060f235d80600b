import type { IncomingMessage } from 'node:http';
import { Fault } from '@bulkhead/core-base';
import { defineConfig } from '@bulkhead/platform-config';
import { subgraphSdl } from '@bulkhead/platform-graphql';
import { attachedPrincipal } from '@bulkhead/platform-identity';
import type { EventContract, Messaging } from '@bulkhead/platform-messaging';
import { draft } from '@bulkhead/platform-messaging';
import type { MongoConnection } from '@bulkhead/platform-mongo';
import { transact } from '@bulkhead/platform-mongo';
import { Body, Controller, Get, HttpCode, Inject, Post, Req } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Model } from 'mongoose';
import { Schema } from 'mongoose';
import { z } from 'zod';
import { CONNECTION, MESSAGING, READINESS, SUBSCRIPTIONS, defineService } from '../index.ts';
import type { ReadinessRegistry, SubscriptionRegistry } from '../index.ts';

interface NoteData {
  readonly id: string;
  readonly text: string;
}

/** A note was written. */
export const NOTE_WRITTEN: EventContract<NoteData> = {
  type: 'note.written.v1',
  topic: 'note.written.v1',
  key: (data) => data.id,
  data: z.object({ id: z.string(), text: z.string() }),
};

const SDL = subgraphSdl([
  `
  "A note."
  type Note @key(fields: "id") @allow(to: "note:read") {
    "Its id."
    id: ID!
    "What it says."
    text: String!
    "How often the event of it was handled."
    handled: Int!
  }
  extend type Query {
    "One note."
    note(id: ID!): Note @allow(to: "note:read")
    "Answers after some time."
    slow(milliseconds: Int!): String! @allow(to: "note:read")
  }
  extend type Mutation {
    "Writes a note."
    writeNote(idempotencyKey: ID!, id: ID!, text: String!): Note! @allow(to: "note:write")
  }
  `,
]);

interface NoteDocument {
  readonly _id: string;
  readonly text: string;
  readonly handled: number;
}

class Notes {
  readonly #connection: MongoConnection;
  readonly #messaging: Messaging;
  readonly #model: Model<NoteDocument>;

  constructor(connection: MongoConnection, messaging: Messaging) {
    this.#connection = connection;
    this.#messaging = messaging;
    const shape = { _id: { type: String, required: true }, text: String, handled: { type: Number, default: 0 } };
    this.#model = connection.mongoose.model<NoteDocument>('Note', new Schema(shape, { collection: 'notes' }));
  }

  async write({ id, text }: NoteData): Promise<void> {
    await transact(this.#connection, async (session) => {
      await this.#model.updateOne({ _id: id }, { $set: { text, handled: 0 } }, { upsert: true, session });
      await this.#messaging.outbox.append([draft(NOTE_WRITTEN, { id, text })], session);
    });
  }

  async handled({ id }: NoteData): Promise<void> {
    await this.#model.updateOne({ _id: id }, { $inc: { handled: 1 } });
  }

  async find(id: string): Promise<(NoteData & { handled: number }) | null> {
    const found = await this.#model.findById(id).lean<NoteDocument>();
    return found === null ? null : { id: found._id, text: found.text, handled: found.handled };
  }
}

@Resolver('Note')
class NoteResolver {
  readonly #notes: Notes;

  constructor(@Inject(Notes) notes: Notes) {
    this.#notes = notes;
  }

  @Query('note')
  note(_root: unknown, { id }: { id: string }): Promise<unknown> {
    return this.#notes.find(id);
  }

  @Query('slow')
  async slow(_root: unknown, { milliseconds }: { milliseconds: number }): Promise<string> {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    return 'done';
  }

  @Mutation('writeNote')
  async writeNote(_root: unknown, note: NoteData): Promise<unknown> {
    await this.#notes.write(note);
    return this.#notes.find(note.id);
  }
}

@Controller('notes')
class NoteController {
  @Get('fault')
  fault(): never {
    throw new Fault('not-found', 'NOTE_UNKNOWN', 'there is no such note', { advice: 'Write it first.' });
  }

  @Get('defect')
  defect(): never {
    throw new Error('password=hunter2');
  }

  @Post('echo')
  @HttpCode(200)
  async echo(@Req() request: IncomingMessage, @Body() body: unknown): Promise<unknown> {
    const isJson = request.headers['content-type'] === 'application/json';
    let streamed = 0;
    if (!isJson) for await (const chunk of request as AsyncIterable<Buffer>) streamed += chunk.length;
    return { subject: attachedPrincipal(request)?.subject, body, streamed };
  }
}

class NoteModule {
  static register(): DynamicModule {
    return {
      module: NoteModule,
      controllers: [NoteController],
      providers: [
        {
          provide: Notes,
          useFactory: (connection: MongoConnection, messaging: Messaging) => new Notes(connection, messaging),
          inject: [CONNECTION, MESSAGING],
        },
        NoteResolver,
        {
          provide: 'note subscriptions',
          useFactory: (registry: SubscriptionRegistry, readiness: ReadinessRegistry, notes: Notes) => {
            registry.add({ contract: NOTE_WRITTEN, retry: 'topics', handle: (event) => notes.handled(event.data) });
            readiness.add(async () => []);
          },
          inject: [SUBSCRIPTIONS, READINESS, Notes],
        },
      ],
    };
  }
}

/** A service with one of everything. */
export const noteService = defineService({
  name: 'note-keeping',
  config: defineConfig({
    service: 'note-keeping',
    shape: { BULKHEAD_NOTE_KEEPING_LIMIT: z.string().default('10').describe('A setting of its own.') },
  }),
  sdl: SDL,
  module: () => NoteModule.register(),
  produces: [NOTE_WRITTEN],
  consumes: [NOTE_WRITTEN],
  bodyLimit: 4096,
});
