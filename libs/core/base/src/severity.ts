/** The severities every finding, policy and incident uses, weakest first. UNKNOWN is a value, never "none". */
export const SEVERITIES = ['UNKNOWN', 'NEGLIGIBLE', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Position of a severity in `SEVERITIES`; a stored sort key. */
export function severityRank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

/** Negative when `a` is weaker than `b`, positive when stronger, 0 when equal. */
export function compareSeverity(a: Severity, b: Severity): number {
  return severityRank(a) - severityRank(b);
}

/** The strongest of some severities, or undefined when there are none. */
export function worstSeverity(severities: Iterable<Severity>): Severity | undefined {
  let worst: Severity | undefined;
  for (const severity of severities) {
    if (worst === undefined || compareSeverity(severity, worst) > 0) worst = severity;
  }
  return worst;
}
