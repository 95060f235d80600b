import type { Problem, TextMap } from './workload.ts';

/** A JSON object whose members nobody has looked at yet. */
export type Members = Readonly<Record<string, unknown>>;

const NOTHING: Members = Object.freeze({});
const MAX_PROBLEMS = 100;
/** More entries than an object of the size the API server accepts (1.5 MiB) can hold in a sensible way. */
const MAX_ITEMS = 10_000;

/**
 * Reads members of parsed JSON as the type the API gives them. What has another type counts as absent and is listed
 * once, with its path; nothing throws. zod is not used here: this runs on every admission, and `.catch()` would lose the
 * list of what was wrong.
 */
export class Reader {
  readonly problems: Problem[] = [];

  object(from: Members, name: string, path: string): Members {
    const value = from[name];
    if (value === undefined || value === null) return NOTHING;
    if (isMembers(value)) return value;
    this.#report(join(path, name), 'an object', value);
    return NOTHING;
  }

  text(from: Members, name: string, path: string): string | undefined {
    const value = from[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'string') return value;
    this.#report(join(path, name), 'text', value);
    return undefined;
  }

  flag(from: Members, name: string, path: string): boolean | undefined {
    const value = from[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'boolean') return value;
    this.#report(join(path, name), 'true or false', value);
    return undefined;
  }

  number(from: Members, name: string, path: string): number | undefined {
    const value = from[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    this.#report(join(path, name), 'a number', value);
    return undefined;
  }

  /** The objects of a list; members of another type are left out and listed. */
  objects(from: Members, name: string, path: string): readonly Members[] {
    return this.#list(from, name, path).filter((item, index): item is Members => {
      if (isMembers(item)) return true;
      this.#report(join(path, `${name}[${index}]`), 'an object', item);
      return false;
    });
  }

  texts(from: Members, name: string, path: string): readonly string[] {
    return this.#list(from, name, path).filter((item, index): item is string => {
      if (typeof item === 'string') return true;
      this.#report(join(path, `${name}[${index}]`), 'text', item);
      return false;
    });
  }

  numbers(from: Members, name: string, path: string): readonly number[] {
    return this.#list(from, name, path).filter((item, index): item is number => {
      if (typeof item === 'number') return true;
      this.#report(join(path, `${name}[${index}]`), 'a number', item);
      return false;
    });
  }

  /** Labels and annotations: a map of text. */
  textMap(from: Members, name: string, path: string): TextMap {
    const value = this.object(from, name, path);
    for (const key in value) {
      if (typeof value[key] !== 'string') return this.#onlyTexts(value, join(path, name));
    }
    return value as TextMap;
  }

  report(path: string, message: string): void {
    if (this.problems.length < MAX_PROBLEMS) this.problems.push({ path, message });
  }

  #list(from: Members, name: string, path: string): readonly unknown[] {
    const value = from[name];
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) {
      this.#report(join(path, name), 'a list', value);
      return [];
    }
    if (value.length <= MAX_ITEMS) return value as readonly unknown[];
    this.report(join(path, name), `has ${value.length} entries; only the first ${MAX_ITEMS} are read`);
    return value.slice(0, MAX_ITEMS) as readonly unknown[];
  }

  #onlyTexts(value: Members, path: string): TextMap {
    const texts = Object.create(null) as Record<string, string>;
    for (const [key, member] of Object.entries(value)) {
      if (typeof member === 'string') texts[key] = member;
      else this.#report(join(path, key), 'text', member);
    }
    return texts;
  }

  #report(path: string, wanted: string, value: unknown): void {
    this.report(path, `is ${kindOf(value)}, not ${wanted}; it is read as absent`);
  }
}

export function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
