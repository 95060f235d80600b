import { existsSync, globSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formsOf, nounProblem, rename } from './noun.ts';

const TEMPLATE = 'sample-thing';
const TEMPLATE_FOLDER = join(import.meta.dirname, '../template', TEMPLATE);

/** What was asked for cannot be done; the message says why. */
export class Refusal extends Error {}

/** Writes the folder of a noun into a service and gives the paths of its files. Throws Refusal and then writes nothing. */
export function scaffold(root: string, service: string, noun: string): readonly string[] {
  const services = globSync('services/*/src/schema.ts', { cwd: root })
    .map((file) => file.split('/')[1] ?? '')
    .sort();
  if (!services.includes(service))
    throw new Refusal(`there is no subgraph ${service}; there are ${services.join(', ')}`);
  const problem = nounProblem(noun);
  if (problem !== undefined) throw new Refusal(problem);
  const folder = `services/${service}/src/${noun}`;
  if (existsSync(join(root, folder))) throw new Refusal(`${folder} is there already`);
  const owner = ownerOf(root, formsOf(noun).one.pascal);
  if (owner !== undefined) throw new Refusal(`${owner} has that type already; a noun has one owner`);
  mkdirSync(join(root, folder));
  return readdirSync(TEMPLATE_FOLDER)
    .sort()
    .map((file) => {
      const path = `${folder}/${rename(file, TEMPLATE, noun)}`;
      writeFileSync(join(root, path), rename(readFileSync(join(TEMPLATE_FOLDER, file), 'utf8'), TEMPLATE, noun));
      return path;
    });
}

/** The file that declares a type of the graph; `extend type` declares none. */
function ownerOf(root: string, type: string): string | undefined {
  const declaration = new RegExp(`^(?:type|input|enum|union|interface|scalar) ${type}(?:Connection|Input)?\\b`, 'm');
  return globSync('services/*/src/*/*.graphql', { cwd: root })
    .sort()
    .find((file) => declaration.test(readFileSync(join(root, file), 'utf8')));
}
