import { z } from 'zod';
import { CRITERIA } from '../criterion/list.ts';
import { POLICY_DOCUMENT } from './document.ts';

export const POLICY_SCHEMA_ID = 'https://bulkhead.dev/schema/policy-v1.json';

/**
 * The JSON Schema (2020-12) of a policy document, for editors and for gates: shapes and names, with the doc sentence of
 * every member. What it cannot say (CEL types, levels that go together) `parsePolicy` says.
 */
export function policyJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(POLICY_DOCUMENT, { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>;
  const definitions = (schema['$defs'] ?? {}) as Record<string, unknown>;
  return {
    ...schema,
    $id: POLICY_SCHEMA_ID,
    title: 'Bulkhead policy',
    $defs: { ...definitions, Criterion: criterionSchema() },
  };
}

function criterionSchema(): object {
  const native = CRITERIA.map(({ name, doc, example, schema }) =>
    oneMember(name, { ...valueSchema(schema), description: doc, examples: [example] }),
  );
  const expression = { type: 'string', maxLength: 2000 };
  const cel = {
    anyOf: [
      expression,
      {
        type: 'object',
        properties: { expression, message: { type: 'string' } },
        required: ['expression'],
        additionalProperties: false,
      },
    ],
    description: 'A CEL expression over asOf, context, workload, container, image, host, finding, component, check.',
  };
  const not = { $ref: '#/$defs/Criterion', description: 'The criterion does not hold.' };
  return { anyOf: [...native, oneMember('cel', cel), oneMember('not', not)], description: 'one criterion' };
}

function valueSchema(schema: z.ZodType): object {
  const { $schema: _dialect, ...value } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return value;
}

function oneMember(name: string, value: object): object {
  return { type: 'object', properties: { [name]: value }, required: [name], additionalProperties: false };
}
