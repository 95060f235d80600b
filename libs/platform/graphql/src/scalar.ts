import { isDigest } from '@bulkhead/core-base';
import type { ValueNode } from 'graphql';
import { GraphQLError, GraphQLScalarType, Kind, valueFromASTUntyped } from 'graphql';

const RFC3339 = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:\d\d)$/;
const PURL = /^pkg:[a-zA-Z][a-zA-Z0-9.+-]*\/[^\s]{1,1000}$/;

/** How the scalars of `SHARED_SDL` are read and written. DateTime values are `Date` inside, the others text or JSON. */
export function scalarResolvers(): Record<'DateTime' | 'JSON' | 'Digest' | 'Purl', GraphQLScalarType> {
  return {
    DateTime: dateTime(),
    JSON: new GraphQLScalarType({
      name: 'JSON',
      parseValue: (value) => value,
      parseLiteral: (node, variables) => valueFromASTUntyped(node, variables),
    }),
    Digest: text('Digest', isDigest, 'sha256:<64 hex> or sha512:<128 hex>'),
    Purl: text('Purl', (value) => PURL.test(value), 'pkg:type/name@version'),
  };
}

function dateTime(): GraphQLScalarType<Date, string> {
  return new GraphQLScalarType({
    name: 'DateTime',
    serialize: (value) => moment(value).toISOString(),
    parseValue: momentFromText,
    parseLiteral: (node) => momentFromText(literal(node)),
  });
}

function moment(value: unknown): Date {
  const date = value instanceof Date ? value : new Date(value as string | number);
  if (Number.isNaN(date.getTime())) throw new GraphQLError('a stored moment is no moment');
  return date;
}

function momentFromText(value: unknown): Date {
  const date = typeof value === 'string' && RFC3339.test(value) ? new Date(value) : undefined;
  if (date === undefined || Number.isNaN(date.getTime())) throw refusal('DateTime', '2026-11-22T08:00:00Z');
  return date;
}

function text(name: string, accepts: (value: string) => boolean, form: string): GraphQLScalarType<string, string> {
  const read = (value: unknown): string => {
    if (typeof value !== 'string' || !accepts(value)) throw refusal(name, form);
    return value;
  };
  return new GraphQLScalarType({
    name,
    serialize: String,
    parseValue: read,
    parseLiteral: (node) => read(literal(node)),
  });
}

function literal(node: ValueNode): unknown {
  return node.kind === Kind.STRING ? node.value : undefined;
}

function refusal(name: string, form: string): GraphQLError {
  return new GraphQLError(`a ${name} is written ${form}`, { extensions: { code: 'BAD_USER_INPUT' } });
}
