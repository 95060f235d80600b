import { readConfig } from '@bulkhead/platform-config';
import { createLogger } from '@bulkhead/platform-logging';
import { runProcess } from '@bulkhead/platform-service';
import { createGateway, gatewayConfig, subgraphUrls } from './index.ts';

await runProcess('gateway', async () => {
  const settings = readConfig(gatewayConfig);
  const logger = createLogger({ name: 'gateway', level: settings.BULKHEAD_LOG_LEVEL });
  const gateway = await createGateway({ settings, logger, subgraphs: subgraphUrls(settings) });
  await gateway.listen();
  return { logger, close: () => gateway.close() };
});
