import { isDigest } from '@bulkhead/core-base';
import { z } from 'zod';

/** The largest message that is read; anything we publish stays far below. */
export const MAX_MESSAGE_BYTES = 1_048_576;

/** CloudEvents 1.0, JSON format. The data is inline, or behind a claim check; never both. */
const ENVELOPE = z.object({
  specversion: z.literal('1.0'),
  id: z.uuid(),
  type: z.string().min(1).max(200),
  source: z.string().min(1).max(100),
  subject: z.string().min(1).max(1024),
  time: z.iso.datetime(),
  datacontenttype: z.literal('application/json'),
  traceparent: z.string().max(128).optional(),
  cluster: z.string().max(200).optional(),
  revision: z.int().min(0).optional(),
  data: z.unknown().optional(),
  dataref: z.string().min(1).max(512).optional(),
  datadigest: z.string().max(140).refine(isDigest).optional(),
  datasize: z.int().min(0).optional(),
});
export type Envelope = z.infer<typeof ENVELOPE>;

/** The bytes of an envelope, or why they are none. Never throws. */
export type Decoded = { readonly envelope: Envelope } | { readonly problem: string };

/** Reads an envelope from the bytes of a Kafka message: outside input, so bounded and never trusted. */
export function decodeEnvelope(value: Buffer | null): Decoded {
  if (value === null) return { problem: 'the message has no value' };
  if (value.length > MAX_MESSAGE_BYTES) return { problem: `the message has ${value.length} bytes` };
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(value));
  } catch {
    return { problem: 'the message is not JSON in UTF-8' };
  }
  const parsed = ENVELOPE.safeParse(json);
  if (!parsed.success) return { problem: describeIssues(parsed.error) };
  const { data, dataref, datadigest, datasize } = parsed.data;
  if ((data === undefined) === (dataref === undefined)) return { problem: 'either data or dataref must be there' };
  if (dataref !== undefined && (datadigest === undefined || datasize === undefined)) {
    return { problem: 'dataref without datadigest and datasize' };
  }
  return { envelope: parsed.data };
}

/** The first few problems zod found, as one line. */
export function describeIssues(error: z.ZodError): string {
  const shown = error.issues.slice(0, 5).map((issue) => `${issue.path.join('.') || 'event'}: ${issue.message}`);
  return shown.join('; ').slice(0, 500);
}
