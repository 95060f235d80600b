import { defineCheck, unknown, type Check, type CheckText } from '../check.ts';

export interface DockerRule extends Omit<CheckText, 'remediation'> {
  /** The key of daemon.json. */
  readonly key: string;
  /** What dockerd does when it is not set; empty: nothing is configured. */
  readonly fallback: readonly string[];
  readonly want: string;
  readonly accepts: (values: readonly string[]) => boolean;
}

/** A check of a setting of the Docker daemon: daemon.json, and the flags of the running daemon where it runs. */
export function dockerCheck(rule: DockerRule): Check {
  const { key, fallback, want, accepts, ...text } = rule;
  const expected = `${key}: ${want}`;
  return defineCheck({
    ...text,
    remediation: `Set "${key}" to ${want} in /etc/docker/daemon.json and restart the daemon.`,
    requires: ['docker'],
    evaluate(facts) {
      const { docker } = facts;
      if (!docker.installed) {
        return { state: 'NOT_APPLICABLE', expected, actual: 'no Docker daemon is installed', evidence: [] };
      }
      if (docker.settings === undefined) return unknown(facts, ['docker/settings'], expected);
      const set = docker.settings[key];
      const values = set ?? fallback;
      const shown = values.length === 0 ? 'nothing' : values.join(', ');
      const actual = set === undefined ? `${shown} (default)` : shown;
      const evidence = [{ fact: `docker/${key}`, value: actual }];
      return { state: accepts(values) ? 'PASS' : 'FAIL', expected, actual, evidence };
    },
  });
}
