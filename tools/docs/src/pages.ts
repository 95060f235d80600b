import { Kind, parse } from 'graphql';
import type { ConstDirectiveNode } from 'graphql';
import { BENCHMARKS } from '@bulkhead/core-benchmark';
import { CRITERIA, builtInPolicies } from '@bulkhead/core-policy';
import { describeConfig } from '@bulkhead/platform-config';
import type { ConfigDefinition } from '@bulkhead/platform-config';
import { settingsDefinition } from '@bulkhead/platform-service';
import type { ServiceDefinition } from '@bulkhead/platform-service';

/** docs/reference/configuration.md: every setting of every process. */
export function configurationPage(services: readonly ServiceDefinition[], gateway: ConfigDefinition): string {
  const sections = services.map((service) => `## ${service.name}\n\n${settingsTable(settingsDefinition(service))}`);
  return [
    '# Configuration',
    'Settings are environment variables. A start with mistakes lists all of them and does not happen. `npm start` needs none: `MONGODB_URI` and `KAFKA_BROKERS` default to the embedded engines there.',
    `## gateway\n\n${settingsTable(gateway)}`,
    ...sections,
  ].join('\n\n');
}

/** docs/reference/checks.md: every benchmark and its checks. */
export function checksPage(): string {
  const sections = BENCHMARKS.map(({ id, name, version, checks }) => {
    const rows = checks.map(
      ({ id: check, severity, title, controls, remediation }) =>
        `| ${check} | ${severity} | ${cell(title)} | ${controls.map((control) => `${control.framework} ${control.id}`).join(', ')} | ${cell(remediation)} |`,
    );
    return `## ${name} (${id}, version ${version}): ${checks.length} checks\n\n${['| check | severity | what holds | controls | what to do |', '|---|---|---|---|---|', ...rows].join('\n')}`;
  });
  return [
    '# Checks',
    'Generated from libs/core/benchmark. A check whose evidence is missing is UNKNOWN, never PASS.',
    ...sections,
  ].join('\n\n');
}

/** docs/reference/policies.md: the built-in pack and the criteria of the language. */
export function policiesPage(): string {
  const policies = builtInPolicies().map(
    ({ policy }) =>
      `| ${policy.name} | ${policy.severity} | ${policy.mode} | ${policy.lifecycles.join(', ')} | ${cell(policy.title)} |`,
  );
  const criteria = CRITERIA.map(
    ({ name, level, doc, example }) =>
      `| \`${name}\` | ${level} | ${cell(doc)} | \`${cell(JSON.stringify(example))}\` |`,
  );
  return [
    '# Policies',
    `## The built-in pack: ${policies.length} policies`,
    ['| policy | severity | mode | asked at | what it says |', '|---|---|---|---|---|', ...policies].join('\n'),
    `## Criteria: ${criteria.length}`,
    'Criteria of one rule hold together; rules of one policy are alternatives. For the rest there is `cel:`.',
    ['| criterion | asked about | true of | example |', '|---|---|---|---|', ...criteria].join('\n'),
  ].join('\n\n');
}

/** docs/reference/scopes.md: every scope, and what in the API asks for it. */
export function scopesPage(services: readonly ServiceDefinition[]): string {
  const fields = new Map<string, Set<string>>([
    ['token:write', new Set(['the routes below /tokens'])],
    ['event:write', new Set(['POST /ingest/v1/events'])],
  ]);
  for (const { sdl } of services) {
    for (const { coordinate, scope } of allowed(sdl))
      fields.set(scope, (fields.get(scope) ?? new Set()).add(coordinate));
  }
  const rows = [...fields]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([scope, coordinates]) => `| \`${scope}\` | ${[...coordinates].sort().join(', ')} |`);
  return [
    '# Scopes',
    'A token has scopes: `noun:verb`, `noun:*`, or `*`. `authenticated` is held by every token.',
    ['| scope | asked for by |', '|---|---|', ...rows].join('\n'),
  ].join('\n\n');
}

/** Types, and fields of types, with the scope their `@allow` names. */
function allowed(sdl: string): readonly { readonly coordinate: string; readonly scope: string }[] {
  return parse(sdl, { noLocation: true }).definitions.flatMap((node) => {
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.OBJECT_TYPE_EXTENSION) return [];
    const own = scopesOf(node).map((scope) => ({ coordinate: node.name.value, scope }));
    const fields = (node.fields ?? []).flatMap((field) =>
      scopesOf(field).map((scope) => ({ coordinate: `${node.name.value}.${field.name.value}`, scope })),
    );
    return [...own, ...fields];
  });
}

function scopesOf({
  directives,
}: {
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}): readonly string[] {
  const allow = (directives ?? []).filter((directive) => directive.name.value === 'allow');
  return allow.flatMap((directive) =>
    (directive.arguments ?? []).flatMap(({ value }) => (value.kind === Kind.STRING ? [value.value] : [])),
  );
}

function settingsTable(definition: ConfigDefinition): string {
  const rows = describeConfig(definition).map(
    ({ name, type, default: otherwise, required, description, secret }) =>
      `| \`${name}\` | ${type}${secret ? ', masked' : ''} | ${required ? '**required**' : (otherwise ?? '-')} | ${cell(description)} |`,
  );
  return ['| setting | type | default | what |', '|---|---|---|---|', ...rows].join('\n');
}

function cell(text: string): string {
  return text.replaceAll('\n', ' ').replaceAll('|', '\\|');
}
