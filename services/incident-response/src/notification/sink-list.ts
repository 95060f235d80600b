import { hostname } from 'node:os';
import { Fault } from '@bulkhead/core-base';
import type { Clock } from '@bulkhead/core-base';
import type { Environment } from '@bulkhead/platform-config';
import type { IncidentResponseSettings } from '../config.ts';
import type { Sink } from './notification.ports.ts';
import { syslogSink } from './syslog.sink.ts';
import type { SyslogTransport } from './syslog.sink.ts';
import { webhookSink } from './webhook.sink.ts';

export type SinkFault = 'SINK_INVALID';

export interface SinkSurroundings {
  readonly clock: Clock;
  readonly isProduction: boolean;
  /** Where HTTP_PROXY, HTTPS_PROXY and NO_PROXY are read. */
  readonly environment: Environment;
}

const DEFAULT_PORTS: Readonly<Record<SyslogTransport, number>> = { udp: 514, tcp: 601, tls: 6514 };

/** The sinks that the settings name; none is an answer. Fault invalid SINK_INVALID with what is wrong. */
export function configuredSinks(settings: IncidentResponseSettings, surroundings: SinkSurroundings): Sink[] {
  return [...webhook(settings, surroundings), ...syslog(settings)];
}

function webhook(settings: IncidentResponseSettings, { clock, isProduction, environment }: SinkSurroundings): Sink[] {
  const location = settings.BULKHEAD_INCIDENT_RESPONSE_WEBHOOK_URL;
  const secret = settings.BULKHEAD_INCIDENT_RESPONSE_WEBHOOK_SECRET;
  if (location === undefined) return [];
  const url = URL.parse(location.reveal());
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw invalid('BULKHEAD_INCIDENT_RESPONSE_WEBHOOK_URL must be an https URL');
  }
  if (url.protocol === 'http:' && isProduction) {
    throw invalid('BULKHEAD_INCIDENT_RESPONSE_WEBHOOK_URL must be https in the production profile');
  }
  if (secret === undefined) throw invalid('BULKHEAD_INCIDENT_RESPONSE_WEBHOOK_SECRET is not set');
  const { HTTP_PROXY, HTTPS_PROXY, NO_PROXY, http_proxy, https_proxy, no_proxy } = environment;
  const proxies = { HTTP_PROXY, HTTPS_PROXY, NO_PROXY, http_proxy, https_proxy, no_proxy };
  const given = Object.fromEntries(Object.entries(proxies).filter(([, value]) => value !== undefined));
  const sink = webhookSink({
    url,
    secret,
    clock,
    network: settings.BULKHEAD_INCIDENT_RESPONSE_SINK_NETWORK,
    timeoutMs: settings.BULKHEAD_INCIDENT_RESPONSE_SINK_TIMEOUT_SECONDS * 1000,
    ...(Object.keys(given).length === 0 ? {} : { proxyEnvironment: given }),
  });
  return [sink];
}

function syslog(settings: IncidentResponseSettings): Sink[] {
  const address = settings.BULKHEAD_INCIDENT_RESPONSE_SYSLOG_ADDRESS;
  if (address === undefined) return [];
  const match = /^(udp|tcp|tls):\/\/(?:\[(.+)\]|([^:]+))(?::(\d+))?$/.exec(address);
  const [, transport, bracketed, plain, portText] = match ?? [];
  const host = bracketed ?? plain;
  if (transport === undefined || host === undefined) {
    throw invalid('BULKHEAD_INCIDENT_RESPONSE_SYSLOG_ADDRESS is not an address');
  }
  const port = portText === undefined ? DEFAULT_PORTS[transport as SyslogTransport] : Number(portText);
  if (port < 1 || port > 65_535) throw invalid('BULKHEAD_INCIDENT_RESPONSE_SYSLOG_ADDRESS has no valid port');
  const sink = syslogSink({
    transport: transport as SyslogTransport,
    host,
    port,
    facility: settings.BULKHEAD_INCIDENT_RESPONSE_SYSLOG_FACILITY,
    hostname: hostname(),
    network: settings.BULKHEAD_INCIDENT_RESPONSE_SINK_NETWORK,
    timeoutMs: settings.BULKHEAD_INCIDENT_RESPONSE_SINK_TIMEOUT_SECONDS * 1000,
  });
  return [sink];
}

function invalid(problem: string): Fault<SinkFault> {
  return new Fault('invalid', 'SINK_INVALID', problem, {
    advice: 'Correct the environment and start again; docs/reference/configuration.md lists every setting.',
  });
}
