import { isDigest } from '@bulkhead/core-base';
import type { Clock } from '@bulkhead/core-base';
import { readWorkload } from '@bulkhead/core-workload';
import type { Workload } from '@bulkhead/core-workload';
import type { ContextFacts, ImageFacts, Lifecycle, PolicyInput } from '@bulkhead/core-policy';
import { hostFactsOf } from '../host-state/host-state.ts';
import type { HostStateStore } from '../host-state/host-state.ports.ts';
import { imageFactsOf } from '../image-state/image-state.ts';
import type { ImageStateStore } from '../image-state/image-state.ports.ts';
import type { StandingPolicies } from '../policy/policy.service.ts';
import { decide } from './decision.ts';
import type { DecisionRecord } from './decision.ts';
import type { DecisionStore } from './decision.ports.ts';

/** What somebody wants judged: exactly one of image, manifest and hostId. */
export interface EvaluateRequest {
  readonly point: Lifecycle;
  /** An image reference or digest. */
  readonly image?: string | undefined;
  /** A Kubernetes object with a pod specification. */
  readonly manifest?: unknown;
  readonly hostId?: string | undefined;
  readonly context?: ContextFacts | undefined;
  /** Answer without keeping anything. */
  readonly dryRun: boolean;
}

export type EvaluateOutcome =
  | { readonly kind: 'decided'; readonly decision: DecisionRecord; readonly problems: readonly string[] }
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

export interface DecisionParts {
  readonly decisions: DecisionStore;
  readonly images: ImageStateStore;
  readonly hosts: HostStateStore;
  readonly clock: Clock;
  standing(): Promise<StandingPolicies>;
}

interface Prepared {
  readonly input: PolicyInput;
  readonly problems: readonly string[];
}

/** Answers "may it?" for whoever asks; what it knows of images and hosts is what it was told before. */
export class DecisionService {
  readonly #parts: DecisionParts;

  constructor(parts: DecisionParts) {
    this.#parts = parts;
  }

  async evaluate(request: EvaluateRequest): Promise<EvaluateOutcome> {
    const prepared = await this.#prepare(request);
    if (!('input' in prepared)) return { kind: 'refused', problems: prepared };
    const { compiled } = await this.#parts.standing();
    const decision = decide(compiled, prepared.input, { point: request.point, at: this.#parts.clock.now() });
    if (!request.dryRun) await this.#parts.decisions.save(decision, prepared.input, { standing: false });
    return { kind: 'decided', decision, problems: prepared.problems };
  }

  find(id: string): Promise<DecisionRecord | undefined> {
    return this.#parts.decisions.find(id);
  }

  findMany(ids: readonly string[]): Promise<readonly DecisionRecord[]> {
    return this.#parts.decisions.findMany(ids);
  }

  findInput(digest: string): Promise<PolicyInput | undefined> {
    return this.#parts.decisions.findInput(digest);
  }

  ofSubject(...asked: Parameters<DecisionStore['ofSubject']>): Promise<readonly DecisionRecord[]> {
    return this.#parts.decisions.ofSubject(...asked);
  }

  async #prepare({ image, manifest, hostId, context }: EvaluateRequest): Promise<Prepared | readonly string[]> {
    const given = [image, manifest, hostId].filter((value) => value !== undefined && value !== null);
    if (given.length !== 1) return ['give exactly one of image, manifest and hostId'];
    const where = context === undefined ? {} : { context };
    if (typeof image === 'string') return { input: { ...(await this.#imageInput(image)), ...where }, problems: [] };
    if (typeof hostId === 'string') return this.#hostInput(hostId, where);
    return this.#workloadInput(manifest, where);
  }

  async #imageInput(name: string): Promise<PolicyInput> {
    const image = await this.#imageFacts(name);
    return { subject: { kind: 'image', id: image.digest ?? name, name }, image };
  }

  async #hostInput(id: string, where: { context?: ContextFacts }): Promise<Prepared | readonly string[]> {
    const state = await this.#parts.hosts.find(id);
    if (state === undefined) return [`nobody has told of a host ${id.slice(0, 100)}`];
    return {
      input: { subject: { kind: 'host', id, name: state.hostname }, host: hostFactsOf(state), ...where },
      problems: [],
    };
  }

  async #workloadInput(manifest: unknown, where: { context?: ContextFacts }): Promise<Prepared | readonly string[]> {
    const { workload, problems } = readWorkload(manifest);
    const said = problems.map(({ path, message }) => `${path} ${message}`);
    if (workload === undefined) return said;
    const names = [...new Set(workload.containers.map(({ image }) => image))];
    const facts = await Promise.all(names.map((name) => this.#imageFacts(name)));
    const images = Object.fromEntries(names.map((name, index) => [name, facts[index] as ImageFacts]));
    return { input: { subject: subjectOf(workload, where.context), workload, images, ...where }, problems: said };
  }

  /** By digest where the name has one, else by the name it was last told under. */
  async #imageFacts(name: string): Promise<ImageFacts> {
    const digest = isDigest(name) ? name : name.split('@')[1];
    const byDigest = digest === undefined ? undefined : await this.#parts.images.find(digest);
    const known = byDigest ?? (await this.#parts.images.findByName(name));
    const reference = isDigest(name) ? {} : { reference: name };
    return imageFactsOf(known, { ...reference, ...(digest !== undefined && { digest }) });
  }
}

function subjectOf(workload: Workload, context: ContextFacts | undefined): PolicyInput['subject'] {
  const name = `${workload.namespace ?? context?.namespace ?? 'default'}/${workload.name}`;
  return { kind: 'workload', id: `${context?.clusterId ?? ''}/${workload.kind}/${name}`, name };
}
