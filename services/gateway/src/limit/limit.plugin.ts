import type { ApolloServerPlugin } from '@apollo/server';
import { HeaderMap } from '@apollo/server';
import type { Clock } from '@bulkhead/core-base';
import type { FragmentDefinitionNode, GraphQLSchema } from 'graphql';
import { GraphQLError, Kind } from 'graphql';
import type { DocumentNode } from 'graphql';
import type { GatewayContext } from '../federation/context.ts';
import { costOf } from './cost.rule.ts';
import type { QueryFault } from './shape.rule.ts';
import type { Allowance, TokenBuckets } from './token-bucket.ts';

export interface LimitOptions {
  readonly maxCost: number;
  readonly buckets: TokenBuckets;
  readonly clock: Clock;
}

/**
 * Counts what an operation may cost before it runs: one that asks for too much is refused, and its caller's bucket is
 * charged for the others (headers RateLimit and RateLimit-Policy, 429 with Retry-After when it is empty).
 */
export function limitPlugin(options: LimitOptions): ApolloServerPlugin<GatewayContext> {
  let schema: GraphQLSchema;
  return {
    serverWillStart: async () => ({
      schemaDidLoadOrUpdate: ({ apiSchema }) => {
        schema = apiSchema;
      },
    }),
    requestDidStart: async () => ({
      didResolveOperation: async ({ operation, document, request, contextValue, response }) => {
        if (operation === undefined) throw unnamed(request.operationName);
        const cost = costOf({
          schema,
          operation,
          fragments: fragmentsOf(document),
          variables: request.variables ?? {},
        });
        contextValue.request.cost = cost;
        if (cost > options.maxCost) throw tooCostly(cost, options.maxCost);
        const caller = contextValue.principal?.tokenId ?? contextValue.principal?.subject ?? '';
        const allowance = options.buckets.take(caller, cost, options.clock.now().getTime());
        const headers = rateHeaders(options.buckets.capacity, allowance);
        if (!allowance.allowed) throw rateLimited(cost, allowance, headers);
        for (const [name, value] of headers) response.http.headers.set(name, value);
      },
    }),
  };
}

/** The headers of draft-ietf-httpapi-ratelimit-headers: what the policy is, and what is left of it. */
export function rateHeaders(capacity: number, allowance: Allowance): [string, string][] {
  if (capacity === 0) return [];
  return [
    ['ratelimit-policy', `"cost";q=${capacity};w=60`],
    ['ratelimit', `"cost";r=${allowance.remaining};t=${allowance.seconds}`],
  ];
}

function fragmentsOf(document: DocumentNode): Record<string, FragmentDefinitionNode> {
  const fragments = Object.create(null) as Record<string, FragmentDefinitionNode>;
  for (const node of document.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments[node.name.value] = node;
  return fragments;
}

function unnamed(name: string | undefined): GraphQLError {
  const message = name === undefined ? 'the document has several operations' : 'the document has no such operation';
  return new GraphQLError(message, {
    extensions: { code: 'OPERATION_RESOLUTION_FAILURE', http: { status: 400, headers: new HeaderMap() } },
  });
}

function tooCostly(cost: number, limit: number): GraphQLError {
  const fault: QueryFault = 'QUERY_TOO_COSTLY';
  return new GraphQLError(`the query may ask for ${cost} objects; ${limit} is the limit`, {
    extensions: {
      code: 'BAD_USER_INPUT',
      fault,
      cost,
      limit,
      advice: 'Give lists a smaller `first`, or nest fewer of them.',
      http: { status: 400, headers: new HeaderMap() },
    },
  });
}

function rateLimited(cost: number, allowance: Allowance, headers: readonly [string, string][]): GraphQLError {
  return new GraphQLError('this token has used up its rate', {
    extensions: {
      code: 'RATE_LIMITED',
      cost,
      remaining: allowance.remaining,
      advice: `Try again in ${allowance.seconds} seconds.`,
      http: { status: 429, headers: new HeaderMap([...headers, ['retry-after', String(allowance.seconds)]]) },
    },
  });
}
