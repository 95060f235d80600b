// `write` composes services/gateway/supergraph.graphql and generates the types of every subgraph; `check` says what is
// wrong with the SDL and which committed file is not what `write` would make.
import { join } from 'node:path';
import { stale, work, write } from './supergraph.ts';

const ROOT = join(import.meta.dirname, '../../..');

async function main(command: string | undefined): Promise<number> {
  if (command !== 'check' && command !== 'write') {
    console.error('usage: supergraph check | write');
    return 2;
  }
  const { files, problems } = await work(join(ROOT, 'services'));
  for (const problem of problems) console.error(problem);
  if (command === 'write') console.log(`supergraph: ${write(files)} of ${files.size} files written`);
  const old = stale(files, ROOT);
  for (const path of old) console.error(`${path} is not what the SDL says; run npm run generate`);
  const wrong = problems.length + old.length;
  console.log(wrong === 0 ? `supergraph: ${files.size} files are as the SDL says` : `supergraph: ${wrong} problems`);
  return wrong === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv[2]);
