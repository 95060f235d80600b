import { SEVERITIES } from '@bulkhead/core-base';
import { table, visible } from '../terminal/table.ts';
import type { ScanResult } from './scan-result.ts';

/** The result for people: what was looked at, what could not be judged, then the findings, worst first. */
export function scanTable(result: ScanResult, columns: number): string {
  return [head(result), unknowns(result), problems(result), findings(result, columns), foot(result)]
    .filter((part) => part !== '')
    .join('\n');
}

function head({ report, feed }: ScanResult): string {
  const { subject, distribution, layers, components } = report;
  const name = subject.kind === 'image' ? (subject.names[0] ?? subject.digest) : subject.name;
  const id = subject.kind === 'image' ? subject.digest : subject.id;
  const lines = [
    `${subject.kind}  ${visible(name)}`,
    `id     ${id}`,
    `system ${distribution === null ? 'unknown' : visible(distribution.prettyName || distribution.id)}`,
    `found  ${components.length} components${layers.length === 0 ? '' : ` in ${layers.length} layers`}`,
    `feed   ${feed.advisories === 0 ? 'none: nothing can be judged' : `${feed.advisories} advisories (${feed.snapshots.join(', ')})`}`,
    ...(feed.parked === 0 ? [] : [`parked ${feed.parked} documents of the feed could not be read`]),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function unknowns({ unknown, verdict }: ScanResult): string {
  if (unknown.length === 0) return '';
  const lines = unknown.map(({ words, components }) => `  ${components} × ${visible(words)}\n`);
  return `UNKNOWN${verdict === 'UNKNOWN' ? ': nothing could be judged' : ', not judged'}\n${lines.join('')}`;
}

function problems({ report }: ScanResult): string {
  if (report.problems.length === 0) return '';
  const byCode = new Map<string, { count: number; example: string }>();
  for (const { code, message, path } of report.problems) {
    const known = byCode.get(code);
    byCode.set(code, {
      count: (known?.count ?? 0) + 1,
      example: known?.example ?? `${message}${path === undefined ? '' : ` (${path})`}`,
    });
  }
  const lines = [...byCode].map(([code, { count, example }]) => `  ${count} × ${code}: ${visible(example)}\n`);
  return `NOT READ\n${lines.join('')}`;
}

function findings({ findings: found }: ScanResult, columns: number): string {
  if (found.length === 0) return '';
  const rows = found.map(({ severity, cvss, vulnerability, component, fixedIn, summary }) => [
    severity,
    cvss === null ? '-' : cvss.toFixed(1),
    vulnerability,
    component.name,
    component.version,
    fixedIn.join(', ') || '-',
    summary,
  ]);
  return table(['SEVERITY', 'CVSS', 'VULNERABILITY', 'PACKAGE', 'VERSION', 'FIXED IN', 'WHAT'], rows, columns);
}

function foot({ findings: found, verdict }: ScanResult): string {
  if (verdict === 'UNKNOWN')
    return 'UNKNOWN: no advisories are held for anything that was found. Give some: --advisories <folder|zip>\n';
  const counts = [...SEVERITIES]
    .reverse()
    .map((severity) => [severity, found.filter((finding) => finding.severity === severity).length] as const);
  const said = counts.filter(([, count]) => count > 0).map(([severity, count]) => `${count} ${severity.toLowerCase()}`);
  const total = found.length === 0 ? 'no findings' : `${found.length} findings: ${said.join(', ')}`;
  return `${total}${verdict === 'PARTIAL' ? '; not everything could be judged' : ''}\n`;
}
