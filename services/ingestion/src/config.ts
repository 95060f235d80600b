import { defineConfig } from '@bulkhead/platform-config';

/** This service has no settings of its own: what all services share is enough. */
export const INGESTION_CONFIG = defineConfig({ service: 'ingestion', shape: {} });
