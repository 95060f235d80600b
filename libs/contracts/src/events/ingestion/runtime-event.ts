import { z } from 'zod';
import { defineEvent } from '../../define-event.ts';
import type { EventOf } from '../../define-event.ts';
import { DIGEST, ID, INSTANT, SEVERITY } from '../../vocabulary.ts';

/** Something happened in a running container or on a host. */
export const RUNTIME_EVENT = defineEvent({
  name: 'runtime.event',
  version: 1,
  owner: 'ingestion',
  doc: 'Something happened in a running container or on a host, as a sensor (Falco, Tetragon, our agent) told it.',
  key: (data) => data.lineageKey ?? data.hostId ?? data.clusterId ?? data.eventId,
  data: z.object({
    eventId: ID.describe('h(agent, boot, seq), or h of the sensor event'),
    type: z.string().max(200).describe('the sensor rule or kind: "Terminal shell in container"'),
    severity: SEVERITY,
    at: INSTANT,
    clusterId: ID.nullable(),
    hostId: ID.nullable(),
    lineageKey: ID.nullable(),
    workloadName: z.string().max(700).nullable(),
    ownerTeamId: ID.nullable(),
    imageDigest: DIGEST.nullable(),
    container: z.string().max(300).nullable(),
    source: z.string().max(100),
    summary: z.string().max(4000),
    techniques: z.array(z.string().max(20)).max(50).describe('MITRE ATT&CK technique ids'),
    process: z.record(z.string(), z.unknown()).nullable(),
    network: z.record(z.string(), z.unknown()).nullable(),
    file: z.record(z.string(), z.unknown()).nullable(),
  }),
});
export type RuntimeEvent = EventOf<typeof RUNTIME_EVENT>;
