import { defineCheck, type Check, type CheckText } from '../check.ts';
import type { HostGroup, HostUser, KnownFacts } from '../facts.ts';

export interface UniqueRule extends CheckText {
  readonly of: 'users' | 'groups';
  readonly what: string;
  readonly value: (entry: HostUser | HostGroup) => string | number;
}

/** A check that no two accounts, or no two groups, have the same number or name. */
export function uniqueCheck(rule: UniqueRule): Check {
  const { of, what, value, ...text } = rule;
  const expected = `no two ${of} have the same ${what}`;
  return defineCheck({
    ...text,
    requires: [of],
    evaluate(facts: KnownFacts<'users' | 'groups'>) {
      const byValue = new Map<string | number, string[]>();
      for (const entry of facts[of]) byValue.set(value(entry), [...(byValue.get(value(entry)) ?? []), entry.name]);
      const doubled = [...byValue].filter(([, names]) => names.length > 1);
      const evidence = doubled.map(([key, names]) => ({ fact: `${of}/${what} ${key}`, value: names.join(', ') }));
      if (doubled.length === 0) return { state: 'PASS', expected, actual: `${facts[of].length} ${of}`, evidence };
      return { state: 'FAIL', expected, actual: `${doubled.length} used twice`, evidence };
    },
  });
}
