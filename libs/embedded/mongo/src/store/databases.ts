import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ServerError } from '../error.ts';
import { Database } from './database.ts';
import type { DatabaseOptions } from './database.ts';

const SUFFIX = '.sqlite';
const LONGEST_NAME = 63;
const MOST_OPEN = 256;

function checkName(name: string): void {
  if (name === '' || Buffer.byteLength(name) > LONGEST_NAME || /[/\\. "$*<>:|?\0]/.test(name)) {
    throw new ServerError('InvalidNamespace', `Invalid database name: '${name}'`);
  }
}

/** All databases of one data directory, a file each. Files are opened when they are first asked for. */
export class Databases {
  readonly #directory: string;
  readonly #options: Pick<DatabaseOptions, 'synchronous' | 'expression'>;
  readonly #open = new Map<string, Database>();

  constructor(directory: string, options: Pick<DatabaseOptions, 'synchronous' | 'expression'>) {
    this.#directory = directory;
    this.#options = options;
  }

  #path(name: string): string {
    return join(this.#directory, `${encodeURIComponent(name)}${SUFFIX}`);
  }

  /** The database if its file is there; null otherwise. */
  find(name: string): Database | null {
    const known = this.#open.get(name);
    if (known !== undefined) return known;
    checkName(name);
    return existsSync(this.#path(name)) ? this.get(name) : null;
  }

  /** The database, made if it is not there. */
  get(name: string): Database {
    const known = this.#open.get(name);
    if (known !== undefined) return known;
    checkName(name);
    if (this.#open.size >= MOST_OPEN) throw new ServerError('IllegalOperation', `more than ${MOST_OPEN} databases`);
    const database = new Database({ name, path: this.#path(name), ...this.#options });
    this.#open.set(name, database);
    return database;
  }

  opened(): Iterable<Database> {
    return this.#open.values();
  }

  /** Every database there is, by name. */
  all(): Database[] {
    const names = readdirSync(this.#directory)
      .filter((file) => file.endsWith(SUFFIX))
      .map((file) => decodeURIComponent(file.slice(0, -SUFFIX.length)))
      .sort();
    return names.map((name) => this.get(name));
  }

  drop(name: string): boolean {
    const database = this.find(name);
    if (database === null) return false;
    this.#open.delete(name);
    database.destroy();
    return true;
  }

  close(): void {
    for (const database of this.#open.values()) database.close();
    this.#open.clear();
  }
}
