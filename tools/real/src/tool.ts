import { spawnSync } from 'node:child_process';

/** The oldest Java a Kafka 4 broker runs on. */
const OLDEST_JAVA = 17;

/** What a real Kafka needs on this machine, or why it cannot run. */
export type Tools = { readonly found: true } | { readonly found: false; readonly reason: string };

/** Looks for `java` of version 17 or newer and for `mvn`, on PATH. */
export function findTools(): Tools {
  const java = outputOf('java', ['-version']);
  if (java === undefined) return { found: false, reason: 'no java on PATH' };
  const version = Number(/version "(\d+)/.exec(java)?.[1] ?? 0);
  if (version < OLDEST_JAVA)
    return { found: false, reason: `java is ${version}, Kafka 4 needs ${OLDEST_JAVA} or newer` };
  if (outputOf('mvn', ['-version']) === undefined) return { found: false, reason: 'no mvn on PATH' };
  return { found: true };
}

function outputOf(command: string, args: readonly string[]): string | undefined {
  const run = spawnSync(command, args, { encoding: 'utf8', timeout: 30_000 });
  return run.status === 0 ? `${run.stdout}${run.stderr}` : undefined;
}
