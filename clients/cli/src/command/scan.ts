import { readFileSync } from 'node:fs';
import { SEVERITIES, compareSeverity } from '@bulkhead/core-base';
import type { Severity } from '@bulkhead/core-base';
import { oneOf, parseWords, usage } from '../arguments.ts';
import { EXIT } from '../exit.ts';
import type { ExitCode } from '../exit.ts';
import { sarifLog } from '../output/sarif.ts';
import { jsonText, writeOutput } from '../output/write-output.ts';
import { runScan } from '../scan/run-scan.ts';
import type { ScanResult } from '../scan/scan-result.ts';
import { scanTable } from '../scan/scan-table.ts';
import { SERVER_OPTIONS, callServer, findServer } from '../server/server.ts';
import { Progress } from '../terminal/progress.ts';
import type { Command, CommandContext } from './command.ts';

const FORMATS = ['table', 'json', 'sarif'] as const;

const OPTIONS = {
  ...SERVER_OPTIONS,
  advisories: { type: 'string', multiple: true },
  format: { type: 'string', short: 'f' },
  json: { type: 'boolean' },
  'fail-on': { type: 'string' },
  platform: { type: 'string' },
  'insecure-registry': { type: 'string', multiple: true },
  timeout: { type: 'string' },
  push: { type: 'boolean' },
} as const;

export const SCAN: Command = {
  name: 'scan',
  summary: 'what is in an image or a root filesystem, and what is wrong with it',
  help: readHelp('scan'),
  async run(words, context) {
    const { values, words: sources } = parseWords(words, OPTIONS);
    const [source] = sources;
    if (source === undefined || sources.length > 1)
      throw usage('scan takes one source: a registry reference, oci:, docker-archive: or dir:');
    const format = oneOf('format', values.json === true ? 'json' : values.format, FORMATS) ?? 'table';
    const failOn = oneOf('fail-on', values['fail-on'], SEVERITIES);
    const signal = withTimeout(context.signal, values.timeout);
    using progress = new Progress(context.terminal, values.quiet === true);
    const result = await runScan({
      source,
      advisories: values.advisories ?? [],
      platform: values.platform,
      insecureRegistries: values['insecure-registry'] ?? [],
      signal,
      progress,
    });
    progress[Symbol.dispose]();
    await writeOutput(context.terminal, render(result, format, context), values.output);
    if (values.push === true) await push(result, await findServer(values, signal), context);
    return exitCode(result, failOn);
  },
};

/** A threshold that is reached wins over what is not known; an UNKNOWN is never fine. */
export function exitCode(
  { findings, verdict }: Pick<ScanResult, 'findings' | 'verdict'>,
  failOn: Severity | undefined,
): ExitCode {
  const isReached = failOn !== undefined && findings.some(({ severity }) => compareSeverity(severity, failOn) >= 0);
  if (isReached) return EXIT.refused;
  return verdict === 'UNKNOWN' ? EXIT.unknown : EXIT.fine;
}

/** A signal that also ends after so many seconds. Fault USAGE. */
export function withTimeout(signal: AbortSignal, seconds: string | undefined): AbortSignal {
  if (seconds === undefined) return signal;
  if (!/^[1-9]\d{0,5}$/.test(seconds)) throw usage('--timeout is a number of seconds');
  return AbortSignal.any([signal, AbortSignal.timeout(Number(seconds) * 1000)]);
}

function render(result: ScanResult, format: (typeof FORMATS)[number], { terminal, version }: CommandContext): string {
  if (format === 'json') return jsonText(result);
  if (format === 'table') return scanTable(result, terminal.columns);
  const findings = result.findings.map((finding) => ({
    ruleId: finding.vulnerability,
    title: finding.summary,
    help:
      finding.fixedIn.length === 0
        ? 'No fix is known.'
        : `Upgrade ${finding.component.name} to ${finding.fixedIn.join(' or ')}.`,
    severity: finding.severity,
    cvss: finding.cvss ?? undefined,
    message: `${finding.component.name} ${finding.component.version}: ${finding.explanation.decision}`,
    path: finding.path,
    fingerprint: `${finding.component.purl} ${finding.vulnerability}`,
  }));
  return jsonText(sarifLog(version, findings));
}

async function push(
  { report }: ScanResult,
  server: Parameters<typeof callServer>[0],
  { terminal }: CommandContext,
): Promise<void> {
  const answer = (await callServer(server, { method: 'POST', path: '/scan/v1/reports', body: report })) as {
    subject?: { kind: string; id: string };
  };
  terminal.err(`pushed to ${server.url}: ${answer.subject?.kind ?? ''} ${answer.subject?.id ?? ''}\n`);
}

function readHelp(name: string): string {
  return readFileSync(new URL(`./help/${name}.txt`, import.meta.url), 'utf8');
}
