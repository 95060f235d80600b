import { isFault } from '@bulkhead/core-base';
import type { ConfigDefinition } from '@bulkhead/platform-config';
import { readConfig } from '@bulkhead/platform-config';
import { settingsDefinition } from '@bulkhead/platform-service';
import type { ServiceDefinition } from '@bulkhead/platform-service';
import { gatewayConfig } from '@bulkhead/service-gateway';
import { hardeningService } from '@bulkhead/service-hardening';
import { incidentResponseService } from '@bulkhead/service-incident-response';
import { ingestionService } from '@bulkhead/service-ingestion';
import { policyService } from '@bulkhead/service-policy';
import { scanningService } from '@bulkhead/service-scanning';

const SERVICES = [
  ingestionService,
  scanningService,
  policyService,
  hardeningService,
  incidentResponseService,
] as unknown as readonly ServiceDefinition[];

/** The settings of every process of ours, by its name. */
export const DEFINITIONS: ReadonlyMap<string, ConfigDefinition> = new Map([
  ...SERVICES.map((definition) => [definition.name, settingsDefinition(definition)] as const),
  ['gateway', gatewayConfig as unknown as ConfigDefinition] as const,
]);

/** What a process would say to an environment that a manifest gives it: unknown names, then what it cannot read. */
export function mistakesOf(process: string, environment: Readonly<Record<string, string>>): readonly string[] {
  const definition = DEFINITIONS.get(process);
  if (definition === undefined) return [`there is no process ${process}`];
  const unknown = Object.keys(environment).filter((name) => !(name in definition.shape));
  return [...unknown.map((name) => `${name} is no setting of ${process}`), ...readingMistakes(definition, environment)];
}

function readingMistakes(definition: ConfigDefinition, environment: Readonly<Record<string, string>>): string[] {
  try {
    readConfig(definition, environment);
    return [];
  } catch (error) {
    if (!isFault(error)) throw error;
    return [error.message];
  }
}
