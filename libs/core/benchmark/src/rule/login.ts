import { defineCheck, type Check, type CheckText } from '../check.ts';

export interface LoginRule extends Omit<CheckText, 'remediation'> {
  /** The key of login.defs(5). */
  readonly key: string;
  readonly want: string;
  readonly accepts: (value: string) => boolean;
}

/** A check of a default for new accounts in /etc/login.defs. A key that is not set fails: the built-in default is weak. */
export function loginCheck(rule: LoginRule): Check {
  const { key, want, accepts, ...text } = rule;
  const expected = `${key} ${want}`;
  return defineCheck({
    ...text,
    remediation: `Set "${key} ${want}" in /etc/login.defs; existing accounts keep what they have (see chage(1)).`,
    requires: ['loginDefs'],
    evaluate({ loginDefs }) {
      const value = loginDefs[key];
      if (value === undefined) return { state: 'FAIL', expected, actual: 'not set', evidence: [] };
      const evidence = [{ fact: `loginDefs/${key}`, value }];
      return { state: accepts(value) ? 'PASS' : 'FAIL', expected, actual: value, evidence };
    },
  });
}
