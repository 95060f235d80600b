import { Fault } from '@bulkhead/core-base';
import { z } from 'zod';
import type { Environment } from './environment.ts';
import { processEnvironment } from './environment.ts';
import { Secret } from './secret.ts';
import { descriptionOf, kindOf } from './setting.ts';

/** `CONFIG_INVALID`: the environment holds mistakes. `CONFIG_DEFINITION`: a service declared a setting wrongly. */
export type ConfigFault = 'CONFIG_INVALID' | 'CONFIG_DEFINITION';

/** The settings of one service: environment names with their zod types, every one described. */
export interface ConfigDefinition<Shape extends z.ZodRawShape = z.ZodRawShape> {
  readonly service: string;
  readonly shape: Shape;
  /** Names that once meant something, each with what to do instead. Setting one stops the start. */
  readonly removed?: Readonly<Record<string, string>>;
}

/** The settings a definition gives when read. */
export type SettingsOf<Definition> =
  Definition extends ConfigDefinition<infer Shape> ? z.output<z.ZodObject<Shape>> : never;

/** One setting, for the reference pages. */
export interface SettingDescription {
  readonly name: string;
  readonly type: string;
  readonly default: string | undefined;
  readonly required: boolean;
  readonly description: string;
  readonly secret: boolean;
}

const ENVIRONMENT_NAME = /^[A-Z][A-Z0-9_]*$/;
const LOOKS_SECRET = /(?:^|_)(?:SECRET|PASSWORD|PASSPHRASE|TOKEN|KEY|CREDENTIALS?)$/;

/**
 * Declares the settings of a service. A setting without a description, with a name that is not an environment name, or
 * with a name that promises a secret and a type that would print it is our mistake: Fault CONFIG_DEFINITION.
 */
export function defineConfig<Shape extends z.ZodRawShape>(
  definition: ConfigDefinition<Shape>,
): ConfigDefinition<Shape> {
  for (const setting of describeConfig(definition)) {
    if (!ENVIRONMENT_NAME.test(setting.name)) throw definitionFault(setting.name, 'is not an environment name');
    if (setting.description === '') throw definitionFault(setting.name, 'has no description');
    if (LOOKS_SECRET.test(setting.name) && !setting.secret) throw definitionFault(setting.name, 'must be a secret()');
  }
  return definition;
}

/**
 * Reads settings from an environment. All mistakes are reported together in one Fault CONFIG_INVALID whose
 * `details.mistakes` has a sentence for each; values are never repeated in it. Empty text counts as not set; a name
 * that begins like this service's own settings and is none of them is a mistake (a typing error would go unseen).
 */
export function readConfig<Shape extends z.ZodRawShape>(
  definition: ConfigDefinition<Shape>,
  environment: Environment = processEnvironment(),
): z.output<z.ZodObject<Shape>> {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = z.object(definition.shape).safeParse(pick(given, Object.keys(definition.shape)));
  const mistakes = [
    ...removedMistakes(definition, given),
    ...unknownMistakes(definition, given),
    ...(parsed.success ? [] : parsed.error.issues.map((issue) => sentence(issue, given))),
  ];
  if (mistakes.length > 0 || !parsed.success) throw invalid(definition.service, mistakes);
  return parsed.data;
}

/** Every setting of a definition in the order declared, for documentation. */
export function describeConfig(definition: ConfigDefinition): SettingDescription[] {
  return Object.entries(definition.shape).map(([name, raw]) => {
    const type = raw as z.ZodType;
    const kind = kindOf(type);
    const absent = type.safeParse(undefined);
    return {
      name,
      type: kind.type,
      default: absent.success && absent.data !== undefined ? shown(absent.data) : undefined,
      required: !absent.success,
      description: descriptionOf(type),
      secret: kind.secret,
    };
  });
}

/** One line per setting, `NAME = value`, secrets as `****`, what is not set as `(not set)`. */
export function printConfig(config: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(config).map(([name, value]) => `${name} = ${shown(value)}`);
}

function shown(value: unknown): string {
  if (value === undefined) return '(not set)';
  if (value instanceof Secret) return value.toString();
  if (Array.isArray(value)) return value.map(shown).join(',');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function pick(given: Environment, names: readonly string[]): Environment {
  return Object.fromEntries(names.filter((name) => name in given).map((name) => [name, given[name]]));
}

function removedMistakes(definition: ConfigDefinition, given: Environment): string[] {
  return Object.entries(definition.removed ?? {})
    .filter(([name]) => name in given)
    .map(([name, advice]) => `${name} no longer exists: ${advice}`);
}

function unknownMistakes(definition: ConfigDefinition, given: Environment): string[] {
  const prefix = `BULKHEAD_${definition.service.toUpperCase().replaceAll('-', '_')}_`;
  return Object.keys(given)
    .filter((name) => name.startsWith(prefix) && !(name in definition.shape) && !(name in (definition.removed ?? {})))
    .sort()
    .map((name) => `${name} is not a setting of ${definition.service}`);
}

function sentence(issue: z.core.$ZodIssue, given: Environment): string {
  const name = String(issue.path[0] ?? 'settings');
  if (!(name in given)) return `${name} is not set`;
  // zod repeats the received value for some issues; only our own texts and the expected values are safe to show.
  if (issue.code === 'invalid_value') return `${name} must be one of ${issue.values.map(String).join(', ')}`;
  return `${name} ${issue.message}`;
}

function invalid(service: string, mistakes: readonly string[]): Fault<ConfigFault> {
  const count = mistakes.length === 1 ? '1 setting is wrong' : `${mistakes.length} settings are wrong`;
  return new Fault('invalid', 'CONFIG_INVALID', `${service}: ${count}: ${mistakes.join('; ')}`, {
    details: { service, mistakes },
    advice: 'Correct the environment and start again; docs/reference/configuration.md lists every setting.',
  });
}

function definitionFault(name: string, problem: string): Fault<ConfigFault> {
  return new Fault('invariant', 'CONFIG_DEFINITION', `setting ${name} ${problem}`);
}
