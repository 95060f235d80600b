import { parseReference } from '@bulkhead/core-image';
import type { ImageReference } from '@bulkhead/core-image';
import type { Container, Workload } from '@bulkhead/core-workload';
import type { CheckFacts, ComponentFacts, ContextFacts, FindingFacts, HostFacts, ImageFacts } from '../facts.ts';

const DAY_MS = 86_400_000;
const NOWHERE: ContextFacts = {};

/**
 * What the criteria of one rule are asked about at one moment: one container with its image and its workload, or one
 * image, or one host; and in it one finding, component or check. One object per evaluation, moved along: criteria hold
 * no reference to it.
 */
export class Target {
  readonly asOf: number;
  readonly context: ContextFacts;
  /** Steps that loops of CEL expressions may still take; set anew for each policy. */
  celSteps = 0;
  workload: Workload | undefined = undefined;
  container: Container | undefined = undefined;
  host: HostFacts | undefined = undefined;
  finding: FindingFacts | undefined = undefined;
  component: ComponentFacts | undefined = undefined;
  check: CheckFacts | undefined = undefined;
  #image: ImageFacts | undefined = undefined;
  #reference: ImageReference | null | undefined = undefined;

  constructor(asOf: number, context: ContextFacts = NOWHERE) {
    this.asOf = asOf;
    this.context = context;
  }

  get image(): ImageFacts | undefined {
    return this.#image;
  }

  set image(image: ImageFacts | undefined) {
    this.#image = image;
    this.#reference = undefined;
  }

  /** The image's name in parts; undefined when it has none or it is not a reference. */
  get reference(): ImageReference | undefined {
    if (this.#reference === undefined) this.#reference = referenceOf(this.#image?.reference);
    return this.#reference ?? undefined;
  }

  /** Whole days from an instant to the day of the evaluation, never negative; undefined when the instant is not known. */
  daysSince(instant: string | undefined): number | undefined {
    if (instant === undefined) return undefined;
    const millis = Date.parse(instant);
    return Number.isNaN(millis) ? undefined : Math.max(0, Math.floor((this.asOf - millis) / DAY_MS));
  }

  /** Where the image is, in words of the input: `image`, or the container's. */
  get imagePath(): string {
    return this.container === undefined ? 'image' : `${this.containerPath}.image`;
  }

  get containerPath(): string {
    return `workload.containers[${this.container?.name ?? ''}]`;
  }

  get findingPath(): string {
    const { finding } = this;
    const holder = this.host === undefined ? this.imagePath : 'host';
    return `${holder}.findings[${finding?.id ?? ''} ${finding?.component ?? ''} ${finding?.version ?? ''}]`;
  }

  get componentPath(): string {
    if (this.finding !== undefined) return this.findingPath;
    return `${this.imagePath}.components[${this.component?.name ?? ''} ${this.component?.version ?? ''}]`;
  }

  get checkPath(): string {
    return `host.checks[${this.check?.benchmark ?? ''} ${this.check?.code ?? ''}]`;
  }
}

/** References that do not parse have no registry, repository or tag: those criteria are then unknown. */
function referenceOf(text: string | undefined): ImageReference | null {
  if (text === undefined || text === '') return null;
  try {
    return parseReference(text);
  } catch {
    return null;
  }
}
