import { defineCheck, nist, unknown } from '../../check.ts';

const EXPECTED = 'lockdown is integrity or confidentiality';

export const kernelLockedDown = defineCheck({
  id: 'kernel-locked-down',
  title: 'Root cannot change the running kernel',
  rationale: 'Lockdown closes the ways by which root writes kernel memory, so that a taken host cannot hide it.',
  remediation:
    'Add "lockdown=integrity" to the kernel command line, or enable Secure Boot where the distribution ties them.',
  severity: 'MEDIUM',
  controls: [nist('4.5.5'), nist('4.6')],
  requires: ['kernel'],
  evaluate(facts) {
    const { lockdown } = facts.kernel;
    if (lockdown === undefined) return unknown(facts, ['kernel/lockdown'], EXPECTED);
    const evidence = [{ fact: 'kernel/lockdown', value: lockdown }];
    const locked = lockdown === 'integrity' || lockdown === 'confidentiality';
    return { state: locked ? 'PASS' : 'FAIL', expected: EXPECTED, actual: lockdown, evidence };
  },
});
