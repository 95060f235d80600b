export { createGateway } from './gateway.ts';
export type { GatewayFault, GatewayOptions, RunningGateway } from './gateway.ts';
export { SUBGRAPH_NAMES, gatewayConfig, subgraphUrls } from './config.ts';
export type { GatewaySettings } from './config.ts';
export type { FederatedExecutor } from './federation/executor.ports.ts';
export type { LocalSubgraph, RemoteSubgraph, SubgraphTarget } from './federation/subgraph.source.ts';
export type { Supergraph } from './federation/supergraph.ts';
export type { GatewayHealth } from './health/readiness.ts';
