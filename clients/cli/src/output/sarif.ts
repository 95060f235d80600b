import type { Severity } from '@bulkhead/core-base';

/** One thing to show in a code scanning view. */
export interface SarifFinding {
  readonly ruleId: string;
  readonly title: string;
  readonly help: string;
  readonly severity: Severity;
  readonly cvss?: number | undefined;
  readonly message: string;
  /** Clean path relative to the root of what was looked at. */
  readonly path: string;
  /** Stable over runs. */
  readonly fingerprint: string;
}

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  CRITICAL: 'error',
  HIGH: 'error',
  MEDIUM: 'warning',
  LOW: 'note',
  NEGLIGIBLE: 'note',
  UNKNOWN: 'warning',
};

/** What GitHub sorts by when no CVSS score is known: the middle of each band. */
const SCORES: Readonly<Record<Severity, number>> = {
  CRITICAL: 9.5,
  HIGH: 8,
  MEDIUM: 5.5,
  LOW: 2.5,
  NEGLIGIBLE: 0.1,
  UNKNOWN: 5,
};

/** A SARIF 2.1.0 log with one run (OASIS sarif-v2.1.0), rules by id, results in the order given. */
export function sarifLog(version: string, findings: readonly SarifFinding[]): unknown {
  const rules = [...new Map(findings.map((finding) => [finding.ruleId, finding])).values()].sort((a, b) =>
    a.ruleId < b.ruleId ? -1 : 1,
  );
  const indexes = new Map(rules.map(({ ruleId }, index) => [ruleId, index]));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'bulkhead', version, semanticVersion: version, rules: rules.map(toRule) } },
        results: findings.map((finding) => toResult(finding, indexes.get(finding.ruleId) ?? 0)),
        columnKind: 'utf16CodeUnits',
      },
    ],
  };
}

function toRule({ ruleId, title, help, severity, cvss }: SarifFinding): unknown {
  return {
    id: ruleId,
    shortDescription: { text: title === '' ? ruleId : title },
    help: { text: help === '' ? title || ruleId : help },
    defaultConfiguration: { level: LEVELS[severity] },
    properties: {
      'security-severity': (cvss ?? SCORES[severity]).toFixed(1),
      tags: ['security', severity.toLowerCase()],
    },
  };
}

function toResult({ ruleId, severity, message, path, fingerprint }: SarifFinding, ruleIndex: number): unknown {
  const uri = path.split('/').map(encodeURIComponent).join('/');
  return {
    ruleId,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation: { uri: uri === '' ? '.' : uri }, region: { startLine: 1 } } }],
    partialFingerprints: { 'bulkhead/v1': fingerprint },
  };
}
