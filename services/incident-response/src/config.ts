import { SEVERITIES } from '@bulkhead/core-base';
import { defineConfig, integer, secret, secretLocation } from '@bulkhead/platform-config';
import type { SettingsOf } from '@bulkhead/platform-config';
import { z } from 'zod';
import { NETWORKS } from './notification/address-guard.ts';

const SYSLOG_ADDRESS = /^(?:udp|tcp|tls):\/\/(?:[A-Za-z0-9_.-]{1,253}|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/;

/** The settings of this service alone. */
export const INCIDENT_RESPONSE_CONFIG = defineConfig({
  service: 'incident-response',
  shape: {
    BULKHEAD_INCIDENT_RESPONSE_WINDOW_MINUTES: integer({ min: 1, max: 43_200 })
      .default(60)
      .describe('How long after its last signal an incident takes in others on the same workload, host or image.'),
    BULKHEAD_INCIDENT_RESPONSE_OPEN_FROM: z
      .enum(SEVERITIES)
      .default('MEDIUM')
      .describe('Weaker signals open no incident, but join one that is open; UNKNOWN always opens.'),
    BULKHEAD_INCIDENT_RESPONSE_EVENT_RETENTION_DAYS: integer({ min: 1, max: 3650 })
      .default(30)
      .describe('How many days runtime events are kept; incidents and their timelines stay.'),
    BULKHEAD_INCIDENT_RESPONSE_WEBHOOK_URL: secretLocation()
      .optional()
      .describe('https URL that is told of incidents by POST; nobody is told without it.'),
    BULKHEAD_INCIDENT_RESPONSE_WEBHOOK_SECRET: secret({ minLength: 24 })
      .optional()
      .describe('Signs what the webhook is told (Standard Webhooks); needed with a webhook URL.'),
    BULKHEAD_INCIDENT_RESPONSE_SYSLOG_ADDRESS: z
      .string()
      .regex(SYSLOG_ADDRESS, 'must be udp://host:port, tcp://host:port or tls://host:port')
      .optional()
      .describe('Syslog receiver (RFC 5424) that is told of incidents: udp (514), tcp (601) or tls (6514).'),
    BULKHEAD_INCIDENT_RESPONSE_SYSLOG_FACILITY: integer({ min: 0, max: 23 })
      .default(16)
      .describe('Facility of the syslog messages; 16 = local0.'),
    BULKHEAD_INCIDENT_RESPONSE_SINK_NETWORK: z
      .enum(NETWORKS)
      .default('any')
      .describe('public = a sink must not resolve to a private address; link-local addresses are never taken.'),
    BULKHEAD_INCIDENT_RESPONSE_SINK_TIMEOUT_SECONDS: integer({ min: 1, max: 60 })
      .default(10)
      .describe('How long one attempt to tell a sink may take.'),
    BULKHEAD_INCIDENT_RESPONSE_SINK_ATTEMPTS: integer({ min: 1, max: 100 })
      .default(20)
      .describe('After as many failures a delivery is abandoned until a person has it tried again (20 = about 10 h).'),
  },
});

export type IncidentResponseSettings = SettingsOf<typeof INCIDENT_RESPONSE_CONFIG>;
