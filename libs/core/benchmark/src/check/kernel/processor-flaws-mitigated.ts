import { defineCheck, nist, unknown } from '../../check.ts';

const EXPECTED = 'the kernel reports no processor flaw as vulnerable';

export const processorFlawsMitigated = defineCheck({
  id: 'processor-flaws-mitigated',
  title: 'Known processor flaws are mitigated',
  rationale: 'Speculation flaws let one container read the memory of another, across the border of processes.',
  remediation: 'Update kernel and microcode, and take "mitigations=off" off the kernel command line.',
  severity: 'HIGH',
  controls: [nist('4.5.2'), nist('4.5.3')],
  requires: ['kernel'],
  evaluate(facts) {
    const { cpuVulnerabilities } = facts.kernel;
    if (cpuVulnerabilities === undefined) return unknown(facts, ['kernel/cpuVulnerabilities'], EXPECTED);
    const flaws = Object.entries(cpuVulnerabilities).sort(([a], [b]) => (a < b ? -1 : 1));
    const evidence = flaws.map(([flaw, value]) => ({ fact: `kernel/cpuVulnerabilities/${flaw}`, value }));
    const open = flaws.filter(([, text]) => text.startsWith('Vulnerable')).map(([flaw]) => flaw);
    if (open.length > 0)
      return { state: 'FAIL', expected: EXPECTED, actual: `vulnerable: ${open.join(', ')}`, evidence };
    const unsure = flaws.filter(([, text]) => text.startsWith('Unknown')).map(([flaw]) => flaw);
    if (unsure.length > 0) {
      return { state: 'UNKNOWN', expected: EXPECTED, actual: `the kernel cannot tell: ${unsure.join(', ')}`, evidence };
    }
    return { state: 'PASS', expected: EXPECTED, actual: `${flaws.length} flaws, none open`, evidence };
  },
});
