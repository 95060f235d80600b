import { once } from 'node:events';
import { isFault, messageOf } from '@bulkhead/core-base';
import { processEnvironment } from '@bulkhead/platform-config';
import { backup, reset, restore } from './data-command.ts';
import { DEFAULT_DATA_DIR } from './data-directory.ts';
import type { Stack } from './stack.ts';

const USAGE = `usage: npm start [-- --demo]              run the platform
       npm start -- backup <new folder>   copy the data directory (the platform is stopped)
       npm start -- restore <folder>      put a backup in its place
       npm start -- reset                 take all data away
Settings come from the environment: BULKHEAD_PORT, BULKHEAD_DATA_DIR, BULKHEAD_TOKEN, ... (docs/reference/configuration.md)`;

/** Runs what the command line asks for and sets the exit code: 0 done, 1 it broke, 2 it was asked wrongly. */
export async function main(words: readonly string[]): Promise<void> {
  const given = words.filter((word) => word !== '--no-build');
  const [command, argument] = given.filter((word) => !word.startsWith('--'));
  const unknown = given.filter((word) => word.startsWith('--') && word !== '--demo');
  const dataDir = processEnvironment()['BULKHEAD_DATA_DIR'] ?? DEFAULT_DATA_DIR;
  try {
    if (unknown.length > 0) return refuse();
    if (command === undefined) return await run(given.includes('--demo'));
    if (command === 'backup' && argument !== undefined) return say(`backed up to ${await backup(dataDir, argument)}`);
    if (command === 'restore' && argument !== undefined) return say(`restored ${await restore(dataDir, argument)}`);
    if (command === 'reset') return say(`removed ${await reset(dataDir)}`);
    return refuse();
  } catch (error) {
    for (const line of problemLines(error)) process.stderr.write(`${line}\n`);
    process.exitCode = isFault(error) && error.code === 'CONFIG_INVALID' ? 2 : 1;
  }
}

async function run(isDemo: boolean): Promise<void> {
  const begun = performance.now();
  // Loaded here: a backup or a usage line does not wait for the whole platform.
  const [{ startTelemetry }, { demandSettings }, { SERVICES, startStack }, { seedDemo }] = await Promise.all([
    import('@bulkhead/platform-telemetry'),
    import('./settings.ts'),
    import('./stack.ts'),
    import('./demo.ts'),
  ]);
  const environment = processEnvironment();
  const onProgress = (step: string): void => say(`  ${step}`);
  demandSettings(SERVICES, environment);
  const endpoint = environment['BULKHEAD_OTLP_ENDPOINT'] ?? '';
  const telemetry = await startTelemetry({ service: 'bulkhead', ...(endpoint === '' ? {} : { endpoint }) });
  const stack = await startStack({ environment, onProgress });
  if (isDemo) await seedDemo(stack, onProgress);
  for (const line of welcome(stack, { seconds: (performance.now() - begun) / 1000, isDemo })) say(line);
  const signal = await Promise.race(['SIGINT', 'SIGTERM'].map(async (name) => (await once(process, name), name)));
  for (const again of ['SIGINT', 'SIGTERM']) process.once(again, () => process.exit(1));
  say(`\n${signal}: finishing what is in flight`);
  await stack.close();
  await telemetry.close();
  say('stopped');
  process.exit(0);
}

function welcome(
  { url, gateway, directory, embedded }: Stack,
  { seconds, isDemo }: { seconds: number; isDemo: boolean },
): readonly string[] {
  const { adminToken } = gateway;
  const token = adminToken.state === 'created' ? adminToken.plaintext : `$(cat ${directory.path}/admin.token)`;
  const query = isDemo ? DEMO_QUERY : FIRST_QUERY;
  return [
    '',
    `Bulkhead is ready after ${seconds.toFixed(1)} s.`,
    `  GraphQL   ${url}/graphql`,
    `  Explorer  ${url}/`,
    `  Health    ${url}/health/live  ${url}/health/ready`,
    `  Data      ${directory.path}`,
    ...(embedded.length === 0
      ? []
      : [`  Engines   ${embedded.join(' and ')} embedded: for evaluation, development and tests`]),
    ...(adminToken.state === 'created'
      ? ['', `  Admin token (shown once, kept in ${adminToken.file}):`, `    ${adminToken.plaintext}`]
      : []),
    '',
    'Ask it something:',
    `  curl -s ${url}/graphql -H "authorization: Bearer ${token}" -H 'content-type: application/json' \\`,
    `    -d '${JSON.stringify({ query })}'`,
    '',
    ...(isDemo || !directory.isNew
      ? []
      : [
          'It is empty. Tell it of this machine, and what is on it:',
          '  npx bulkhead host --push',
          '  npx bulkhead scan dir:/ --push',
          '',
        ]),
    'Ctrl-C stops it; its data stays.',
  ];
}

const FIRST_QUERY = '{ clusters { nodes { name } } policies { nodes { name severity mode } } }';
const DEMO_QUERY =
  '{ vulnerability(id: "CVE-2021-44906") { id severity blastRadius { images workloads hosts affectedWorkloads { name owner { name } incidents { nodes { title state } } } } } }';

function problemLines(error: unknown): readonly string[] {
  if (!isFault(error)) return [error instanceof Error ? (error.stack ?? error.message) : messageOf(error)];
  const mistakes = error.details['mistakes'];
  return [
    `bulkhead: ${error.message} (${error.code})`,
    ...(Array.isArray(mistakes) ? mistakes.map((mistake) => `  ${String(mistake)}`) : []),
    ...(error.advice === undefined ? [] : [`  ${error.advice}`]),
  ];
}

function refuse(): void {
  process.stderr.write(`${USAGE}\n`);
  process.exitCode = 2;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
