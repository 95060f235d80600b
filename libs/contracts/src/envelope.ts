import { z } from 'zod';

/**
 * What every message on the bus looks like: CloudEvents 1.0 attribute names, JSON. The data is inline, or, above
 * 128 KiB, behind `dataref` with its digest and size (claim check); never both.
 */
export const ENVELOPE = z
  .object({
    specversion: z.literal('1.0'),
    id: z.uuid().describe('UUIDv7, minted before the commit; consumers are idempotent by it'),
    type: z.string().max(200).describe('contract name and version: violation.changed.v1'),
    source: z.string().max(100).describe('the service that published it'),
    subject: z.string().min(1).max(1024).describe('the key: the entity whose order matters'),
    time: z.iso.datetime({ precision: 3 }).describe('when it happened, UTC'),
    datacontenttype: z.literal('application/json'),
    traceparent: z.string().max(128).optional().describe('W3C trace context'),
    cluster: z.string().max(200).optional().describe('the cluster it is about'),
    revision: z.int().min(0).optional().describe('revision of the entity; older ones are ignored'),
    data: z.unknown().optional(),
    dataref: z.string().max(512).optional().describe('where the data is, when it is not inline'),
    datadigest: z.string().max(140).optional().describe('digest of the referenced bytes'),
    datasize: z.int().min(0).optional().describe('size of the referenced bytes'),
  })
  .describe('CloudEvents 1.0 envelope');
export type Envelope = z.infer<typeof ENVELOPE>;
