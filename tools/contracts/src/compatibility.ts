/** A JSON Schema as zod writes it: what the comparison looks at. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly [keyword: string]: unknown;
}

/** Limits may grow (old events still fit) but not shrink. */
const UPPER_LIMITS = ['maxLength', 'maxItems', 'maximum'] as const;
const LOWER_LIMITS = ['minLength', 'minItems', 'minimum'] as const;
const FIXED = ['pattern', 'format'] as const;

/**
 * What makes `next` unable to stand in for the frozen `previous` under the same version. Readers of the old shape must
 * understand new events, and readers of the new shape must understand the events that are still in the log: so nothing
 * is removed, retyped, no longer always present, newly required, and no vocabulary grows or shrinks.
 *
 * @returns one sentence per break, with the path of the member; empty = compatible
 */
export function findBreaks(previous: Schema, next: Schema, path = '$'): readonly string[] {
  if (previous.anyOf !== undefined || next.anyOf !== undefined) return compareAlternatives(previous, next, path);
  return [
    ...compareType(previous, next, path),
    ...compareVocabulary(previous, next, path),
    ...compareLimits(previous, next, path),
    ...compareMembers(previous, next, path),
    ...compareNested(previous, next, path),
  ];
}

function compareType(previous: Schema, next: Schema, path: string): readonly string[] {
  const before = JSON.stringify(previous.type);
  const after = JSON.stringify(next.type);
  return before === after ? [] : [`${path}: type changed from ${before} to ${after}`];
}

function compareVocabulary(previous: Schema, next: Schema, path: string): readonly string[] {
  const before = vocabulary(previous);
  const after = vocabulary(next);
  return [
    ...before.filter((word) => !after.includes(word)).map((word) => `${path}: ${word} was taken out of the vocabulary`),
    ...after.filter((word) => !before.includes(word)).map((word) => `${path}: ${word} was added to the vocabulary`),
  ];
}

function vocabulary(schema: Schema): readonly string[] {
  if (schema.enum !== undefined) return schema.enum.map((word) => JSON.stringify(word));
  return schema.const === undefined ? [] : [JSON.stringify(schema.const)];
}

function compareLimits(previous: Schema, next: Schema, path: string): readonly string[] {
  const breaks: string[] = [];
  for (const keyword of UPPER_LIMITS) {
    if (limit(next[keyword], Infinity) < limit(previous[keyword], Infinity)) breaks.push(`${path}: ${keyword} shrank`);
  }
  for (const keyword of LOWER_LIMITS) {
    if (limit(next[keyword], -Infinity) > limit(previous[keyword], -Infinity)) breaks.push(`${path}: ${keyword} grew`);
  }
  for (const keyword of FIXED) {
    if (previous[keyword] !== next[keyword]) breaks.push(`${path}: ${keyword} changed`);
  }
  return breaks;
}

function limit(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}

function compareMembers(previous: Schema, next: Schema, path: string): readonly string[] {
  const breaks: string[] = [];
  for (const [name, member] of Object.entries(previous.properties ?? {})) {
    const successor = next.properties?.[name];
    if (successor === undefined) breaks.push(`${path}.${name}: removed`);
    else breaks.push(...findBreaks(member, successor, `${path}.${name}`));
  }
  for (const name of previous.required ?? []) {
    if (!(next.required ?? []).includes(name)) breaks.push(`${path}.${name}: no longer always present`);
  }
  for (const name of next.required ?? []) {
    if (!(previous.required ?? []).includes(name)) breaks.push(`${path}.${name}: newly required, old events lack it`);
  }
  return breaks;
}

function compareNested(previous: Schema, next: Schema, path: string): readonly string[] {
  const breaks: string[] = [];
  if (previous.items !== undefined && next.items !== undefined)
    breaks.push(...findBreaks(previous.items, next.items, `${path}[]`));
  const before = previous.additionalProperties;
  const after = next.additionalProperties;
  if (typeof before === 'object' && typeof after === 'object') breaks.push(...findBreaks(before, after, `${path}{}`));
  return breaks;
}

/** A nullable member hides in `anyOf`, its vocabulary with it: alternatives are compared one by one, by position. */
function compareAlternatives(previous: Schema, next: Schema, path: string): readonly string[] {
  const before = previous.anyOf ?? [previous];
  const after = next.anyOf ?? [next];
  if (before.length !== after.length) return [`${path}: ${before.length} alternatives became ${after.length}`];
  return before.flatMap((alternative, index) => findBreaks(alternative, after[index] ?? {}, `${path}|${index}`));
}
