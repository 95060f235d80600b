import type { FindingFacts, ImageFacts } from '@bulkhead/core-policy';
import type { ScanResult } from '../scan/scan-result.ts';

/** What a scan made here says of an image, in the words policies ask in. */
export function imageFacts({ report, findings, verdict, feed, unknown }: ScanResult, reference: string): ImageFacts {
  const { subject } = report;
  const ofImage =
    subject.kind === 'image'
      ? {
          digest: subject.digest,
          user: subject.settings.user,
          labels: subject.settings.labels,
          exposedPorts: subject.settings.exposedPorts,
          ...(subject.createdAt === '' ? {} : { createdAt: subject.createdAt }),
        }
      : {};
  return {
    ...ofImage,
    reference,
    scan: verdict === 'UNKNOWN' ? 'UNJUDGED' : verdict,
    indexedAt: report.finishedAt,
    ...(feed.advisories === 0 ? {} : { matchedAt: report.finishedAt }),
    ...(report.distribution === null
      ? {}
      : { distribution: `${report.distribution.id} ${report.distribution.versionId}`.trim() }),
    components: report.components.map(({ name, version, ecosystem, purl }) => ({ name, version, ecosystem, purl })),
    findings: findings.map((finding): FindingFacts => {
      const { vulnerability, ids, severity, cvss, component, fixedIn } = finding;
      return {
        id: vulnerability,
        aliases: ids.filter((id) => id !== vulnerability),
        severity,
        ...(cvss === null ? {} : { cvss }),
        component: component.name,
        version: component.version,
        ecosystem: component.ecosystem,
        purl: component.purl,
        fixedIn,
        state: 'ACTIVE',
      };
    }),
    unjudgedEcosystems: unknown.map(({ words }) => words),
    matchedAgainst: feed.snapshots,
  };
}
