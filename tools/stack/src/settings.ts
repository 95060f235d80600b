import { Fault, isFault } from '@bulkhead/core-base';
import { readConfig } from '@bulkhead/platform-config';
import type { ConfigFault, Environment } from '@bulkhead/platform-config';
import { readSettings } from '@bulkhead/platform-service';
import type { ServiceDefinition } from '@bulkhead/platform-service';
import { gatewayConfig } from '@bulkhead/service-gateway';

/** What stands for the addresses that the embedded engines will give. */
const EMBEDDED: Environment = { MONGODB_URI: 'mongodb://embedded', KAFKA_BROKERS: 'embedded:9092' };

/**
 * Reads the settings of every part before anything starts, so that no mistake shows only after another was put right.
 * Fault CONFIG_INVALID lists the mistakes of all of them.
 */
export function demandSettings(services: readonly ServiceDefinition[], environment: Environment): void {
  const given = Object.entries(environment).filter(([, value]) => value !== undefined && value !== '');
  const env = { ...EMBEDDED, ...Object.fromEntries(given) };
  const readings = [
    ...services.map((definition) => () => readSettings(definition, env)),
    () => readConfig(gatewayConfig, env),
  ];
  const mistakes = [...new Set(readings.flatMap((read) => mistakesOf(read)))];
  if (mistakes.length === 0) return;
  throw new Fault<ConfigFault>('invalid', 'CONFIG_INVALID', 'the settings are wrong', {
    details: { mistakes },
    advice: 'Correct the environment and start again; docs/reference/configuration.md lists every setting.',
  });
}

function mistakesOf(read: () => unknown): readonly string[] {
  try {
    read();
    return [];
  } catch (error) {
    const mistakes = isFault(error) ? error.details['mistakes'] : undefined;
    if (!Array.isArray(mistakes)) throw error;
    return mistakes.map(String);
  }
}
