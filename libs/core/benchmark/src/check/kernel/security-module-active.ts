import { defineCheck, dil, nist, unknown } from '../../check.ts';

const MANDATORY = new Set(['apparmor', 'selinux', 'smack', 'tomoyo']);
const EXPECTED = 'AppArmor, SELinux, Smack or TOMOYO is active';

export const securityModuleActive = defineCheck({
  id: 'security-module-active',
  title: 'A mandatory access control module is active',
  rationale: 'It holds a container that got root to what its profile allows.',
  remediation: 'Install AppArmor or SELinux and add it to the "lsm=" list of the kernel command line.',
  severity: 'HIGH',
  controls: [dil('1.6.1'), nist('4.5.1'), nist('4.4.3')],
  requires: ['kernel'],
  evaluate(facts) {
    const { lsm } = facts.kernel;
    if (lsm === undefined) return unknown(facts, ['kernel/lsm'], EXPECTED);
    const active = lsm.filter((name) => MANDATORY.has(name));
    const evidence = [{ fact: 'kernel/lsm', value: lsm.join(',') }];
    if (active.length > 0) return { state: 'PASS', expected: EXPECTED, actual: active.join(', '), evidence };
    return { state: 'FAIL', expected: EXPECTED, actual: 'none of them', evidence };
  },
});
