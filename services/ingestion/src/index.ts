import {
  HOST_FACTS,
  INVENTORY_CLUSTER,
  INVENTORY_HOST,
  INVENTORY_WORKLOAD,
  REGISTRY_TAG_EVENT,
  RUNTIME_EVENT,
} from '@bulkhead/contracts';
import { defineService } from '@bulkhead/platform-service';
import { AppModule } from './app.module.ts';
import { INGESTION_CONFIG } from './config.ts';
import { INGESTION_SDL } from './schema.ts';

/** What exists: clusters, workloads, hosts, tags and teams, and everything that is reported about them. */
export const ingestionService = defineService({
  name: 'ingestion',
  config: INGESTION_CONFIG,
  sdl: INGESTION_SDL,
  module: () => AppModule.register(),
  produces: [INVENTORY_CLUSTER, INVENTORY_HOST, INVENTORY_WORKLOAD, REGISTRY_TAG_EVENT, HOST_FACTS, RUNTIME_EVENT],
  consumes: [],
});
