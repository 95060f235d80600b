import { defineCheck, dil, nist } from '../../check.ts';
import type { ListedFile } from '../../facts.ts';
import { octal } from '../../rule/file.ts';

const EXPECTED = 'few setuid programs, each known, none that others may change';

export const setuidProgramsKnown = defineCheck({
  id: 'setuid-programs-known',
  title: 'Programs that run with the rights of their owner are known and protected',
  rationale: 'Each is a door from any user to root; one that others may write to stands open.',
  remediation: 'Take the bit off what nobody needs ("chmod u-s,g-s"), and write access from all but root.',
  severity: 'MEDIUM',
  controls: [dil('6.1.13'), dil('6.1.14'), nist('4.5.1'), nist('4.5.5')],
  requires: ['walk'],
  evaluate({ walk }) {
    const open = walk.setuid.filter(isChangeable);
    const listed = open.length > 0 ? open : walk.setuid;
    const evidence = listed.map((file) => ({ fact: `walk/${file.path}`, value: describe(file) }));
    if (walk.truncated) evidence.push({ fact: 'walk', value: `stopped after ${walk.examined} entries` });
    if (open.length > 0)
      return { state: 'FAIL', expected: EXPECTED, actual: `others may change ${open.length}`, evidence };
    if (walk.setuid.length > 0) {
      return { state: 'MANUAL', expected: EXPECTED, actual: `${walk.setuid.length} to look through`, evidence };
    }
    const state = walk.truncated ? 'UNKNOWN' : 'PASS';
    return { state, expected: EXPECTED, actual: 'none found', evidence };
  },
});

/** Group write counts unless the group is root's. */
function isChangeable({ mode, gid }: ListedFile): boolean {
  return (mode & 0o002) !== 0 || ((mode & 0o020) !== 0 && gid !== 0);
}

function describe({ mode, uid, gid }: ListedFile): string {
  return `mode ${octal(mode)}, uid ${uid}, gid ${gid}`;
}
