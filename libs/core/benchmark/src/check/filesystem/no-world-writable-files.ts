import { defineCheck, dil, nist } from '../../check.ts';
import { octal } from '../../rule/file.ts';

const EXPECTED = 'no file or folder of the system that everybody writes to, but folders with the sticky bit';

export const noWorldWritableFiles = defineCheck({
  id: 'no-world-writable-files',
  title: 'Everybody writes only to sticky folders',
  rationale: 'A system file that any user changes runs with the rights of whoever uses it next.',
  remediation: 'Run "chmod o-w" on the files that are listed, and "chmod +t" on the folders that must stay open.',
  severity: 'HIGH',
  controls: [dil('6.1.10'), dil('1.1.21'), nist('4.5.5')],
  requires: ['walk'],
  evaluate({ walk }) {
    const evidence = walk.worldWritable.map(({ path, mode }) => ({
      fact: `walk/${path}`,
      value: `mode ${octal(mode)}`,
    }));
    evidence.push({
      fact: 'walk',
      value: `${walk.examined} entries examined${walk.truncated ? ', stopped early' : ''}`,
    });
    const found = walk.worldWritable.length;
    if (found > 0) return { state: 'FAIL', expected: EXPECTED, actual: `${found} found`, evidence };
    if (walk.truncated) {
      return { state: 'UNKNOWN', expected: EXPECTED, actual: 'none in what was examined; the rest was not', evidence };
    }
    return { state: 'PASS', expected: EXPECTED, actual: 'none', evidence };
  },
});
