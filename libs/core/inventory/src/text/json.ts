import { decodeText } from './stanza.ts';

/** A JSON object from outside: any member may be anything. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The object in these bytes, or undefined when they hold none. */
export function parseJsonObject(bytes: Uint8Array): JsonObject | undefined {
  try {
    return asObject(JSON.parse(decodeText(bytes)));
  } catch {
    return undefined;
  }
}

/** The value when it is a JSON object (not a list). */
export function asObject(value: unknown): JsonObject | undefined {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

/** The value when it is text with something in it. */
export function asText(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** Members of an object, or none. */
export function entriesOf(value: unknown): [string, unknown][] {
  return Object.entries(asObject(value) ?? {});
}
