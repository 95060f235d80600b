import { Fault } from '@bulkhead/core-base';
import type { AnyContract } from '../contract.ts';
import type { MessagingFault } from '../fault.ts';
import { deadLetterTopic, retryTopic } from '../topic/name.ts';
import type { Route } from './delivery.ts';
import type { ProcessorParts } from './processor.ts';
import { Processor } from './processor.ts';
import { Slots } from './slots.ts';
import type { AnySubscription } from './subscription.ts';

/** What one consumer group reads and does. */
export interface GroupPlan {
  readonly group: string;
  readonly routes: ReadonlyMap<string, Route>;
  readonly coPartitionGroups: Readonly<Record<string, readonly string[]>>;
  /** The topics events are first published to, without retries and dead letters. */
  readonly origins: readonly string[];
  readonly lanes: ReadonlySet<string>;
}

export interface RoutingParts {
  readonly service: string;
  readonly contracts: readonly AnyContract[];
  readonly processor: ProcessorParts;
  /** What reads a dead-letter topic. */
  readonly deadLetters: (topic: string) => Route;
}

/** One plan per consumer group. Throws SUBSCRIPTION_INVALID (invariant) when two subscriptions contradict. */
export function planGroups(subscriptions: readonly AnySubscription[], parts: RoutingParts): readonly GroupPlan[] {
  const byGroup = Map.groupBy(subscriptions, (subscription) => subscription.group ?? parts.service);
  return [...byGroup].map(([group, list]) => planGroup(group, list, parts));
}

function planGroup(group: string, subscriptions: readonly AnySubscription[], parts: RoutingParts): GroupPlan {
  const routes = new Map<string, Route>();
  const byTopic = Map.groupBy(subscriptions, (subscription) => subscription.contract.topic);
  for (const [topic, list] of byTopic) {
    for (const [name, route] of routesOf(group, list, parts)) routes.set(name, route);
    routes.set(deadLetterTopic(topic, group), parts.deadLetters(deadLetterTopic(topic, group)));
  }
  return {
    group,
    routes,
    coPartitionGroups: coPartitionGroups(subscriptions),
    origins: [...byTopic.keys()],
    lanes: new Set(subscriptions.flatMap(({ contract }) => (contract.lane === undefined ? [] : [contract.lane]))),
  };
}

function routesOf(
  group: string,
  subscriptions: readonly AnySubscription[],
  parts: RoutingParts,
): readonly (readonly [string, Route])[] {
  const [first] = subscriptions;
  if (first === undefined) return [];
  const { topic, lane, coPartitionGroup } = first.contract;
  const byType = new Map(subscriptions.map((subscription) => [subscription.contract.type, subscription]));
  assertOneMind(group, subscriptions, byType.size);
  const plan = {
    group,
    origin: topic,
    subscriptions: byType,
    ignored: new Set(parts.contracts.filter((contract) => contract.topic === topic).map(({ type }) => type)),
    slots: new Slots(first.concurrency ?? (lane === 'background' ? 1 : 4)),
  };
  const unit = coPartitionGroup === undefined ? topic : `group ${coPartitionGroup}`;
  const source = new Processor(parts.processor, { ...plan, unit, isRetry: false });
  if (first.retry === 'in-place') return [[topic, source]];
  const retries = parts.processor.retryDelaysMs.map((delayMs): [string, Route] => {
    const name = retryTopic(topic, group, delayMs);
    return [name, new Processor(parts.processor, { ...plan, unit: name, isRetry: true })];
  });
  return [[topic, source], ...retries];
}

/** A topic has one queue per partition: its subscriptions must agree on what happens to that queue. */
function assertOneMind(group: string, subscriptions: readonly AnySubscription[], types: number): void {
  const settings = new Set(subscriptions.map((each) => `${each.retry} ${each.attempts} ${each.concurrency}`));
  if (settings.size === 1 && types === subscriptions.length) return;
  throw new Fault<MessagingFault>(
    'invariant',
    'SUBSCRIPTION_INVALID',
    'subscriptions of one topic and group must be of different types and have the same retry, attempts, concurrency',
    { details: { group, topic: subscriptions[0]?.contract.topic ?? '' } },
  );
}

function coPartitionGroups(subscriptions: readonly AnySubscription[]): Record<string, readonly string[]> {
  const grouped = subscriptions.filter(({ contract }) => contract.coPartitionGroup !== undefined);
  const byName = Map.groupBy(grouped, ({ contract }) => contract.coPartitionGroup ?? '');
  return Object.fromEntries(
    [...byName].map(([name, list]) => [name, [...new Set(list.map(({ contract }) => contract.topic))].toSorted()]),
  );
}
