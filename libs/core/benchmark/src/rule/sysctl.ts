import { defineCheck, gapOf, unknown, type Check, type CheckText, type Evidence } from '../check.ts';
import type { HostFacts } from '../facts.ts';

export interface SysctlRule extends Omit<CheckText, 'remediation'> {
  /** Every one of them has to hold. */
  readonly keys: readonly string[];
  /** What to write into sysctl.d. */
  readonly want: string;
  /** Other values that are as good. */
  readonly accept?: readonly string[];
  /** What a kernel without the key means: NOT_APPLICABLE when the feature itself is not there. */
  readonly absent?: 'NOT_APPLICABLE' | 'UNKNOWN';
  /** A reason why the rule does not apply to this host. */
  readonly exempt?: (facts: HostFacts) => string | undefined;
}

/** A check over kernel parameters: FAIL when one differs, UNKNOWN when one could not be read. */
export function sysctlCheck(rule: SysctlRule): Check {
  const { keys, want, accept = [], absent = 'UNKNOWN', exempt, ...text } = rule;
  const good = new Set([want, ...accept]);
  const expected = `${keys.join(', ')} = ${[...good].join(' or ')}`;
  return defineCheck({
    ...text,
    remediation: `Write ${keys.map((key) => `"${key} = ${want}"`).join(', ')} to a file in /etc/sysctl.d and run "sysctl --system".`,
    requires: ['sysctls'],
    reads: keys.map((key) => `sysctls/${key}`),
    evaluate(facts) {
      const reason = exempt?.(facts);
      if (reason !== undefined) return { state: 'NOT_APPLICABLE', expected, actual: reason, evidence: [] };
      const evidence = keys.flatMap((key): Evidence[] => {
        const value = facts.sysctls[key];
        return value === undefined ? [] : [{ fact: `sysctls/${key}`, value }];
      });
      const wrong = evidence.filter(({ value }) => !good.has(value));
      if (wrong.length > 0) {
        const actual = wrong.map(({ fact, value }) => `${fact.slice('sysctls/'.length)} = ${value}`).join(', ');
        return { state: 'FAIL', expected, actual, evidence };
      }
      const missing = keys.filter((key) => facts.sysctls[key] === undefined && !skippable(facts, key, absent));
      if (missing.length > 0) {
        return unknown(
          facts,
          missing.map((key) => `sysctls/${key}`),
          expected,
        );
      }
      if (evidence.length === 0) {
        return { state: 'NOT_APPLICABLE', expected, actual: 'this kernel has no such parameter', evidence };
      }
      return { state: 'PASS', expected, actual: 'as expected', evidence };
    },
  });
}

function skippable(facts: HostFacts, key: string, absent: 'NOT_APPLICABLE' | 'UNKNOWN'): boolean {
  return absent === 'NOT_APPLICABLE' && gapOf(facts, `sysctls/${key}`)?.reason === 'ABSENT';
}
