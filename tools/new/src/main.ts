// `npm run new -- <service> <noun>`: a noun's folder, of files that type-check, lint and pass their spec at once.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { formsOf } from './noun.ts';
import { Refusal, scaffold } from './scaffold.ts';

const ROOT = join(import.meta.dirname, '../../..');
const USAGE = 'usage: npm run new -- <service> <noun>, for example: npm run new -- ingestion registry-mirror';

function main(words: readonly string[]): number {
  const [service, noun, ...rest] = words;
  if (service === undefined || noun === undefined || rest.length > 0) {
    console.error(USAGE);
    return 2;
  }
  const files = scaffold(ROOT, service, noun);
  // Names of another length break lines elsewhere.
  spawnSync(process.execPath, [join(ROOT, 'node_modules/oxfmt/bin/oxfmt'), ...files], { cwd: ROOT, stdio: 'ignore' });
  for (const line of [...files, '', ...nextSteps(service, noun)]) console.log(line);
  return 0;
}

function nextSteps(service: string, noun: string): readonly string[] {
  const { pascal, kebab } = formsOf(noun).one;
  const { camel } = formsOf(noun).many;
  return [
    'Then:',
    `  services/${service}/src/schema.ts      list '${kebab}/${kebab}'`,
    `  services/${service}/src/app.module.ts  provide ${pascal}Service (with Mongo${pascal}Store) and ${pascal}Resolver`,
    '  npm run generate                       compose the supergraph anew',
    `  services/${service}/README.md          say that it owns ${camel}, and the scopes ${kebab}:read and ${kebab}:write`,
  ];
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
