import { defineCheck, nist, unknown } from '../../check.ts';

const EXPECTED = 'the kernel loads signed modules only';

export const modulesAreSigned = defineCheck({
  id: 'modules-are-signed',
  title: 'The kernel refuses modules without a valid signature',
  rationale: 'A module is kernel code: an unsigned one is how a rootkit arrives.',
  remediation: 'Add "module.sig_enforce=1" to the kernel command line.',
  severity: 'MEDIUM',
  controls: [nist('4.5.5'), nist('4.6')],
  requires: ['kernel'],
  evaluate(facts) {
    const { unsignedModules } = facts.kernel;
    if (unsignedModules === undefined) return unknown(facts, ['kernel/unsignedModules'], EXPECTED);
    const actual = unsignedModules ? 'unsigned modules are loaded' : 'signatures are enforced';
    const evidence = [{ fact: 'kernel/unsignedModules', value: String(unsignedModules) }];
    return { state: unsignedModules ? 'FAIL' : 'PASS', expected: EXPECTED, actual, evidence };
  },
});
