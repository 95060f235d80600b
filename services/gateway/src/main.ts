import { printConfig, readConfig } from '@bulkhead/platform-config';
import { createLogger } from '@bulkhead/platform-logging';
import { runProcess } from '@bulkhead/platform-service';
import { startTelemetry } from '@bulkhead/platform-telemetry';
import { createGateway, gatewayConfig, subgraphUrls } from './index.ts';

await runProcess('gateway', async () => {
  const settings = readConfig(gatewayConfig);
  const logger = createLogger({
    name: 'gateway',
    level: settings.BULKHEAD_LOG_LEVEL,
    pretty: settings.BULKHEAD_LOG_PRETTY,
  });
  for (const line of printConfig(settings)) logger.info('setting', { setting: line });
  const endpoint = settings.BULKHEAD_OTLP_ENDPOINT;
  const telemetry = await startTelemetry({ service: 'gateway', ...(endpoint === undefined ? {} : { endpoint }) });
  const gateway = await createGateway({ settings, logger, subgraphs: subgraphUrls(settings) });
  const url = await gateway.listen();
  // Not through the logger: log lines are kept and shipped, this is shown to whoever started the process, once.
  if (gateway.adminToken.state === 'created')
    process.stdout.write(`${url} admin token: ${gateway.adminToken.plaintext}\n`);
  return {
    logger,
    close: async () => {
      await gateway.close();
      await telemetry.close();
    },
  };
});
