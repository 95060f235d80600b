/** `KEY=value` with shell-like quotes, one per line: os-release(5). */
export function parseAssignments(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const line of text.split('\n', 1000)) {
    const match = /^\s*([A-Z][A-Z0-9_]{0,63})=(.*)$/.exec(line);
    const [, key, raw] = match ?? [];
    if (key !== undefined && raw !== undefined) values.set(key, unquote(raw.trim()));
  }
  return values;
}

function unquote(text: string): string {
  const quote = text[0];
  if ((quote !== '"' && quote !== "'") || !text.endsWith(quote) || text.length < 2) return text;
  const inner = text.slice(1, -1);
  return quote === '"' ? inner.replace(/\\(["$`\\])/g, '$1') : inner;
}

/** `KEY value`, `#` begins a comment: login.defs(5). The last line of a key counts, as for shadow's own reader. */
export function parseLoginDefs(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const line of text.split('\n', 5000)) {
    const match = /^\s*([A-Z][A-Z0-9_]{0,63})[\s=]+(\S.*?)\s*$/.exec(line.replace(/#.*$/, ''));
    const [, key, value] = match ?? [];
    if (key !== undefined && value !== undefined) values.set(key, value);
  }
  return values;
}
