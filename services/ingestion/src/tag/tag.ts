import type { RegistryTagEvent } from '@bulkhead/contracts';
import { computedId } from '@bulkhead/core-base';
import type { Decision } from '@bulkhead/core-base';

/** How many moves of a tag are kept beside it; older ones remain as events. */
const HISTORY_LIMIT = 100;

export const TAG_ACTIONS = ['PUSHED', 'MOVED', 'DELETED'] as const;
export type TagAction = (typeof TAG_ACTIONS)[number];

export interface TagEvent {
  readonly at: Date;
  readonly actor: string | null;
  readonly action: TagAction;
  readonly fromDigest: string | null;
  readonly toDigest: string | null;
}

/** A moving name: `registry/repository:tag`, where it points now, and how it came there. */
export interface ImageTag {
  readonly id: string;
  readonly registry: string;
  readonly repository: string;
  readonly tag: string;
  readonly digest: string | null;
  readonly history: readonly TagEvent[];
  readonly updatedAt: Date;
  readonly revision: number;
}

export interface TagObservation {
  readonly registry: string;
  readonly repository: string;
  readonly tag: string;
  /** null = the tag is gone. */
  readonly digest: string | null;
  readonly actor: string | null;
  readonly at: Date;
}

/** Natural id of a tag. */
export function tagIdOf({ registry, repository, tag }: Pick<ImageTag, 'registry' | 'repository' | 'tag'>): string {
  return computedId('tag', registry, repository, tag);
}

/** Takes what a registry said in; undefined when it is old or says what is known already. */
export function observeTag(
  current: ImageTag | undefined,
  observation: TagObservation,
): Decision<ImageTag, RegistryTagEvent> | undefined {
  const { registry, repository, tag, digest, actor, at } = observation;
  const fromDigest = current?.digest ?? null;
  if (current !== undefined && (current.updatedAt > at || fromDigest === digest)) return undefined;
  const event: TagEvent = { at, actor, action: actionOf(fromDigest, digest), fromDigest, toDigest: digest };
  const next: ImageTag = {
    id: tagIdOf(observation),
    registry,
    repository,
    tag,
    digest,
    history: [event, ...(current?.history ?? [])].slice(0, HISTORY_LIMIT),
    updatedAt: at,
    revision: (current?.revision ?? 0) + 1,
  };
  return { next, events: [{ registry, repository, tag, ...event, at: at.toISOString() }] };
}

function actionOf(from: string | null, to: string | null): TagAction {
  if (to === null) return 'DELETED';
  return from === null ? 'PUSHED' : 'MOVED';
}
