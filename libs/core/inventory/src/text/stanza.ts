/** One paragraph of `Field: value` lines, with the field names in lower case; the first of repeated fields counts. */
export type Stanza = ReadonlyMap<string, string>;

/** The text of a document, whatever bytes it holds (invalid UTF-8 becomes U+FFFD), without a byte order mark. */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder('utf-8').decode(bytes);
}

/**
 * Splits text in the format of deb822(5) into paragraphs, keeping only the fields asked for (in lower case), each with
 * its first line alone: no field an inventory needs is longer.
 */
export function* readStanzas(text: string, fields: ReadonlySet<string>): Generator<Stanza> {
  let stanza = new Map<string, string>();
  let hasLines = false;
  for (const line of lines(text)) {
    if (line.trim() === '') {
      if (hasLines) yield stanza;
      stanza = new Map();
      hasLines = false;
      continue;
    }
    hasLines = true;
    const first = line.charCodeAt(0);
    if (first !== SPACE && first !== TAB) readField(line, fields, stanza);
  }
  if (hasLines) yield stanza;
}

const SPACE = 32;
const TAB = 9;

function readField(line: string, fields: ReadonlySet<string>, into: Map<string, string>): void {
  const colon = line.indexOf(':');
  if (colon <= 0) return;
  const name = line.slice(0, colon).toLowerCase();
  if (fields.has(name) && !into.has(name)) into.set(name, line.slice(colon + 1).trim());
}

/** Lines without their ends, one at a time; of empty lines in a row, the first alone. */
export function* lines(text: string): Generator<string> {
  let start = 0;
  while (start < text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(start, end > start && text.charCodeAt(end - 1) === CARRIAGE_RETURN ? end - 1 : end);
    yield line;
    start = end + 1;
    if (line === '') while (text.charCodeAt(start) === NEWLINE) start += 1;
  }
}

const NEWLINE = 10;
const CARRIAGE_RETURN = 13;
