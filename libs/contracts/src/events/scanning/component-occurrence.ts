import { z } from 'zod';
import { defineEvent } from '../../define-event.ts';
import type { EventOf } from '../../define-event.ts';
import { ID } from '../../vocabulary.ts';

/** Versions of one package appeared that have not been judged before. */
export const COMPONENT_OCCURRENCE = defineEvent({
  name: 'component.occurrence',
  version: 1,
  owner: 'scanning',
  doc: 'A subject (image or host) holds versions of a package. Keyed like advisory.delta, so that whichever comes second sees the first.',
  coPartitionGroup: 'package',
  key: (data) => data.packageKey,
  data: z.object({
    packageKey: ID.describe('ecosystem/name'),
    subjectKind: z.enum(['image', 'host']),
    subjectId: ID,
    versions: z.array(z.string().max(1024)).max(1000),
  }),
});
export type ComponentOccurrence = EventOf<typeof COMPONENT_OCCURRENCE>;
