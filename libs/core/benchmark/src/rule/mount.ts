import { defineCheck, type Check, type CheckText } from '../check.ts';
import type { HostFacts, HostMount } from '../facts.ts';

export interface MountOptionRule extends Omit<CheckText, 'remediation'> {
  readonly target: string;
  readonly options: readonly string[];
}

export interface PartitionRule extends CheckText {
  readonly target: string;
  /** A reason why the rule does not apply to this host. */
  readonly exempt?: (facts: HostFacts) => string | undefined;
}

/** A check that what is in force at a folder has these mount options, whichever mount the folder lies on. */
export function mountOptionCheck(rule: MountOptionRule): Check {
  const { target, options, ...text } = rule;
  const expected = `${target} mounted with ${options.join(', ')}`;
  return defineCheck({
    ...text,
    remediation: `Give ${target} a mount of its own and add ${options.join(',')} to its options in /etc/fstab (or its .mount unit), then remount it.`,
    requires: ['mounts'],
    evaluate(facts) {
      const mount = mountAt(facts.mounts, target);
      if (mount === undefined) {
        return { state: 'UNKNOWN', expected, actual: 'no mount holds this folder', evidence: [] };
      }
      const evidence = [{ fact: `mounts/${mount.target}`, value: `${mount.fsType} ${mount.options.join(',')}` }];
      const missing = options.filter((option) => !mount.options.includes(option));
      if (missing.length === 0) return { state: 'PASS', expected, actual: 'as expected', evidence };
      return { state: 'FAIL', expected, actual: `${mount.target} lacks ${missing.join(', ')}`, evidence };
    },
  });
}

/** A check that a folder is a mount of its own. */
export function partitionCheck(rule: PartitionRule): Check {
  const { target, exempt, ...text } = rule;
  const expected = `${target} is a mount of its own`;
  return defineCheck({
    ...text,
    requires: ['mounts'],
    evaluate(facts) {
      const reason = exempt?.(facts);
      if (reason !== undefined) return { state: 'NOT_APPLICABLE', expected, actual: reason, evidence: [] };
      const mount = mountAt(facts.mounts, target);
      const evidence = mount === undefined ? [] : [{ fact: `mounts/${mount.target}`, value: mount.source }];
      if (mount?.target === target) return { state: 'PASS', expected, actual: mount.fsType, evidence };
      return { state: 'FAIL', expected, actual: `it lies on ${mount?.target ?? 'no known mount'}`, evidence };
    },
  });
}

/** The mount that is in force at a path: the longest target that holds it, the last one when it is mounted over. */
export function mountAt(mounts: readonly HostMount[], path: string): HostMount | undefined {
  let found: HostMount | undefined;
  for (const mount of mounts) {
    if (!holds(mount.target, path)) continue;
    if (found === undefined || mount.target.length >= found.target.length) found = mount;
  }
  return found;
}

function holds(target: string, path: string): boolean {
  return target === '/' || target === path || path.startsWith(`${target}/`);
}
