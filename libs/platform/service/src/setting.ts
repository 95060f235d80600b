import { LOG_LEVELS } from '@bulkhead/platform-logging';
import { flag, integer, list, port, secret, secretLocation } from '@bulkhead/platform-config';
import { z } from 'zod';

export const PROFILES = ['development', 'production'] as const;

/** The settings every service has. */
export const COMMON_SHAPE = {
  MONGODB_URI: secretLocation().describe(
    'MongoDB connection string; the server is a replica set or the embedded engine.',
  ),
  KAFKA_BROKERS: list()
    .refine((brokers) => brokers.length > 0, 'must name at least one broker')
    .describe('Kafka brokers, host:port or unix:/path, comma separated.'),
  KAFKA_TLS: flag().default(false).describe('Speak TLS to the brokers, verified by the system authorities.'),
  KAFKA_USERNAME: z.string().min(1).optional().describe('SASL/PLAIN user; needs KAFKA_PASSWORD and TLS.'),
  KAFKA_PASSWORD: secret().optional().describe('SASL/PLAIN password.'),
  KAFKA_PARTITIONS: integer({ min: 1, max: 1000 })
    .default(4)
    .describe('Partitions of topics that do not exist yet; the same for all services.'),
  KAFKA_REPLICATION: integer({ min: 1, max: 10 })
    .default(1)
    .describe('Replicas of topics that do not exist yet; 3 in production.'),
  BULKHEAD_PROFILE: z
    .enum(PROFILES)
    .default('development')
    .describe('production refuses the embedded engines and weak secrets.'),
  BULKHEAD_LOG_LEVEL: z.enum(LOG_LEVELS).default('info').describe('The weakest level that is logged.'),
  BULKHEAD_LOG_PRETTY: flag().default(false).describe('Log lines for people instead of JSON.'),
  BULKHEAD_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/, error: 'must be an http or https URL' })
    .optional()
    .describe('OpenTelemetry collector (OTLP over HTTP); nothing is sent without it.'),
  BULKHEAD_DATA_DIR: z.string().min(1).default('.bulkhead').describe('Where this installation keeps its files.'),
  BULKHEAD_BLOB_DIR: z
    .string()
    .min(1)
    .optional()
    .describe('Folder that all services share for the content of large events; <data dir>/blobs when not set.'),
  BULKHEAD_INTERNAL_SECRET: secret({ minLength: 32 })
    .optional()
    .describe('Signs who asks, between our own processes; the same for all of them, at least 32 characters.'),
  BULKHEAD_DRAIN_SECONDS: integer({ min: 0, max: 600 })
    .default(15)
    .describe('How long a stopping process waits for what is in flight.'),
} as const satisfies z.ZodRawShape;

export type CommonShape = typeof COMMON_SHAPE;
export type CommonSettings = z.output<z.ZodObject<CommonShape>>;

/** The settings of a service that listens on its own: BULKHEAD_<SERVICE>_PORT and BULKHEAD_<SERVICE>_HOST. */
export function listenShape(service: string): z.ZodRawShape {
  const { portName, hostName } = listenNames(service);
  return {
    [portName]: port().default(4100).describe(`Port of ${service} when it runs as its own process.`),
    [hostName]: z
      .string()
      .min(1)
      .default('127.0.0.1')
      .describe(`Address that ${service} listens on; 0.0.0.0 in a container.`),
  };
}

/** Environment names that say where a service listens. */
export function listenNames(service: string): { readonly portName: string; readonly hostName: string } {
  const prefix = `BULKHEAD_${service.toUpperCase().replaceAll('-', '_')}`;
  return { portName: `${prefix}_PORT`, hostName: `${prefix}_HOST` };
}
