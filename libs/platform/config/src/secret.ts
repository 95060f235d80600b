import { inspect } from 'node:util';

const MASK = '****';

/**
 * A value that prints as `****` wherever it is turned into text (template, JSON, inspect, log). A class and not a flag
 * on the setting, because a flag can be dropped on the way.
 */
export class Secret {
  readonly #value: string;
  readonly #shown: string;

  /** @param shown what may be seen instead of the value */
  constructor(value: string, shown: string = MASK) {
    this.#value = value;
    this.#shown = shown;
  }

  /** The value itself. Call it where it is used, and do not keep the result. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return this.#shown;
  }

  toJSON(): string {
    return this.#shown;
  }

  [inspect.custom](): string {
    return this.#shown;
  }
}

/** A URL that may carry credentials: user, password and query are masked, the rest is shown so that a person can check it. */
export function secretUrl(url: string): Secret {
  const parts = /^([a-z][a-z0-9+.-]*:\/\/)(?:[^@/]*@)?([^?#]*)(.*)$/is.exec(url);
  if (parts === null) return new Secret(url);
  const [, scheme = '', rest = '', tail = ''] = parts;
  // A raw "@" or "/" inside a password would end up in `rest`; then nothing of it is shown.
  if (rest.includes('@')) return new Secret(url);
  const credentials = url.slice(scheme.length).startsWith(rest) ? '' : `${MASK}@`;
  return new Secret(url, `${scheme}${credentials}${rest}${tail === '' ? '' : `?${MASK}`}`);
}
