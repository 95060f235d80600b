import { z } from 'zod';
import { Secret, secretUrl } from './secret.ts';

// Kept as constants: `describeConfig` recognises them by identity, whatever was wrapped around.
const toSecret = (value: string): Secret => new Secret(value);
const toSecretUrl = (value: string): Secret => secretUrl(value);
const toList = (value: string): string[] =>
  value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
const toFlag = (value: string): boolean => value === 'true' || value === '1';

/** A setting whose value is a `Secret`; shorter than `minLength` characters is a mistake. */
export function secret(options: { readonly minLength?: number } = {}) {
  const least = options.minLength ?? 1;
  return z.string().min(least, `must be at least ${least} characters long`).transform(toSecret);
}

/** A setting that is a URL with possible credentials in it: a `Secret` that shows scheme, host and path. */
export function secretLocation() {
  return z
    .string()
    .regex(/^[a-z][a-z0-9+.-]*:\/\/./i, 'must be a URL')
    .transform(toSecretUrl);
}

/** A comma separated setting: trimmed, empty items dropped. */
export function list() {
  return z.string().transform(toList);
}

/** A setting that is on or off: `true`, `false`, `1` or `0`. */
export function flag() {
  return z.enum(['true', 'false', '1', '0'], 'must be true, false, 1 or 0').transform(toFlag);
}

/** A whole number between two bounds, both included. */
export function integer(bounds: { readonly min?: number; readonly max?: number } = {}) {
  const { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = bounds;
  return z
    .string()
    .regex(/^-?\d{1,15}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(min, `must be at least ${min}`).max(max, `must be at most ${max}`));
}

/** A TCP port; 0 lets the operating system choose. */
export function port() {
  return integer({ min: 0, max: 65_535 });
}

/** What the value of a setting is, in a word, and whether it is masked when printed. */
export interface SettingKind {
  readonly type: string;
  readonly secret: boolean;
}

const BY_TRANSFORM = new Map<unknown, SettingKind>([
  [toSecret, { type: 'secret', secret: true }],
  [toSecretUrl, { type: 'url', secret: true }],
  [toList, { type: 'comma separated list', secret: false }],
  [toFlag, { type: 'true | false', secret: false }],
  [Number, { type: 'whole number', secret: false }],
]);

interface Definition {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly out?: z.ZodType;
  readonly transform?: unknown;
  readonly entries?: Readonly<Record<string, string>>;
}

/** Reads the kind off a setting's zod type, through defaults, optionals and pipes. */
export function kindOf(type: z.ZodType): SettingKind {
  const definition = type.def as unknown as Definition;
  if (definition.innerType !== undefined) return kindOf(definition.innerType);
  const known = BY_TRANSFORM.get((definition.out?.def as Definition | undefined)?.transform);
  if (known !== undefined) return known;
  if (definition.type === 'pipe' && definition.in !== undefined) return kindOf(definition.in);
  if (definition.type === 'enum') return { type: Object.keys(definition.entries ?? {}).join(' | '), secret: false };
  return { type: definition.type === 'string' ? 'text' : definition.type, secret: false };
}

/** The description of a setting, also when it was wrapped (`.optional()`, `.default()`) after it was described. */
export function descriptionOf(type: z.ZodType): string {
  const inner = (type.def as unknown as Definition).innerType;
  return type.description ?? (inner === undefined ? '' : descriptionOf(inner));
}
