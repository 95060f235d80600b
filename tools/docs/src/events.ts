import type { ServiceDefinition } from '@bulkhead/platform-service';
import { ALL_EVENTS, ENVELOPE, INTAKE_EVENT, INTAKE_PAYLOADS } from '@bulkhead/contracts';
import { z } from 'zod';

type Event = (typeof ALL_EVENTS)[number];

interface JsonSchema {
  readonly type?: unknown;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly [keyword: string]: unknown;
}

/** docs/reference/events.md: every event, who tells it, who listens, and what it carries. */
export function eventsPage(services: readonly ServiceDefinition[]): string {
  const rows = ALL_EVENTS.map(
    (event) => `| [${event.topic}](#${anchor(event.topic)}) | ${event.owner} | ${readers(event, services)} |`,
  );
  const sections = ALL_EVENTS.map((event) => section(event, services));
  return [
    '# Events',
    'Every message is a CloudEvents 1.0 envelope (JSON) whose `data`, or the content behind `dataref`, has the shape below. Frozen schemas: `libs/contracts/published`.',
    ['| topic | told by | read by |', '|---|---|---|', ...rows].join('\n'),
    ...sections,
    `## The envelope\n\n${memberTable(schemaOf(ENVELOPE))}`,
  ].join('\n\n');
}

/** docs/reference/intake.md: what agents, registries and sensors send. */
export function intakePage(): string {
  const payloads = Object.entries(INTAKE_PAYLOADS).map(
    ([type, payload]) => `## ${type}\n\n${memberTable(schemaOf(payload))}`,
  );
  return [
    '# Intake',
    '`POST /ingest/v1/events` takes `{"events": [...]}` as `application/json`, or one event a line as `application/x-ndjson`; at most 1,000 events. The answer has one result per event, in order: ACCEPTED, DUPLICATE, PARKED (with a code; see `parkedEvents`) or RETRY. A token needs the scope `event:write`.',
    `## Every event\n\n${memberTable(schemaOf(INTAKE_EVENT))}`,
    ...payloads,
  ].join('\n\n');
}

/** docs/reference/asyncapi.json: the same as an AsyncAPI 3.0 document. */
export function asyncApi(version: string): unknown {
  const channels = ALL_EVENTS.map((event) => [
    event.topic,
    {
      address: event.topic,
      description: event.doc,
      messages: { [event.type]: { $ref: `#/components/messages/${event.topic}` } },
    },
  ]);
  const operations = ALL_EVENTS.map((event) => [
    `${event.owner}.${event.topic}`,
    { action: 'send', channel: { $ref: `#/channels/${event.topic}` }, summary: event.doc },
  ]);
  const messages = ALL_EVENTS.map((event) => [
    event.topic,
    {
      name: event.type,
      contentType: 'application/json',
      summary: event.doc,
      payload: { allOf: [schemaOf(ENVELOPE), { properties: { data: schemaOf(event.data) } }] },
    },
  ]);
  return {
    asyncapi: '3.0.0',
    info: { title: 'Bulkhead events', version, license: { name: 'Apache-2.0' } },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(channels),
    operations: Object.fromEntries(operations),
    components: { messages: Object.fromEntries(messages) },
  };
}

/** infra/kafka/topics.yaml: what an operator creates where services may not. */
export function topicsFile(): string {
  const topics = ALL_EVENTS.map(
    ({ topic, coPartitionGroup }) =>
      `  - name: ${topic}${coPartitionGroup === undefined ? '' : `\n    coPartitionGroup: ${coPartitionGroup}`}`,
  );
  return `# Generated from libs/contracts by npm run generate. Services create missing topics at their start, with their retry and\n# dead-letter topics (<topic>.<group>.retry.<delay>, <topic>.<group>.dlq, one partition each).\ntopics:\n${topics.join('\n')}\n`;
}

function section(event: Event, services: readonly ServiceDefinition[]): string {
  return `## ${event.topic}\n\n${event.doc}\n\nTold by ${event.owner}; read by ${readers(event, services)}.\n\n${memberTable(schemaOf(event.data))}`;
}

function readers(event: Event, services: readonly ServiceDefinition[]): string {
  const names = services
    .filter(({ consumes }) => consumes.some(({ topic }) => topic === event.topic))
    .map(({ name }) => name);
  return names.length === 0 ? 'nobody yet' : names.join(', ');
}

function schemaOf(type: z.ZodType): JsonSchema {
  return z.toJSONSchema(type, { io: 'input' }) as unknown as JsonSchema;
}

function memberTable(schema: JsonSchema): string {
  const required = new Set(schema.required ?? []);
  const rows = Object.entries(schema.properties ?? {}).map(
    ([name, member]) =>
      `| \`${name}\`${required.has(name) ? '' : ' (optional)'} | ${escape(typeOf(member))} | ${escape(member.description ?? '')} |`,
  );
  return ['| member | type | what |', '|---|---|---|', ...rows].join('\n');
}

function typeOf(schema: JsonSchema): string {
  if (schema.enum !== undefined) return schema.enum.map(String).join(' \\| ');
  if (schema.anyOf !== undefined) return schema.anyOf.map(typeOf).join(' or ');
  if (schema.type === 'array') return `list of ${typeOf(schema.items ?? {})}`;
  if (schema.type === 'object' && schema.properties !== undefined)
    return `{ ${Object.keys(schema.properties).join(', ')} }`;
  return typeof schema.type === 'string' ? schema.type : 'any';
}

function escape(text: string): string {
  return text.replaceAll('\n', ' ').replaceAll(/(?<!\\)\|/g, '\\|');
}

function anchor(topic: string): string {
  return topic.replaceAll('.', '');
}
