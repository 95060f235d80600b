export { SHARED_SDL, readSubgraphSdl, sdlDigest, subgraphSdl } from './sdl.ts';
export type { SdlFault } from './sdl.ts';
export { checkEveryFieldIsAllowed, enforceAllow } from './allow.ts';
export { graphqlContext, loader } from './context.ts';
export type { GraphqlContext } from './context.ts';
export { codeOfKind, errorFormatter } from './error.ts';
export { scalarResolvers } from './scalar.ts';
export { subgraphExecutor, subgraphModule } from './subgraph.module.ts';
export type { GraphqlRequest, SubgraphExecutor, SubgraphOptions } from './subgraph.module.ts';
