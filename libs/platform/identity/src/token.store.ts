import { Fault, systemClock } from '@bulkhead/core-base';
import type { Clock } from '@bulkhead/core-base';
import type { Connection, Model } from 'mongoose';
import { Schema } from 'mongoose';
import type { Principal } from './principal.ts';
import type { TokenFault, TokenParts, TokenRequest } from './token.ts';
import { checkTokenRequest, hashOf, mintToken, partsOf, plaintextOf, proves } from './token.ts';

/** A token as it may be shown: everything but its secret. */
export interface TokenDescription {
  readonly id: string;
  readonly subject: string;
  readonly scopes: readonly string[];
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly expiresAt?: Date;
  readonly revokedAt?: Date;
  /** To the minute. */
  readonly lastUsedAt?: Date;
}

/** A new token: its description, and the plaintext that exists only here. */
export interface IssuedToken extends TokenDescription {
  readonly plaintext: string;
}

export interface TokenStoreOptions {
  readonly clock?: Clock;
  /** How long an answer of `verify` is kept in memory: the time another process needs to notice a revocation. */
  readonly cacheMilliseconds?: number;
}

interface TokenDocument {
  readonly _id: string;
  /** SHA-256 of the secret, in hex. */
  readonly hash: string;
  readonly subject: string;
  readonly scopes: string[];
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly expiresAt?: Date;
  readonly revokedAt?: Date;
  readonly lastUsedAt?: Date;
}

interface Verified {
  readonly principal: Principal;
  readonly hash: string;
  readonly expiresAt: number;
  readonly staleAt: number;
}

const LISTED = { hash: 0 } as const;
const LIST_MAX = 200;
const CACHE_MAX = 4096;
const USE_IS_NOTED_EVERY = 60_000;

const schema = new Schema<TokenDocument>(
  {
    _id: { type: String, required: true },
    hash: { type: String, required: true },
    subject: { type: String, required: true },
    scopes: { type: [String], required: true },
    createdAt: { type: Date, required: true },
    createdBy: { type: String, required: true },
    expiresAt: { type: Date },
    revokedAt: { type: Date },
    lastUsedAt: { type: Date },
  },
  { collection: 'tokens', versionKey: false, autoIndex: false, autoCreate: false },
).index({ createdAt: -1, _id: -1 });

/**
 * API tokens in the collection `tokens`: hashed at rest, shown once. Verified answers are kept in memory for a few
 * seconds, so that a request costs a hash and not a query.
 */
export class TokenStore {
  readonly #model: Model<TokenDocument>;
  readonly #clock: Clock;
  readonly #cacheMilliseconds: number;
  readonly #verified = new Map<string, Verified>();
  readonly #noted = new Map<string, number>();

  /** @param connection the service's own connection (`MongoConnection.mongoose`) */
  constructor(connection: Connection, options: TokenStoreOptions = {}) {
    this.#model = connection.model<TokenDocument>('Token', schema);
    this.#clock = options.clock ?? systemClock;
    this.#cacheMilliseconds = options.cacheMilliseconds ?? 5_000;
  }

  /** Makes a token. The plaintext is in the answer and nowhere else. Fault TOKEN_..._INVALID. */
  async create(request: TokenRequest, createdBy: string): Promise<IssuedToken> {
    return this.#insert(mintToken(), request, createdBy);
  }

  /** Keeps a token whose plaintext the operator chose (BULKHEAD_TOKEN); the same one again is no error. */
  async adopt(plaintext: string, request: TokenRequest, createdBy: string): Promise<TokenDescription> {
    const parts = partsOf(plaintext);
    if (parts === undefined) {
      throw new Fault('invalid', 'TOKEN_PRESET_INVALID' satisfies TokenFault, 'the given token cannot be used as one', {
        advice: 'Give 16 to 512 printable characters without spaces; `openssl rand -hex 32` makes good ones.',
      });
    }
    const known = await this.#model.findById(parts.id).lean<TokenDocument>().exec();
    if (known === null) return this.#insert(parts, request, createdBy);
    await this.#model
      .updateOne({ _id: parts.id }, { $set: { hash: hashOf(parts.secret) }, $unset: { revokedAt: 1 } })
      .exec();
    return describe(known);
  }

  /** Tokens, newest first, at most 200, revoked ones too. */
  async list(): Promise<TokenDescription[]> {
    const found = await this.#model
      .find({}, LISTED)
      .sort({ createdAt: -1, _id: -1 })
      .limit(LIST_MAX)
      .lean<TokenDocument[]>();
    return found.map(describe);
  }

  /** Ends a token at once in this process, within `cacheMilliseconds` in others. Fault not-found TOKEN_UNKNOWN. */
  async revoke(id: string): Promise<TokenDescription> {
    this.#verified.delete(id);
    const now = this.#clock.now();
    await this.#model.updateOne({ _id: id, revokedAt: null }, { $set: { revokedAt: now } }).exec();
    const found = await this.#model.findById(id, LISTED).lean<TokenDocument>().exec();
    if (found === null) {
      throw new Fault('not-found', 'TOKEN_UNKNOWN' satisfies TokenFault, 'there is no such token', { details: { id } });
    }
    return describe(found);
  }

  /** How many tokens work now and hold every scope. */
  async countAdmins(): Promise<number> {
    const now = this.#clock.now();
    return this.#model
      .countDocuments({ scopes: '*', revokedAt: null, $or: [{ expiresAt: null }, { expiresAt: { $gt: now } }] })
      .exec();
  }

  /** The principal of a plaintext, or undefined when it is unknown, expired, revoked or wrong: no reason is given. */
  async verify(plaintext: string): Promise<Principal | undefined> {
    const parts = partsOf(plaintext);
    if (parts === undefined) return undefined;
    const now = this.#clock.now().getTime();
    const verified = this.#remembered(parts.id, now) ?? (await this.#load(parts.id, now));
    if (verified === undefined || !proves(parts.secret, verified.hash) || verified.expiresAt <= now) return undefined;
    await this.#noteUse(parts.id, now);
    return verified.principal;
  }

  async #insert(parts: TokenParts, request: TokenRequest, createdBy: string): Promise<IssuedToken> {
    const now = this.#clock.now();
    checkTokenRequest(request, now);
    const document: TokenDocument = {
      _id: parts.id,
      hash: hashOf(parts.secret),
      subject: request.subject,
      scopes: [...new Set(request.scopes)].sort(),
      createdAt: now,
      createdBy,
      ...(request.expiresAt === undefined ? {} : { expiresAt: request.expiresAt }),
    };
    await this.#model.create([document]);
    return { ...describe(document), plaintext: plaintextOf(parts) };
  }

  #remembered(id: string, now: number): Verified | undefined {
    const verified = this.#verified.get(id);
    return verified !== undefined && verified.staleAt > now ? verified : undefined;
  }

  async #load(id: string, now: number): Promise<Verified | undefined> {
    this.#verified.delete(id);
    const found = await this.#model.findOne({ _id: id, revokedAt: null }).lean<TokenDocument>().exec();
    if (found === null) return undefined;
    const verified: Verified = {
      principal: { subject: found.subject, scopes: found.scopes, tokenId: found._id },
      hash: found.hash,
      expiresAt: found.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY,
      staleAt: now + this.#cacheMilliseconds,
    };
    if (this.#verified.size >= CACHE_MAX) this.#verified.clear();
    this.#verified.set(id, verified);
    return verified;
  }

  async #noteUse(id: string, now: number): Promise<void> {
    if (now - (this.#noted.get(id) ?? Number.NEGATIVE_INFINITY) < USE_IS_NOTED_EVERY) return;
    if (this.#noted.size >= CACHE_MAX) this.#noted.clear();
    this.#noted.set(id, now);
    await this.#model.updateOne({ _id: id }, { $set: { lastUsedAt: new Date(now) } }).exec();
  }
}

function describe(document: TokenDocument): TokenDescription {
  return {
    id: document._id,
    subject: document.subject,
    scopes: document.scopes,
    createdAt: document.createdAt,
    createdBy: document.createdBy,
    ...(document.expiresAt === undefined ? {} : { expiresAt: document.expiresAt }),
    ...(document.revokedAt === undefined ? {} : { revokedAt: document.revokedAt }),
    ...(document.lastUsedAt === undefined ? {} : { lastUsedAt: document.lastUsedAt }),
  };
}
