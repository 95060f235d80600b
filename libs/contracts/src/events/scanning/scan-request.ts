import { z } from 'zod';
import { defineEvent } from '../../define-event.ts';
import type { EventContract, EventOf, Lane } from '../../define-event.ts';
import { ID, INSTANT } from '../../vocabulary.ts';

const SCAN_REQUEST_DATA = z.object({
  scanId: ID,
  source: z.string().min(1).max(2048).describe('source specification: registry reference, oci:, docker-archive:, dir:'),
  requestedBy: z.string().max(300),
  requestedAt: INSTANT,
  reason: z.enum(['REQUESTED', 'TAG_PUSHED', 'FIRST_SEEN', 'CADENCE']),
});

function scanRequest(lane: Lane): EventContract<z.infer<typeof SCAN_REQUEST_DATA>> {
  return defineEvent({
    name: 'scan.request',
    version: 1,
    owner: 'scanning',
    lane,
    doc:
      lane === 'interactive'
        ? 'Somebody waits for this scan.'
        : 'A scan that nobody waits for: a pushed tag, an image first seen, the cadence.',
    key: (data) => data.source,
    data: SCAN_REQUEST_DATA,
  });
}

export const SCAN_REQUEST_INTERACTIVE = scanRequest('interactive');
export const SCAN_REQUEST_BACKGROUND = scanRequest('background');
export type ScanRequest = EventOf<typeof SCAN_REQUEST_INTERACTIVE>;
