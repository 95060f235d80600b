import { overrideProcessEnvironment } from '@bulkhead/platform-config';

/**
 * Apollo reads its reporting, registry and safety switches from the environment and offers no other way for some of
 * them. They are set here and now, whatever the machine has: the gateway reports to nobody, takes its supergraph from
 * nobody, and keeps its protections. Must run before ApolloGateway is constructed.
 */
export function silenceApollo(): void {
  overrideProcessEnvironment({
    APOLLO_TELEMETRY_DISABLED: '1',
    APOLLO_KEY: undefined,
    APOLLO_GRAPH_REF: undefined,
    APOLLO_GRAPH_ID: undefined,
    APOLLO_GRAPH_VARIANT: undefined,
    APOLLO_SCHEMA_REPORTING: undefined,
    APOLLO_SCHEMA_CONFIG_DELIVERY_ENDPOINT: undefined,
    APOLLO_OUT_OF_BAND_REPORTER_ENDPOINT: undefined,
    APOLLO_DISABLE_SECURITY_RECURSIVE_SELECTIONS_CHECK: undefined,
    APOLLO_DISABLE_SECURITY_NON_LOCAL_SELECTIONS_CHECK: undefined,
  });
}
