import { z } from 'zod';
import { defineEvent } from '../../define-event.ts';
import type { EventOf } from '../../define-event.ts';
import { ID } from '../../vocabulary.ts';

/** Advisories about one package appeared, changed or were withdrawn. */
export const ADVISORY_DELTA = defineEvent({
  name: 'advisory.delta',
  version: 1,
  owner: 'scanning',
  doc: 'Advisories about a package appeared, changed or were withdrawn. Whoever holds versions of the package judges them again; no content is read for it.',
  key: (data) => data.packageKey,
  data: z.object({
    packageKey: ID.describe('ecosystem/name'),
    snapshot: z.string().max(300).describe('the feed snapshot that brought them'),
  }),
});
export type AdvisoryDelta = EventOf<typeof ADVISORY_DELTA>;
