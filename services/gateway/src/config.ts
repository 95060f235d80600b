import { defineConfig, flag, integer, port, secret, secretLocation } from '@bulkhead/platform-config';
import type { SettingsOf } from '@bulkhead/platform-config';
import { COMMON_SHAPE } from '@bulkhead/platform-service';
import { z } from 'zod';

/** The subgraphs the gateway knows, as their services are called. */
export const SUBGRAPH_NAMES = ['ingestion', 'scanning', 'policy', 'hardening', 'incident-response'] as const;

const subgraphUrl = (name: string) =>
  z
    .url({ protocol: /^https?$/, error: 'must be an http or https URL' })
    .optional()
    .describe(`Where ${name} answers, http://host:port; it must be set when ${name} does not run in this process.`);

/** The settings of the gateway. */
export const gatewayConfig = defineConfig({
  service: 'gateway',
  shape: {
    BULKHEAD_PORT: port().default(4000).describe('Port of the API.'),
    BULKHEAD_HOST: z
      .string()
      .min(1)
      .default('127.0.0.1')
      .describe('Address that the API listens on; 0.0.0.0 in a container.'),
    BULKHEAD_TOKEN: secret({ minLength: 16 })
      .optional()
      .describe('An admin token of your choice, at least 16 characters; one is made at the first start otherwise.'),
    MONGODB_URI: secretLocation().describe('Where the API tokens are kept.'),
    BULKHEAD_PROFILE: COMMON_SHAPE.BULKHEAD_PROFILE,
    BULKHEAD_DATA_DIR: COMMON_SHAPE.BULKHEAD_DATA_DIR,
    BULKHEAD_LOG_LEVEL: COMMON_SHAPE.BULKHEAD_LOG_LEVEL,
    BULKHEAD_LOG_PRETTY: COMMON_SHAPE.BULKHEAD_LOG_PRETTY,
    BULKHEAD_OTLP_ENDPOINT: COMMON_SHAPE.BULKHEAD_OTLP_ENDPOINT,
    BULKHEAD_INTERNAL_SECRET: COMMON_SHAPE.BULKHEAD_INTERNAL_SECRET,
    BULKHEAD_DRAIN_SECONDS: COMMON_SHAPE.BULKHEAD_DRAIN_SECONDS,
    BULKHEAD_GATEWAY_EXPLORER: flag()
      .default(true)
      .describe('Serve the query page at / (it needs a token to ask anything).'),
    BULKHEAD_GATEWAY_MAX_DEPTH: integer({ min: 3, max: 100 }).default(15).describe('How deep a query may nest.'),
    BULKHEAD_GATEWAY_MAX_COST: integer({ min: 1 })
      .default(100_000)
      .describe('How many objects a query may ask for at most, counted before it runs.'),
    BULKHEAD_GATEWAY_MAX_ALIASES: integer({ min: 0, max: 1000 })
      .default(50)
      .describe('How many aliases a query may use.'),
    BULKHEAD_GATEWAY_MAX_TOKENS: integer({ min: 100, max: 100_000 })
      .default(5_000)
      .describe('How many tokens a query text may have.'),
    BULKHEAD_GATEWAY_BODY_KIB: integer({ min: 1, max: 65_536 })
      .default(256)
      .describe('The largest body of a query, in KiB.'),
    BULKHEAD_GATEWAY_INTAKE_KIB: integer({ min: 1, max: 1_048_576 })
      .default(16_384)
      .describe('The largest batch of events, in KiB.'),
    BULKHEAD_GATEWAY_TIMEOUT_SECONDS: integer({ min: 1, max: 600 })
      .default(30)
      .describe('How long one request may take.'),
    BULKHEAD_GATEWAY_RATE_PER_MINUTE: integer({ min: 0 })
      .default(600_000)
      .describe('Cost that one token may use per minute; 0 means without bound.'),
    BULKHEAD_SUBGRAPH_INGESTION_URL: subgraphUrl('ingestion'),
    BULKHEAD_SUBGRAPH_SCANNING_URL: subgraphUrl('scanning'),
    BULKHEAD_SUBGRAPH_POLICY_URL: subgraphUrl('policy'),
    BULKHEAD_SUBGRAPH_HARDENING_URL: subgraphUrl('hardening'),
    BULKHEAD_SUBGRAPH_INCIDENT_RESPONSE_URL: subgraphUrl('incident-response'),
  },
});

export type GatewaySettings = SettingsOf<typeof gatewayConfig>;

/** The configured places of subgraphs, by name. */
export function subgraphUrls(settings: GatewaySettings): Record<string, { readonly url: string }> {
  const values = settings as unknown as Readonly<Record<string, string | undefined>>;
  const entries = SUBGRAPH_NAMES.flatMap((name) => {
    const url = values[`BULKHEAD_SUBGRAPH_${name.toUpperCase().replaceAll('-', '_')}_URL`];
    return url === undefined ? [] : [[name, { url }] as const];
  });
  return Object.fromEntries(entries);
}
