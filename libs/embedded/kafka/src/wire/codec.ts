import { MalformedRequest } from './reader.ts';
import type { Reader } from './reader.ts';
import type { Writer } from './writer.ts';

/** How one value is laid out at one version of an API: both directions, so that a test can be a client. */
export interface Codec<T> {
  read(from: Reader, version: number): T;
  write(to: Writer, value: T, version: number): void;
}

/** The value a codec reads and writes. */
export type ValueOf<C> = C extends Codec<infer T> ? T : never;

type StructOf<F> = { readonly [Name in keyof F]: ValueOf<F[Name]> };

export const boolean: Codec<boolean> = { read: (from) => from.boolean(), write: (to, value) => to.boolean(value) };
export const int8: Codec<number> = { read: (from) => from.int8(), write: (to, value) => to.int8(value) };
export const int16: Codec<number> = { read: (from) => from.int16(), write: (to, value) => to.int16(value) };
export const int32: Codec<number> = { read: (from) => from.int32(), write: (to, value) => to.int32(value) };
export const int64: Codec<number> = { read: (from) => from.int64(), write: (to, value) => to.int64(value) };
export const string: Codec<string> = { read: (from) => from.string(), write: (to, value) => to.nullableString(value) };
export const nullableString: Codec<string | null> = {
  read: (from) => from.nullableString(),
  write: (to, value) => to.nullableString(value),
};
export const bytes: Codec<Uint8Array> = { read: (from) => from.bytes(), write: (to, value) => to.nullableBytes(value) };
export const nullableBytes: Codec<Buffer | null> = {
  read: (from) => from.nullableBytes(),
  write: (to, value) => to.nullableBytes(value),
};
/** Record batches in a response, one behind the other, without copying them. */
export const recordSet: Codec<readonly Uint8Array[]> = {
  read: (from) => [from.nullableBytes() ?? Buffer.alloc(0)],
  write: (to, value) => to.pieces(value),
};

export function array<T>(element: Codec<T>): Codec<readonly T[]> {
  const inner = nullableArray(element);
  return {
    read(from, version) {
      const value = inner.read(from, version);
      if (value === null) throw new MalformedRequest('null where an array is required');
      return value;
    },
    write: (to, value, version) => inner.write(to, value, version),
  };
}

export function nullableArray<T>(element: Codec<T>): Codec<readonly T[] | null> {
  return {
    read(from, version) {
      const count = from.arrayLength();
      if (count === null) return null;
      const values: T[] = [];
      for (let index = 0; index < count; index += 1) values.push(element.read(from, version));
      return values;
    },
    write(to, value, version) {
      to.int32(value === null ? -1 : value.length);
      for (const each of value ?? []) element.write(to, each, version);
    },
  };
}

/** Fields one behind the other, in the order they are named. */
export function struct<F extends Readonly<Record<string, Codec<never> | Codec<unknown>>>>(
  fields: F,
): Codec<StructOf<F>> {
  const entries = Object.entries(fields as unknown as Readonly<Record<string, Codec<unknown>>>);
  return {
    read(from, version) {
      const value: Record<string, unknown> = {};
      for (const [name, codec] of entries) value[name] = codec.read(from, version);
      return value as StructOf<F>;
    },
    write(to, value, version) {
      for (const [name, codec] of entries) codec.write(to, value[name as keyof F], version);
    },
  };
}

/** A field that came with `version`; before that it reads as `fallback` and is not written. */
export function since<T>(version: number, codec: Codec<T>, fallback: T): Codec<T> {
  return {
    read: (from, actual) => (actual >= version ? codec.read(from, actual) : fallback),
    write(to, value, actual) {
      if (actual >= version) codec.write(to, value, actual);
    },
  };
}

/** A field that was there up to and including `version`. */
export function until<T>(version: number, codec: Codec<T>, fallback: T): Codec<T> {
  return {
    read: (from, actual) => (actual <= version ? codec.read(from, actual) : fallback),
    write(to, value, actual) {
      if (actual <= version) codec.write(to, value, actual);
    },
  };
}

/** `throttle_time_ms` before a response, from `version` on. We never throttle: always 0. */
export function throttledFirst<T>(version: number, response: Codec<T>): Codec<T> {
  return {
    read(from, actual) {
      if (actual >= version) from.int32();
      return response.read(from, actual);
    },
    write(to, value, actual) {
      if (actual >= version) to.int32(0);
      response.write(to, value, actual);
    },
  };
}

/** `throttle_time_ms` behind a response (Produce and ApiVersions). */
export function throttledLast<T>(version: number, response: Codec<T>): Codec<T> {
  return {
    read(from, actual) {
      const value = response.read(from, actual);
      if (actual >= version) from.int32();
      return value;
    },
    write(to, value, actual) {
      response.write(to, value, actual);
      if (actual >= version) to.int32(0);
    },
  };
}

/** One API: its key, the versions spoken, and both layouts. */
export interface Api<Request, Response> {
  readonly key: number;
  readonly name: string;
  /** Lowest and highest version, both included. */
  readonly versions: readonly [number, number];
  readonly request: Codec<Request>;
  readonly response: Codec<Response>;
}

export function api<Request, Response>(definition: Api<Request, Response>): Api<Request, Response> {
  return definition;
}
