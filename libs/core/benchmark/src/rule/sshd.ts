import { defineCheck, type Check, type CheckText } from '../check.ts';

export interface SshdRule extends Omit<CheckText, 'remediation'> {
  /** The keyword as sshd_config(5) writes it. */
  readonly keyword: string;
  /** What OpenSSH does when the keyword is not set. */
  readonly fallback: string;
  readonly want: string;
  readonly accepts: (value: string) => boolean;
}

/**
 * A check of a setting of the SSH server as the files give it. A Match block that sets the keyword again makes a good
 * result one for a person (MANUAL), because it depends on who connects.
 */
export function sshdCheck(rule: SshdRule): Check {
  const { keyword, fallback, want, accepts, ...text } = rule;
  const key = keyword.toLowerCase();
  const expected = `${keyword} ${want}`;
  return defineCheck({
    ...text,
    remediation: `Set "${keyword} ${want}" in /etc/ssh/sshd_config before the first Match block and reload sshd.`,
    requires: ['sshd'],
    evaluate({ sshd }) {
      if (!sshd.installed) {
        return { state: 'NOT_APPLICABLE', expected, actual: 'no SSH server is installed', evidence: [] };
      }
      const set = sshd.settings[key];
      const value = (set ?? fallback).toLowerCase();
      const origin = set === undefined ? `${value} (default of OpenSSH)` : value;
      const evidence = [{ fact: `sshd/${key}`, value: origin }];
      if (!accepts(value)) return { state: 'FAIL', expected, actual: `${keyword} ${origin}`, evidence };
      if (!sshd.conditional.includes(key)) return { state: 'PASS', expected, actual: origin, evidence };
      return { state: 'MANUAL', expected, actual: `${origin}, but a Match block sets it again`, evidence };
    },
  });
}

/** Seconds of a time as sshd_config(5) writes it (`120`, `2m`, `1h30m`); undefined when it is not one. */
export function sshdSeconds(text: string): number | undefined {
  if (!/^(?:\d{1,9}[smhdw]?)+$/i.test(text)) return undefined;
  const unit: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };
  let seconds = 0;
  for (const [, amount, letter] of text.matchAll(/(\d+)([smhdw]?)/gi)) {
    seconds += Number(amount) * (unit[(letter ?? '').toLowerCase()] ?? 1);
  }
  return seconds;
}
