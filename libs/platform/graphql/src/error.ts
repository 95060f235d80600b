import { randomUUID } from 'node:crypto';
import { unwrapResolverError } from '@apollo/server/errors';
import type { Fault, FaultKind } from '@bulkhead/core-base';
import { isFault } from '@bulkhead/core-base';
import type { Logger } from '@bulkhead/platform-logging';
import type { GraphQLFormattedError } from 'graphql';

const CODE_BY_KIND = {
  'not-found': 'NOT_FOUND',
  invalid: 'BAD_USER_INPUT',
  conflict: 'CONFLICT',
  unauthenticated: 'UNAUTHENTICATED',
  forbidden: 'FORBIDDEN',
  'rate-limited': 'RATE_LIMITED',
  unavailable: 'UNAVAILABLE',
  invariant: 'INTERNAL',
} as const satisfies Record<FaultKind, string>;

const ADVICE_BY_CODE: Readonly<Record<string, string>> = {
  GRAPHQL_PARSE_FAILED: 'Correct the syntax of the query.',
  GRAPHQL_VALIDATION_FAILED: 'Compare the query with the schema; the explorer at / shows it.',
  BAD_USER_INPUT: 'Correct the value that the message names and send the request again.',
  BAD_REQUEST: 'Send a POST with content-type application/json and a body {"query": "..."}.',
  OPERATION_RESOLUTION_FAILURE: 'Name one of the operations of the document in operationName.',
};

/** The GraphQL error code of a Fault's kind. */
export function codeOfKind(kind: FaultKind): string {
  return CODE_BY_KIND[kind];
}

/**
 * How errors leave a GraphQL server: `extensions.code` says the kind, `extensions.fault` which Fault, `advice` what to
 * do. What nobody expected becomes INTERNAL with a `reference` that is found in the log, and nothing else of it. No
 * stack traces.
 */
export function errorFormatter(
  logger: Logger,
): (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError {
  return (formatted, error) => {
    const original = unwrapResolverError(error);
    if (isFault(original) && original.kind !== 'invariant') return fromFault(formatted, original);
    const code = formatted.extensions?.['code'];
    const expected = typeof code === 'string' && code !== 'INTERNAL_SERVER_ERROR' && !isFault(original);
    return expected ? withAdvice(formatted, code) : internal(formatted, original, logger);
  };
}

function fromFault(formatted: GraphQLFormattedError, fault: Fault): GraphQLFormattedError {
  const advice = fault.advice === undefined ? {} : { advice: fault.advice };
  const details = Object.keys(fault.details).length === 0 ? {} : { details: fault.details };
  return {
    ...place(formatted),
    message: fault.message,
    extensions: { code: codeOfKind(fault.kind), fault: fault.code, ...advice, ...details },
  };
}

function withAdvice(formatted: GraphQLFormattedError, code: string): GraphQLFormattedError {
  const { stacktrace: _, ...extensions } = formatted.extensions ?? {};
  const advice = ADVICE_BY_CODE[code];
  const advised = advice === undefined || 'advice' in extensions ? extensions : { ...extensions, advice };
  return { ...place(formatted), message: formatted.message, extensions: advised };
}

function internal(formatted: GraphQLFormattedError, error: unknown, logger: Logger): GraphQLFormattedError {
  const reference = randomUUID();
  logger.error('graphql defect', { reference, path: formatted.path?.join('.'), error });
  const advice = 'This is a defect of ours; report it with the reference.';
  return { ...place(formatted), message: 'internal error', extensions: { code: 'INTERNAL', reference, advice } };
}

function place(formatted: GraphQLFormattedError): Pick<GraphQLFormattedError, 'locations' | 'path'> {
  return {
    ...(formatted.locations === undefined ? {} : { locations: formatted.locations }),
    ...(formatted.path === undefined ? {} : { path: formatted.path }),
  };
}
