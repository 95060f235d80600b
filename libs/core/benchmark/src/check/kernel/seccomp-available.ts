import { defineCheck, nist, unknown } from '../../check.ts';

const EXPECTED = 'the kernel filters system calls (errno and kill actions)';

export const seccompAvailable = defineCheck({
  id: 'seccomp-available',
  title: 'The kernel can filter system calls',
  rationale: 'Without seccomp filters every container reaches the whole system call table of the shared kernel.',
  remediation: 'Run a kernel built with CONFIG_SECCOMP_FILTER.',
  severity: 'HIGH',
  controls: [nist('4.4.3'), nist('4.5.1')],
  requires: ['kernel'],
  evaluate(facts) {
    const { seccompActions } = facts.kernel;
    if (seccompActions === undefined) return unknown(facts, ['kernel/seccompActions'], EXPECTED);
    const evidence = [{ fact: 'kernel/seccompActions', value: seccompActions.join(' ') }];
    const works = seccompActions.includes('errno') && seccompActions.some((action) => action.startsWith('kill'));
    return {
      state: works ? 'PASS' : 'FAIL',
      expected: EXPECTED,
      actual: works ? 'available' : 'not available',
      evidence,
    };
  },
});
