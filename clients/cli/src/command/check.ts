import { readFileSync } from 'node:fs';
import { Fault } from '@bulkhead/core-base';
import { oneOf, parseWords, usage } from '../arguments.ts';
import type { CheckResult } from '../check/check-result.ts';
import { loadPolicies } from '../check/load-policies.ts';
import { readManifest } from '../check/manifest.ts';
import { runCheck } from '../check/run-check.ts';
import { EXIT } from '../exit.ts';
import type { CliFault, ExitCode } from '../exit.ts';
import { sarifLog } from '../output/sarif.ts';
import { jsonText, writeOutput } from '../output/write-output.ts';
import { runScan } from '../scan/run-scan.ts';
import { Progress } from '../terminal/progress.ts';
import { table, visible } from '../terminal/table.ts';
import type { Command, CommandContext } from './command.ts';
import { withTimeout } from './scan.ts';

const FORMATS = ['table', 'json', 'sarif'] as const;

const OPTIONS = {
  manifest: { type: 'string', multiple: true },
  policies: { type: 'string', multiple: true },
  advisories: { type: 'string', multiple: true },
  format: { type: 'string', short: 'f' },
  json: { type: 'boolean' },
  platform: { type: 'string' },
  'insecure-registry': { type: 'string', multiple: true },
  timeout: { type: 'string' },
} as const;

export const CHECK: Command = {
  name: 'check',
  summary: 'whether an image or a manifest may go on, by policy',
  help: readFileSync(new URL('./help/check.txt', import.meta.url), 'utf8'),
  async run(words, context) {
    const { values, words: sources } = parseWords(words, OPTIONS);
    const [source] = sources;
    if (sources.length > 1) throw usage('check takes one image; manifests go with --manifest');
    const format = oneOf('format', values.json === true ? 'json' : values.format, FORMATS) ?? 'table';
    const signal = withTimeout(context.signal, values.timeout);
    const policies = await loadPolicies(values.policies ?? ['builtin']);
    const manifests = await Promise.all((values.manifest ?? []).map((path) => readManifest(path)));
    const workloads = manifests.flatMap((manifest) => manifest.workloads);
    if (source === undefined && workloads.length === 0) throw nothingToCheck();
    using progress = new Progress(context.terminal, values.quiet === true);
    const wish = {
      advisories: values.advisories ?? [],
      platform: values.platform,
      insecureRegistries: values['insecure-registry'] ?? [],
      signal,
      progress,
    };
    const image = source === undefined ? undefined : { source, result: await runScan({ source, ...wish }) };
    progress[Symbol.dispose]();
    const result = runCheck({
      policies,
      image,
      workloads,
      skipped: manifests.flatMap((manifest) => manifest.skipped),
      asOf: context.now().toISOString().slice(0, 10),
    });
    await writeOutput(context.terminal, render(result, format, context), values.output);
    return exitCode(result);
  },
};

/** A denial is an answer; an image that could not be judged is never fine. */
export function exitCode({ verdict, isUnknown }: Pick<CheckResult, 'verdict' | 'isUnknown'>): ExitCode {
  if (verdict === 'DENY') return EXIT.refused;
  if (verdict === 'ERROR') return EXIT.error;
  return isUnknown ? EXIT.unknown : EXIT.fine;
}

function render(result: CheckResult, format: (typeof FORMATS)[number], { terminal, version }: CommandContext): string {
  if (format === 'json') return jsonText(result);
  if (format === 'table') return checkTable(result, terminal.columns);
  const findings = result.subjects.flatMap((subject) =>
    subject.reasons.map((reason) => ({
      ruleId: reason.policy,
      title: reason.title,
      help: reason.remediation.join('\n'),
      severity: reason.severity,
      message: `${subject.name}: ${reason.message}`,
      path: subject.name,
      fingerprint: `${subject.id} ${reason.policy} ${reason.path}`,
    })),
  );
  return jsonText(sarifLog(version, findings));
}

function checkTable({ subjects, skipped, verdict, isUnknown }: CheckResult, columns: number): string {
  const parts = subjects.map((subject) => {
    const rows = [
      ...subject.reasons.map(({ effect, severity, policy, message }) => [effect, severity, policy, message]),
      ...subject.unknowns.map(({ policy, message }) => ['UNKNOWN', '', policy, message]),
      ...subject.errors.map(({ policy, message }) => ['ERROR', '', policy, message]),
    ];
    const title = `${subject.verdict}  ${subject.kind} ${visible(subject.name)} at ${subject.point.toLowerCase()}\n`;
    const steps = [...new Set(subject.reasons.flatMap(({ remediation }) => remediation))].map(
      (step) => `  - ${visible(step)}\n`,
    );
    return `${title}${rows.length === 0 ? '' : table(['EFFECT', 'SEVERITY', 'POLICY', 'WHY'], rows, columns)}${steps.length === 0 ? '' : `what to do\n${steps.join('')}`}`;
  });
  const notes = skipped.map((what) => `not judged: ${visible(what)}\n`).join('');
  const unknown = isUnknown
    ? 'UNKNOWN: no advisories are held for what the image holds; give some: --advisories <folder|zip>\n'
    : '';
  return `${parts.join('\n')}${notes === '' ? '' : `\n${notes}`}\n${unknown}${verdict}\n`;
}

function nothingToCheck(): Fault<CliFault> {
  return new Fault('invalid', 'NOTHING_TO_CHECK', 'there is nothing to check', {
    advice: 'name an image, or a manifest that holds pods: --manifest <file>',
  });
}
