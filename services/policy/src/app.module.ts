import type { Clock } from '@bulkhead/core-base';
import type { Logger } from '@bulkhead/platform-logging';
import type { Messaging } from '@bulkhead/platform-messaging';
import { declareIdempotency } from '@bulkhead/platform-mongo';
import type { MongoConnection } from '@bulkhead/platform-mongo';
import { CLOCK, CONNECTION, LOGGER, MESSAGING, SUBSCRIPTIONS } from '@bulkhead/platform-service';
import type { SubscriptionRegistry } from '@bulkhead/platform-service';
import type { DynamicModule, Provider } from '@nestjs/common';
import type { PolicySettings } from './config.ts';
import { DecisionResolver, ReasonResolver } from './decision/decision.resolver.ts';
import { DecisionService } from './decision/decision.service.ts';
import { MongoDecisionStore } from './decision/decision.store.ts';
import { HostResolver, ImageResolver, WorkloadResolver } from './decision/subject.resolver.ts';
import { hostSubscriptions } from './host-state/host-state.consumer.ts';
import { HostStateService } from './host-state/host-state.service.ts';
import { MongoHostStateStore } from './host-state/host-state.store.ts';
import { scanningSubscriptions } from './image-state/image-state.consumer.ts';
import { ImageStateService } from './image-state/image-state.service.ts';
import { MongoImageStateStore } from './image-state/image-state.store.ts';
import { JudgementLoop } from './judgement/judgement-loop.ts';
import { JudgementService } from './judgement/judgement.service.ts';
import { MongoDueQueue, mongoTransactions } from './judgement/judgement.store.ts';
import { Bell, Judging } from './judgement/judging.module.ts';
import { PolicyResolver, PolicyRevisionResolver } from './policy/policy.resolver.ts';
import { PolicyService } from './policy/policy.service.ts';
import { MongoPolicyStore } from './policy/policy.store.ts';
import { TeamResolver, ViolationResolver } from './violation/violation.resolver.ts';
import { ViolationService } from './violation/violation.service.ts';
import { MongoViolationStore } from './violation/violation.store.ts';
import { workloadSubscriptions } from './workload-state/workload-state.consumer.ts';
import { WorkloadStateService } from './workload-state/workload-state.service.ts';
import { MongoWorkloadStateStore } from './workload-state/workload-state.store.ts';

/** Every store of the service, made once: models are declared when they are made. */
class Stores {
  readonly bell = new Bell();
  readonly policies: MongoPolicyStore;
  readonly decisions: MongoDecisionStore;
  readonly violations: MongoViolationStore;
  readonly images: MongoImageStateStore;
  readonly workloads: MongoWorkloadStateStore;
  readonly hosts: MongoHostStateStore;
  readonly queue: MongoDueQueue;

  constructor(connection: MongoConnection, messaging: Messaging, settings: PolicySettings) {
    declareIdempotency(connection);
    this.policies = new MongoPolicyStore(connection, messaging);
    this.decisions = new MongoDecisionStore(connection, messaging, {
      keptDays: settings.BULKHEAD_POLICY_DECISION_DAYS,
    });
    this.violations = new MongoViolationStore(connection, messaging);
    this.images = new MongoImageStateStore(connection);
    this.workloads = new MongoWorkloadStateStore(connection);
    this.hosts = new MongoHostStateStore(connection);
    this.queue = new MongoDueQueue(connection, this.bell.ring);
  }
}

const RESOLVERS: readonly Provider[] = [
  PolicyResolver,
  PolicyRevisionResolver,
  DecisionResolver,
  ReasonResolver,
  ImageResolver,
  WorkloadResolver,
  HostResolver,
  ViolationResolver,
  TeamResolver,
];

/** The only place that knows every noun of this service. */
export class AppModule {
  static register(settings: PolicySettings): DynamicModule {
    return { module: AppModule, providers: [...services(settings), judging(settings), consumers(), ...RESOLVERS] };
  }
}

function services(settings: PolicySettings): readonly Provider[] {
  return [
    {
      provide: Stores,
      useFactory: (connection: MongoConnection, messaging: Messaging) => new Stores(connection, messaging, settings),
      inject: [CONNECTION, MESSAGING],
    },
    {
      provide: PolicyService,
      useFactory: ({ policies, queue }: Stores, clock: Clock) =>
        new PolicyService({ policies, clock, changed: () => queue.markEverything() }),
      inject: [Stores, CLOCK],
    },
    {
      provide: ViolationService,
      useFactory: ({ violations }: Stores, clock: Clock) => new ViolationService(violations, clock),
      inject: [Stores, CLOCK],
    },
    {
      provide: DecisionService,
      useFactory: ({ decisions, images, hosts }: Stores, policies: PolicyService, clock: Clock) =>
        new DecisionService({ decisions, images, hosts, clock, standing: () => policies.standing() }),
      inject: [Stores, PolicyService, CLOCK],
    },
  ];
}

function judging(settings: PolicySettings): Provider {
  return {
    provide: Judging,
    useFactory: (
      ...[stores, policies, connection, clock, logger]: [Stores, PolicyService, MongoConnection, Clock, Logger]
    ) => {
      const transactions = mongoTransactions(connection);
      const { queue, bell, images, workloads, hosts, decisions, violations } = stores;
      const kept = { images, workloads, hosts, decisions, violations, queue };
      const service = new JudgementService({ ...kept, transactions, clock, standing: () => policies.standing() });
      const judges = settings.BULKHEAD_POLICY_JUDGES;
      const loop = new JudgementLoop({ queue, judge: (due) => service.judge(due), clock, logger, judges });
      bell.connect(() => loop.nudge());
      return new Judging({ policies, loop, logger, builtInMode: settings.BULKHEAD_POLICY_BUILTIN_MODE });
    },
    inject: [Stores, PolicyService, CONNECTION, CLOCK, LOGGER],
  };
}

const CONSUMERS = Symbol('policy.consumers');

function consumers(): Provider {
  return {
    provide: CONSUMERS,
    useFactory: ({ images, workloads, hosts, queue }: Stores, registry: SubscriptionRegistry) => {
      const hostStates = new HostStateService(hosts, queue);
      registry.add(...scanningSubscriptions(new ImageStateService(images, workloads, queue), hostStates));
      registry.add(...workloadSubscriptions(new WorkloadStateService(workloads, queue)));
      registry.add(...hostSubscriptions(hostStates));
      return registry;
    },
    inject: [Stores, SUBSCRIPTIONS],
  };
}
