import { Fault } from '@bulkhead/core-base';
import type { ScanReport } from '@bulkhead/engine-scan';
import type { Transact } from '../advisory/advisory.service.ts';
import { toComponent, toOccurrence } from '../component/component.ts';
import type { ComponentStore } from '../component/component.ports.ts';
import type { FindingStore } from '../finding/finding.ports.ts';
import type { MatcherService } from '../finding/matcher.service.ts';
import { imageIndexed, imageOf } from '../image/image.ts';
import type { ImageStore } from '../image/image.ports.ts';
import type { ReportSink, ScanServiceFault, Subject } from '../scan/scan.service.ts';

interface InventoryParts {
  readonly images: ImageStore;
  readonly components: ComponentStore;
  readonly findings: FindingStore;
  readonly matcher: MatcherService;
  readonly transact: Transact;
}

/** Stores what a report found, and has it judged. Both may be repeated: content has one id. */
export class InventoryService implements ReportSink {
  readonly #parts: InventoryParts;

  constructor(parts: InventoryParts) {
    this.#parts = parts;
  }

  /** Throws SUBJECT_UNNAMED (invalid) for a root filesystem of which nobody says whose it is. */
  async index(report: ScanReport): Promise<Subject> {
    const subject = subjectOf(report);
    await this.#parts.transact(async () => {
      if (report.subject.kind === 'image') await this.#saveImage(report);
      const gone = await this.#saveComponents(report, subject);
      await this.#parts.matcher.close(subject.id, gone);
      await this.#parts.findings.introduce({ ...subject, name: nameOf(report), ecosystems: ecosystemsOf(report) });
    });
    return subject;
  }

  judge({ id }: Subject): Promise<void> {
    return this.#parts.matcher.judgeSubject(id);
  }

  async #saveImage(report: ScanReport): Promise<void> {
    const { images } = this.#parts;
    const [known] = await images.findMany([report.subject.id]);
    const next = imageOf(report, known);
    await images.save({ next, events: [imageIndexed(next, report)] });
  }

  #saveComponents(report: ScanReport, subject: Subject): Promise<readonly string[]> {
    const components = report.components.map(toComponent);
    const occurrences = report.components.map((component) => toOccurrence(component, subject));
    return this.#parts.components.replaceOccurrences(subject.id, components, occurrences);
  }
}

function subjectOf({ subject }: ScanReport): Subject {
  if (subject.kind !== 'filesystem') return { kind: subject.kind, id: subject.id };
  throw new Fault<ScanServiceFault>('invalid', 'SUBJECT_UNNAMED', 'a root filesystem without a machine-id is nobody', {
    advice: 'push a report about an image, or about a host with /etc/machine-id',
  });
}

function nameOf({ subject }: ScanReport): string {
  if (subject.kind === 'image') return subject.names[0] ?? subject.digest;
  return subject.name;
}

function ecosystemsOf({ components }: ScanReport): readonly string[] {
  return [...new Set(components.map(({ ecosystem }) => ecosystem))].sort();
}
