import { ApolloServer } from '@apollo/server';
import type { ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { expressMiddleware } from '@as-integrations/express5';
import { Fault } from '@bulkhead/core-base';
import { errorFormatter } from '@bulkhead/platform-graphql';
import type { Logger } from '@bulkhead/platform-logging';
import type { ValidationRule } from 'graphql';
import { silenceApollo } from './apollo-environment.ts';
import type { GatewayContext } from './context.ts';
import type { FederatedExecutor } from './executor.ports.ts';
import type { Caller, SubgraphTarget } from './subgraph.source.ts';
import { subgraphCall } from './subgraph.source.ts';
import type { Supergraph } from './supergraph.ts';

export interface ExecutorOptions {
  readonly supergraph: Supergraph;
  readonly subgraphs: Readonly<Record<string, SubgraphTarget>>;
  readonly caller: Caller;
  readonly logger: Logger;
  readonly maxTokens: number;
  readonly rules: readonly ValidationRule[];
  readonly plugins: readonly ApolloServerPlugin<GatewayContext>[];
}

const RECURSION_MAX = 200_000;

/** Starts an executor over a static supergraph: nothing is dialled, also when every subgraph is down. */
export async function createFederatedExecutor(options: ExecutorOptions): Promise<FederatedExecutor> {
  silenceApollo();
  const { ApolloGateway } = await import('@apollo/gateway');
  const { logger, subgraphs, caller } = options;
  const gateway = new ApolloGateway({
    supergraphSdl: options.supergraph.sdl,
    buildService: ({ name }) => {
      const call = subgraphCall(name, subgraphs[name], caller);
      return {
        process: async ({ request, context }) => {
          const { query = '', variables, operationName } = request;
          const operation = { query, ...(variables ? { variables } : {}), ...(operationName ? { operationName } : {}) };
          return call(operation, context as GatewayContext);
        },
      };
    },
    logger: apolloLogger(logger),
    debug: false,
    validateSupergraph: false,
    __exposeQueryPlanExperimental: false,
    telemetry: { includeDocument: false, recordExceptions: 0 },
  });
  const server = new ApolloServer<GatewayContext>({
    gateway,
    introspection: true,
    nodeEnv: 'production',
    csrfPrevention: true,
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: options.maxTokens },
    maxRecursiveSelections: RECURSION_MAX,
    validationRules: [...options.rules],
    formatError: errorFormatter(logger),
    logger: apolloLogger(logger),
    plugins: [
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ...options.plugins,
    ],
  });
  await server.start();
  return {
    execute: async (operation, context) => {
      const { body } = await server.executeOperation({ ...operation }, { contextValue: context });
      if (body.kind === 'single') return body.singleResult;
      throw new Fault('invariant', 'GATEWAY_INCREMENTAL', 'the gateway answered in parts');
    },
    handler: (contextOf) => expressMiddleware(server, { context: async ({ req }) => contextOf(req) }),
    close: () => server.stop(),
  };
}

function apolloLogger(logger: Logger): Record<'debug' | 'info' | 'warn' | 'error', (text?: unknown) => void> {
  return {
    debug: (text) => logger.debug('apollo', { text }),
    info: (text) => logger.debug('apollo', { text }),
    warn: (text) => logger.warn('apollo', { text }),
    error: (text) => logger.error('apollo', { text }),
  };
}
