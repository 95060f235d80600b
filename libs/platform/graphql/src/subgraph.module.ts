import type { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { Fault } from '@bulkhead/core-base';
import { attachedPrincipal } from '@bulkhead/platform-identity';
import type { Logger } from '@bulkhead/platform-logging';
import { ApolloFederationDriver } from '@nestjs/apollo';
import type { ApolloFederationDriverConfig } from '@nestjs/apollo';
import type { DynamicModule, INestApplicationContext } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import type { FormattedExecutionResult } from 'graphql';
import { enforceAllow, refuseWhatIsNotAllowed } from './allow.ts';
import type { GraphqlContext } from './context.ts';
import { graphqlContext } from './context.ts';
import { errorFormatter } from './error.ts';
import { scalarResolvers } from './scalar.ts';
import { traceRootFields } from './trace.ts';

/** One GraphQL operation, as it came or as the gateway planned it. */
export interface GraphqlRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
}

/** Answers an operation in process, with the errors a caller over HTTP would get. */
export type SubgraphExecutor = (request: GraphqlRequest, context: GraphqlContext) => Promise<FormattedExecutionResult>;

export interface SubgraphOptions {
  readonly name: string;
  /** The whole SDL, `subgraphSdl(nouns)`. */
  readonly sdl: string;
  readonly logger: Logger;
}

/** As much of an HTTP request as the context needs. */
interface IncomingRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

const TOKENS_MAX = 10_000;
const RECURSION_MAX = 20_000;

/**
 * The GraphQL half of a service: resolvers are found in its modules, the schema is the SDL's, `@allow` is enforced and
 * errors are mapped, over HTTP at /graphql and in process alike. Fault SDL_NOT_ALLOWED when the SDL has a hole.
 */
export function subgraphModule(options: SubgraphOptions): DynamicModule {
  refuseWhatIsNotAllowed(options.sdl);
  const logger = options.logger.child({ subgraph: options.name });
  return GraphQLModule.forRoot<ApolloFederationDriverConfig>({
    driver: ApolloFederationDriver,
    path: '/graphql',
    typeDefs: options.sdl,
    resolvers: scalarResolvers(),
    // Connections hand over plain objects and unions carry __typename; what is not resolved by name is a property.
    resolverValidationOptions: { requireResolversToMatchSchema: 'error' },
    transformSchema: (schema) => enforceAllow(traceRootFields(schema)),
    context: contextOf,
    formatError: errorFormatter(logger),
    autoTransformHttpErrors: false,
    preserveHttpStatusForExecutionErrors: false,
    introspection: true,
    graphiql: false,
    csrfPrevention: true,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: false,
    nodeEnv: 'production',
    stopOnTerminationSignals: false,
    stopOnApplicationShutdown: true,
    parseOptions: { maxTokens: TOKENS_MAX },
    maxRecursiveSelections: RECURSION_MAX,
    logger: quiet(logger),
    plugins: [
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
    ],
  });
}

/** The in-process way into the subgraph of a started Nest application. */
export function subgraphExecutor(application: INestApplicationContext): SubgraphExecutor {
  const module = application.get(GraphQLModule<ApolloFederationDriver>, { strict: false });
  const server = module.graphQlAdapter.instance as unknown as ApolloServer<GraphqlContext>;
  return async (request, context) => {
    const { body } = await server.executeOperation({ ...request }, { contextValue: context });
    if (body.kind === 'single') return body.singleResult;
    throw new Fault('invariant', 'SUBGRAPH_INCREMENTAL', 'a subgraph answered in parts');
  };
}

function contextOf({ req }: { req: IncomingRequest }): GraphqlContext {
  const principal = attachedPrincipal(req);
  const traceparent = req.headers['traceparent'];
  return graphqlContext({
    ...(principal === undefined ? {} : { principal }),
    ...(typeof traceparent === 'string' ? { traceparent } : {}),
  });
}

/** Apollo's own chatter is for us; what it calls an error is one. */
function quiet(logger: Logger): NonNullable<ApolloFederationDriverConfig['logger']> {
  return {
    debug: (text) => logger.debug('apollo', { text }),
    info: (text) => logger.debug('apollo', { text }),
    warn: (text) => logger.warn('apollo', { text }),
    error: (text) => logger.error('apollo', { text }),
  };
}
