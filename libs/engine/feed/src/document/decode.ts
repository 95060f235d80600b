import { messageOf } from '@bulkhead/core-base';
import { parse as parseToml } from 'smol-toml';
import { parse as parseYaml } from 'yaml';
import type { RawDocument } from '../container/raw.ts';
import { parked } from '../feed-item.ts';
import type { ParkedDocument } from '../feed-item.ts';
import type { FeedLimits } from '../limit.ts';
import { isDeeperThan } from './depth.ts';

/** YAML is built node by node, at many times the cost of JSON: what is larger is no hand-kept advisory. */
const MAX_YAML_BYTES = 8 * 1024 * 1024;

/** A document's value, why it has none, or that it is none of ours (a README beside the advisories). */
export type Decoded = { readonly kind: 'value'; readonly value: unknown } | { readonly kind: 'other' } | ParkedDocument;

/** Decodes JSON, YAML or Markdown with a TOML head, as the name says; never throws. */
export function decode({ path, bytes }: RawDocument, limits: FeedLimits): Decoded {
  if (bytes.length > limits.maxDocumentBytes)
    return parked(path, 'DOCUMENT_TOO_LARGE', `It has ${bytes.length} bytes.`);
  const name = path.replace(/\.(?:gz|zst)$/i, '');
  if (/\.ya?ml$/i.test(name)) return decodeYaml(path, bytes);
  return /\.md$/i.test(name) ? decodeMarkdown(path, bytes) : decodeJson(path, bytes, limits);
}

function decodeJson(path: string, bytes: Buffer, limits: FeedLimits): Decoded {
  if (isDeeperThan(bytes, limits.maxDepth)) {
    return parked(path, 'DOCUMENT_TOO_DEEP', `It nests deeper than ${limits.maxDepth}.`);
  }
  try {
    const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
    return { kind: 'value', value: JSON.parse(bytes.toString('utf8', start)) as unknown };
  } catch (error) {
    return parked(path, 'DOCUMENT_UNREADABLE', messageOf(error).slice(0, 200));
  }
}

function decodeYaml(path: string, bytes: Buffer): Decoded {
  if (bytes.length > MAX_YAML_BYTES) return parked(path, 'DOCUMENT_TOO_LARGE', `It has ${bytes.length} bytes of YAML.`);
  try {
    return { kind: 'value', value: parseYaml(bytes.toString(), { maxAliasCount: 50 }) as unknown };
  } catch (error) {
    return parked(path, 'DOCUMENT_UNREADABLE', messageOf(error).slice(0, 200));
  }
}

const TOML_HEAD = /^```toml\r?\n([\s\S]{0,65536}?)\n```\r?\n/;

/** Text of which the first block is TOML: its members, and the rest as `markdown`. */
function decodeMarkdown(path: string, bytes: Buffer): Decoded {
  if (bytes.length > MAX_YAML_BYTES || !bytes.subarray(0, 7).equals(Buffer.from('```toml'))) return { kind: 'other' };
  const text = bytes.toString();
  const head = TOML_HEAD.exec(text);
  if (head === null) return parked(path, 'DOCUMENT_UNREADABLE', 'Its TOML head has no end.');
  try {
    const members = parseToml(head[1] ?? '');
    return { kind: 'value', value: { ...members, markdown: text.slice(head[0].length) } };
  } catch (error) {
    return parked(path, 'DOCUMENT_UNREADABLE', messageOf(error).slice(0, 200));
  }
}
