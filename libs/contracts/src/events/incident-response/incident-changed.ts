import { z } from 'zod';
import { defineEvent } from '../../define-event.ts';
import type { EventOf } from '../../define-event.ts';
import { DIGEST, ID, INSTANT, SEVERITY } from '../../vocabulary.ts';

/** An incident opened, grew, or moved on. */
export const INCIDENT_CHANGED = defineEvent({
  name: 'incident.changed',
  version: 1,
  owner: 'incident-response',
  doc: 'An incident opened, took in more, or changed its state.',
  key: (data) => data.incidentId,
  data: z.object({
    incidentId: ID,
    title: z.string().max(1000),
    state: z.enum(['OPEN', 'TRIAGED', 'CONTAINED', 'ERADICATED', 'CLOSED', 'FALSE_POSITIVE']),
    severity: SEVERITY,
    ownerTeamId: ID.nullable(),
    lineageKeys: z.array(ID).max(10_000),
    imageDigests: z.array(DIGEST).max(1000),
    hostIds: z.array(ID).max(10_000),
    violationIds: z.array(ID).max(10_000),
    at: INSTANT,
  }),
});
export type IncidentChanged = EventOf<typeof INCIDENT_CHANGED>;
