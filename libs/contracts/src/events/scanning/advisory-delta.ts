import { z } from 'zod';
import { defineEvent } from '../../define-event.ts';
import type { EventOf } from '../../define-event.ts';
import { ID } from '../../vocabulary.ts';

/** Advisories about one package appeared, changed or were withdrawn. */
export const ADVISORY_DELTA = defineEvent({
  name: 'advisory.delta',
  version: 1,
  owner: 'scanning',
  doc: 'Advisories about a package appeared, changed or were withdrawn. Keyed like component.occurrence, so that whichever comes second sees the first.',
  coPartitionGroup: 'package',
  key: (data) => data.packageKey,
  data: z.object({
    packageKey: ID.describe('ecosystem/name'),
    advisoryIds: z.array(ID).max(100_000),
    snapshot: z.string().max(300).describe('the feed snapshot that brought them'),
  }),
});
export type AdvisoryDelta = EventOf<typeof ADVISORY_DELTA>;
