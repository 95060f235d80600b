import type { Clock } from '@bulkhead/core-base';
import type { Messaging } from '@bulkhead/platform-messaging';
import type { MongoConnection } from '@bulkhead/platform-mongo';
import { CLOCK, CONNECTION, MESSAGING } from '@bulkhead/platform-service';
import type { DynamicModule, Provider } from '@nestjs/common';
import { ClusterResolver } from './cluster/cluster.resolver.ts';
import { ClusterService } from './cluster/cluster.service.ts';
import { MongoClusterStore } from './cluster/cluster.store.ts';
import { HostResolver } from './host/host.resolver.ts';
import { HostService } from './host/host.service.ts';
import { MongoHostStore } from './host/host.store.ts';
import { IntakeController } from './intake/intake.controller.ts';
import { IntakeResolver } from './intake/intake.resolver.ts';
import { IntakeService } from './intake/intake.service.ts';
import { MongoIntakeStore } from './intake/intake.store.ts';
import { TagResolver } from './tag/tag.resolver.ts';
import { TagService } from './tag/tag.service.ts';
import { MongoTagStore } from './tag/tag.store.ts';
import { OwnershipRuleResolver, TeamResolver } from './team/team.resolver.ts';
import { TeamService } from './team/team.service.ts';
import { MongoTeamStore } from './team/team.store.ts';
import { ImageResolver } from './workload/image.resolver.ts';
import { WorkloadResolver } from './workload/workload.resolver.ts';
import { WorkloadService } from './workload/workload.service.ts';
import { MongoWorkloadStore } from './workload/workload.store.ts';

type IntakeParts = [MongoIntakeStore, Clock, ClusterService, WorkloadService, HostService, TagService];

const SERVICES: readonly Provider[] = [
  {
    provide: ClusterService,
    useFactory: (connection: MongoConnection, messaging: Messaging) =>
      new ClusterService(new MongoClusterStore(connection, messaging)),
    inject: [CONNECTION, MESSAGING],
  },
  {
    provide: TeamService,
    useFactory: (connection: MongoConnection, clock: Clock) => new TeamService(new MongoTeamStore(connection), clock),
    inject: [CONNECTION, CLOCK],
  },
  {
    provide: TagService,
    useFactory: (connection: MongoConnection, messaging: Messaging) =>
      new TagService(new MongoTagStore(connection, messaging)),
    inject: [CONNECTION, MESSAGING],
  },
  {
    provide: HostService,
    useFactory: (teams: TeamService, connection: MongoConnection, messaging: Messaging) =>
      new HostService(new MongoHostStore(connection, messaging), (subject) => teams.ownerOf(subject)),
    inject: [TeamService, CONNECTION, MESSAGING],
  },
  {
    provide: MongoWorkloadStore,
    useFactory: (connection: MongoConnection, messaging: Messaging) => new MongoWorkloadStore(connection, messaging),
    inject: [CONNECTION, MESSAGING],
  },
  {
    provide: WorkloadService,
    useFactory: (store: MongoWorkloadStore, clusters: ClusterService, teams: TeamService) =>
      new WorkloadService(store, {
        cluster: (id) => clusters.find(id),
        ownerOf: (subject) => teams.ownerOf(subject),
        rules: () => teams.rules(),
      }),
    inject: [MongoWorkloadStore, ClusterService, TeamService],
  },
  {
    provide: MongoIntakeStore,
    useFactory: (connection: MongoConnection, messaging: Messaging) => new MongoIntakeStore(connection, messaging),
    inject: [CONNECTION, MESSAGING],
  },
  {
    provide: IntakeService,
    useFactory: (...[store, clock, clusters, workloads, hosts, tags]: IntakeParts) =>
      new IntakeService(store, { clusters, workloads, hosts, tags }, clock),
    inject: [MongoIntakeStore, CLOCK, ClusterService, WorkloadService, HostService, TagService],
  },
];

const RESOLVERS: readonly Provider[] = [
  ClusterResolver,
  TeamResolver,
  OwnershipRuleResolver,
  WorkloadResolver,
  ImageResolver,
  HostResolver,
  TagResolver,
  IntakeResolver,
];

/** The only place that knows every noun of this service. */
export class AppModule {
  static register(): DynamicModule {
    return { module: AppModule, controllers: [IntakeController], providers: [...SERVICES, ...RESOLVERS] };
  }
}
