// Every package that `npm ci` may install has a licence of the allow-list (design decision 17), and no copyleft hides
// behind an OR. Reads the installed package.json files that the lockfile names; a package that is not installed here
// (other platforms) is listed, not guessed.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');
const ALLOWED = new Set([
  'MIT',
  'Apache-2.0',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  '0BSD',
  'CC0-1.0',
  'Python-2.0',
  'Unlicense',
]);
const ELASTIC = new Set([
  '@apollo/gateway',
  '@apollo/composition',
  '@apollo/query-planner',
  '@apollo/query-graphs',
  '@apollo/federation-internals',
]);
/** Never shipped: the browser data that jest's Babel brings along, named here so that nothing else slips through. */
const TEST_TOOL_DATA: Readonly<Record<string, string>> = { 'caniuse-lite': 'CC-BY-4.0' };

interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly license?: string | { readonly type?: string };
  readonly licenses?: readonly { readonly type?: string }[];
  readonly scripts?: Readonly<Record<string, string>>;
}

interface Locked {
  readonly link?: boolean;
  readonly dev?: boolean;
}

function statedLicence({ license, licenses }: Manifest): string | undefined {
  if (typeof license === 'string') return license;
  return license?.type ?? licenses?.map(({ type }) => type).join(' OR ');
}

/** SPDX expressions as manifests use them: OR of ANDs. With brackets inside, every licence named has to be allowed. */
function isAllowed(expression: string, name: string): boolean {
  const bare = expression.trim().replace(/^\(([^()]*)\)$/, '$1');
  const nested = /[()]/.test(bare);
  const alternatives = nested ? [bare.replaceAll(/[()]/g, ' ').replaceAll(/\bOR\b/g, 'AND')] : bare.split(/\bOR\b/);
  return alternatives.some((alternative) =>
    alternative.split(/\bAND\b/).every((licence) => isAllowedLicence(licence.trim(), name)),
  );
}

function isAllowedLicence(licence: string, name: string): boolean {
  return ALLOWED.has(licence) || (licence === 'Elastic-2.0' && ELASTIC.has(name));
}

function judge(manifest: Manifest, isTestTool: boolean): string | undefined {
  const stated = statedLicence(manifest);
  const name = manifest.name ?? '';
  if (stated === undefined) return 'states no licence';
  if (isTestTool && TEST_TOOL_DATA[name] === stated) return undefined;
  return isAllowed(stated, name) ? undefined : `licence ${stated} is not in the allow-list`;
}

const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
  packages: Record<string, Locked>;
};
const problems: string[] = [];
let judged = 0;
let absent = 0;
for (const [path, { link, dev = false }] of Object.entries(lock.packages)) {
  if (!path.includes('node_modules/') || link) continue;
  const file = join(ROOT, path, 'package.json');
  if (!existsSync(file)) {
    absent += 1;
    continue;
  }
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  const problem = judge(manifest, dev);
  judged += 1;
  if (problem !== undefined) problems.push(`${manifest.name}@${manifest.version}: ${problem}`);
}
for (const problem of problems) console.error(problem);
console.log(
  `${judged} licences read, ${absent} packages of other platforms not installed, ${problems.length} problems`,
);
process.exitCode = problems.length === 0 ? 0 : 1;
