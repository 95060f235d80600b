import { defineCheck, nist, unknown } from '../../check.ts';

const EXPECTED = 'UEFI Secure Boot is on';

export const secureBootEnabled = defineCheck({
  id: 'secure-boot-enabled',
  title: 'The firmware verifies what it boots',
  rationale: 'Trust in a host starts below its kernel; without it a changed boot loader stays unseen.',
  remediation:
    'Enable Secure Boot in the firmware, or attest the boot by a TPM and accept this check with that evidence.',
  severity: 'MEDIUM',
  controls: [nist('4.6')],
  requires: ['kernel'],
  evaluate(facts) {
    const { secureBoot } = facts.kernel;
    if (secureBoot === undefined) return unknown(facts, ['kernel/secureBoot'], EXPECTED);
    const actual = secureBoot ? 'on' : 'off';
    const evidence = [{ fact: 'kernel/secureBoot', value: actual }];
    return { state: secureBoot ? 'PASS' : 'FAIL', expected: EXPECTED, actual, evidence };
  },
});
