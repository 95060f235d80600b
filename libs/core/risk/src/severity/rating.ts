import type { Severity } from '@bulkhead/core-base';

/**
 * Severity of a CVSS score by the qualitative scale of CVSS 3 and 4; CVSS 2 has no CRITICAL. A score of 0 is
 * NEGLIGIBLE: "none" would read as "no finding".
 */
export function severityOfScore(score: number, version: '2' | '3' | '4' = '3'): Severity {
  if (score >= 9 && version !== '2') return 'CRITICAL';
  if (score >= 7) return 'HIGH';
  if (score >= 4) return 'MEDIUM';
  return score > 0 ? 'LOW' : 'NEGLIGIBLE';
}

const WORDS: Readonly<Record<string, Severity>> = {
  critical: 'CRITICAL',
  severe: 'CRITICAL',
  important: 'HIGH',
  high: 'HIGH',
  moderate: 'MEDIUM',
  medium: 'MEDIUM',
  low: 'LOW',
  minor: 'LOW',
  negligible: 'NEGLIGIBLE',
  unimportant: 'NEGLIGIBLE',
  none: 'NEGLIGIBLE',
  informational: 'NEGLIGIBLE',
};

/** Severity of the word a database uses (GHSA MODERATE, Red Hat Important, Debian unimportant); undefined for others. */
export function severityOfWord(word: string): Severity | undefined {
  return WORDS[word.trim().toLowerCase().replace(/\**$/, '')];
}
