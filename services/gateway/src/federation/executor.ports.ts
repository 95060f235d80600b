import type { GraphqlRequest, SubgraphExecutor } from '@bulkhead/platform-graphql';
import type { Request, RequestHandler } from 'express';
import type { GatewayContext } from './context.ts';

/** Executes operations against the supergraph. What stands behind it (today Apollo's gateway) is nobody else's matter. */
export interface FederatedExecutor {
  execute(operation: GraphqlRequest, context: GatewayContext): ReturnType<SubgraphExecutor>;
  /** GraphQL over HTTP; the body is parsed already. */
  handler(contextOf: (request: Request) => GatewayContext): RequestHandler;
  close(): Promise<void>;
}
