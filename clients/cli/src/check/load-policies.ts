import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault, messageOf } from '@bulkhead/core-base';
import { builtInPolicies, parsePolicies } from '@bulkhead/core-policy';
import type { Policy } from '@bulkhead/core-policy';
import type { CliFault } from '../exit.ts';

const BUILT_IN = 'builtin';
const YAML = /\.ya?ml$/;

/** Policies of files and folders; `builtin` names our own pack. Fault POLICY_INVALID lists every mistake with its line. */
export async function loadPolicies(places: readonly string[]): Promise<readonly Policy[]> {
  const policies: Policy[] = [];
  const mistakes: string[] = [];
  for (const place of places) {
    if (place === BUILT_IN) {
      policies.push(...builtInPolicies().map(({ policy }) => policy));
      continue;
    }
    for (const file of await filesOf(place)) {
      const reading = parsePolicies(await readFile(file, 'utf8'));
      policies.push(...reading.policies);
      mistakes.push(
        ...reading.problems.map(
          ({ line, column, message, path }) => `${file}:${line}:${column}: ${path === '' ? '' : `${path}: `}${message}`,
        ),
      );
    }
  }
  // A wrong path in a pipeline must not let everything pass.
  if (mistakes.length === 0 && policies.length === 0) mistakes.push(`there are none in ${places.join(', ')}`);
  if (mistakes.length === 0) return policies;
  throw new Fault<CliFault>('invalid', 'POLICY_INVALID', `the policies are not right:\n  ${mistakes.join('\n  ')}`);
}

async function filesOf(place: string): Promise<readonly string[]> {
  try {
    if (!(await stat(place)).isDirectory()) return [place];
    const names = await readdir(place, { recursive: true });
    return names
      .filter((name) => YAML.test(name))
      .sort()
      .map((name) => join(place, name));
  } catch (cause) {
    throw new Fault<CliFault>('invalid', 'FILE_UNREADABLE', `${place}: ${messageOf(cause)}`, { cause });
  }
}
