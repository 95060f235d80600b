/** A plain table: columns as wide as their widest cell, the last one cut to fit. */
export function table(header: readonly string[], rows: readonly (readonly string[])[], columns: number): string {
  const all = [header, ...rows];
  const widths = header.map((_title, index) => Math.max(...all.map((row) => visible(row[index] ?? '').length)));
  const before = widths.slice(0, -1).reduce((sum, width) => sum + width + 2, 0);
  const lines = all.map((row) =>
    row
      .map((cell, index) =>
        index === header.length - 1 ? cut(visible(cell), columns - before) : visible(cell).padEnd(widths[index] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  return lines.map((line) => `${line}\n`).join('');
}

/** What comes from an image may hold anything: control characters are not sent to a terminal. */
export function visible(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replaceAll(/[\u0000-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]/g, '\uFFFD');
}

function cut(text: string, width: number): string {
  return width < 8 || text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}
