import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import type { Logger } from '@bulkhead/platform-logging';
import type { GatewayContext } from '../federation/context.ts';

const NAME_MAX = 100;

/** One line per operation: who, which, what it cost, how long, how it ended. Never variables, never the query. */
export function accessLogPlugin(logger: Logger): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ contextValue, operation, operationName, request, response }) => {
        const { principal, request: facts } = contextValue;
        const { body } = response;
        const codes = body.kind === 'single' ? codesOf(body.singleResult.errors) : [];
        logger.info('request', {
          subject: principal?.subject,
          tokenId: principal?.tokenId,
          operation: (operationName ?? request.operationName ?? '(unnamed)').slice(0, NAME_MAX),
          type: operation?.operation,
          cost: facts.cost,
          trace: contextValue.traceparent?.split('-')[1],
          milliseconds: Math.round((performance.now() - facts.startedAt) * 10) / 10,
          outcome: codes.length === 0 ? 'ok' : codes.join(','),
        });
      },
    }),
  };
}

function codesOf(errors: readonly GraphQLFormattedError[] | undefined): string[] {
  const codes = (errors ?? []).map((error) => error.extensions?.['code']);
  return [...new Set(codes.map((code) => (typeof code === 'string' ? code : 'UNKNOWN')))].sort();
}
