import { defineConfig, list } from '@bulkhead/platform-config';

/** Where this server may read content from when a caller asks it to. Nothing by default. */
export const SCANNING_CONFIG = defineConfig({
  service: 'scanning',
  shape: {
    BULKHEAD_SCANNING_REGISTRIES: list()
      .default([])
      .describe('registries (host, or host:port) this server may pull from when a scan is requested; none by default'),
    BULKHEAD_SCANNING_INSECURE_REGISTRIES: list()
      .default([])
      .describe('registries of these that are spoken to over plain HTTP; none by default'),
    BULKHEAD_SCANNING_LOCAL_SOURCES: list()
      .default([])
      .describe('folders this server may read dir:, oci: and docker-archive: sources from; none by default'),
  },
});
