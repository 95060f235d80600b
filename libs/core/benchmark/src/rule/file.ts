import { defineCheck, unknown, type Check, type CheckOutcome, type CheckText } from '../check.ts';
import type { HostFacts, HostFile } from '../facts.ts';

export interface FileRule extends Omit<CheckText, 'remediation'> {
  /** All of them have to hold; those that are absent are left out. */
  readonly paths: readonly string[];
  /** No permission bit outside of this mask. */
  readonly mode: number;
  /** Groups that may own the file beside GID 0, by name. */
  readonly groups?: readonly string[];
  /** What it means when none of the paths is there. */
  readonly absent: 'NOT_APPLICABLE' | 'FAIL';
}

type Present = Extract<HostFile, { state: 'PRESENT' }>;

/** A check of owner, group and permission bits: owner UID 0, group 0 or one that is named, no bit outside the mask. */
export function fileCheck(rule: FileRule): Check {
  const { paths, mode, groups = [], absent, ...text } = rule;
  const owners = ['root', ...groups].join(' or ');
  const expected = `owner root, group ${owners}, mode ${octal(mode)} or stricter`;
  return defineCheck({
    ...text,
    remediation: `Run "chown root:${groups[0] ?? 'root'}" and "chmod ${octal(mode)}" on ${paths.join(', ')}.`,
    reads: paths.map((path) => `files/${path}`),
    requires: groups.length === 0 ? ['files'] : ['files', 'groups'],
    evaluate(facts) {
      const unseen = paths.filter((path) => facts.files[path] === undefined);
      const present = paths.flatMap((path): [string, Present][] => {
        const file = facts.files[path];
        return file?.state === 'PRESENT' ? [[path, file]] : [];
      });
      const wrong = present.filter(([, file]) => !isTight(file, mode, groupIds(facts, groups)));
      const evidence = present.map(([path, file]) => ({ fact: `files/${path}`, value: describe(file) }));
      if (wrong.length > 0) {
        const actual = wrong.map(([path, file]) => `${path}: ${describe(file)}`).join('; ');
        return { state: 'FAIL', expected, actual, evidence };
      }
      if (unseen.length > 0) {
        return unknown(
          facts,
          unseen.map((path) => `files/${path}`),
          expected,
        );
      }
      if (present.length === 0) return absentOutcome(paths, absent, expected);
      return { state: 'PASS', expected, actual: 'as expected', evidence };
    },
  });
}

function absentOutcome(paths: readonly string[], state: 'NOT_APPLICABLE' | 'FAIL', expected: string): CheckOutcome {
  const evidence = paths.map((path) => ({ fact: `files/${path}`, value: 'absent' }));
  return { state, expected, actual: 'no such file', evidence };
}

function groupIds(facts: HostFacts, names: readonly string[]): ReadonlySet<number> {
  const gids = (facts.groups ?? []).filter((group) => names.includes(group.name)).map((group) => group.gid);
  return new Set([0, ...gids]);
}

function isTight(file: Present, mask: number, gids: ReadonlySet<number>): boolean {
  return file.uid === 0 && gids.has(file.gid) && (file.mode & ~mask) === 0;
}

function describe(file: Present): string {
  return `mode ${octal(file.mode)}, uid ${file.uid}, gid ${file.gid}`;
}

/** Permission bits as four octal digits. */
export function octal(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}
