import type { Clock } from '@bulkhead/core-base';
import type { Logger } from '@bulkhead/platform-logging';
import type { Messaging } from '@bulkhead/platform-messaging';
import { transact } from '@bulkhead/platform-mongo';
import type { MongoConnection } from '@bulkhead/platform-mongo';
import { CLOCK, CONNECTION, LOGGER, MESSAGING, SETTINGS, SUBSCRIPTIONS } from '@bulkhead/platform-service';
import type { ServiceSettings, SubscriptionRegistry } from '@bulkhead/platform-service';
import type {
  DynamicModule,
  FactoryProvider,
  OnApplicationBootstrap,
  OnApplicationShutdown,
  Provider,
} from '@nestjs/common';
import { Inject } from '@nestjs/common';
import { AdvisoryResolver } from './advisory/advisory.resolver.ts';
import { AdvisoryService } from './advisory/advisory.service.ts';
import type { Transact } from './advisory/advisory.service.ts';
import { MongoAdvisoryStore } from './advisory/advisory.store.ts';
import { ComponentResolver, OccurrenceResolver } from './component/component.resolver.ts';
import { MongoComponentStore } from './component/component.store.ts';
import type { SCANNING_CONFIG } from './config.ts';
import { findingSubscriptions } from './finding/finding.consumer.ts';
import { FindingResolver } from './finding/finding.resolver.ts';
import { MongoFindingStore } from './finding/finding.store.ts';
import { MatcherService } from './finding/matcher.service.ts';
import { TellerService } from './finding/teller.service.ts';
import { HostResolver } from './image/host.resolver.ts';
import { ImageResolver } from './image/image.resolver.ts';
import { MongoImageStore } from './image/image.store.ts';
import { InventoryService } from './inventory/inventory.service.ts';
import { MongoLayerCache } from './scan/layer-cache.store.ts';
import { scanSubscriptions } from './scan/scan.consumer.ts';
import { ScanController } from './scan/scan.controller.ts';
import { LocalScanEngine } from './scan/scan.engine.ts';
import { ScanResolver } from './scan/scan.resolver.ts';
import { ScanService } from './scan/scan.service.ts';
import { MongoScanStore } from './scan/scan.store.ts';
import { sourceGuard } from './scan/source-guard.ts';
import { usageSubscriptions } from './usage/usage.consumer.ts';
import { MongoUsageStore } from './usage/usage.store.ts';
import { BlastRadiusService } from './vulnerability/blast-radius.service.ts';
import { BlastRadiusResolver, VulnerabilityResolver } from './vulnerability/vulnerability.resolver.ts';
import { MongoVulnerabilityStore } from './vulnerability/vulnerability.store.ts';

type Settings = ServiceSettings<(typeof SCANNING_CONFIG)['shape']>;
type StoreClass = new (connection: MongoConnection, messaging: Messaging) => unknown;

const TRANSACT = Symbol('scanning.transact');

/** Every store takes the connection, and those that publish the outbox. */
function store(provide: StoreClass): FactoryProvider {
  return {
    provide,
    useFactory: (connection: MongoConnection, messaging: Messaging) => new provide(connection, messaging),
    inject: [CONNECTION, MESSAGING],
  };
}

const STORES: readonly Provider[] = [
  MongoAdvisoryStore,
  MongoComponentStore,
  MongoFindingStore,
  MongoImageStore,
  MongoScanStore,
  MongoUsageStore,
  MongoVulnerabilityStore,
  MongoLayerCache,
].map((each) => store(each as StoreClass));

type MatcherParts = [MongoFindingStore, MongoComponentStore, MongoAdvisoryStore, Transact, Clock];
type TellerParts = [MongoFindingStore, MongoAdvisoryStore, Clock, Logger];
type InventoryParts = [MongoImageStore, MongoComponentStore, MongoFindingStore, MatcherService, Transact];
type ScanParts = [MongoScanStore, MongoLayerCache, InventoryService, Clock, Settings];
type AdvisoryParts = [MongoAdvisoryStore, MongoVulnerabilityStore, Transact, Clock];
type Consumers = [SubscriptionRegistry, ScanService, MatcherService, MongoUsageStore];

const SERVICES: readonly Provider[] = [
  {
    provide: TRANSACT,
    useFactory:
      (connection: MongoConnection): Transact =>
      (work) =>
        transact(connection, work),
    inject: [CONNECTION],
  },
  {
    provide: MatcherService,
    useFactory: (...[findings, components, advisories, transaction, clock]: MatcherParts) =>
      new MatcherService({ findings, components, advisories, transact: transaction, clock }),
    inject: [MongoFindingStore, MongoComponentStore, MongoAdvisoryStore, TRANSACT, CLOCK],
  },
  {
    provide: TellerService,
    useFactory: (...[findings, advisories, clock, logger]: TellerParts) =>
      new TellerService({ findings, advisories, clock, logger }),
    inject: [MongoFindingStore, MongoAdvisoryStore, CLOCK, LOGGER],
  },
  {
    provide: InventoryService,
    useFactory: (...[images, components, findings, matcher, transaction]: InventoryParts) =>
      new InventoryService({ images, components, findings, matcher, transact: transaction }),
    inject: [MongoImageStore, MongoComponentStore, MongoFindingStore, MatcherService, TRANSACT],
  },
  {
    provide: ScanService,
    useFactory: (...[scans, cache, sink, clock, settings]: ScanParts) => {
      const registry = { insecure: settings.BULKHEAD_SCANNING_INSECURE_REGISTRIES };
      const guard = sourceGuard({
        registries: settings.BULKHEAD_SCANNING_REGISTRIES,
        folders: settings.BULKHEAD_SCANNING_LOCAL_SOURCES,
      });
      return new ScanService({ scans, engine: new LocalScanEngine({ cache, registry }), sink, guard, clock });
    },
    inject: [MongoScanStore, MongoLayerCache, InventoryService, CLOCK, SETTINGS],
  },
  {
    provide: AdvisoryService,
    useFactory: (...[advisories, vulnerabilities, transaction, clock]: AdvisoryParts) =>
      new AdvisoryService(advisories, vulnerabilities, { transact: transaction, clock }),
    inject: [MongoAdvisoryStore, MongoVulnerabilityStore, TRANSACT, CLOCK],
  },
  {
    provide: BlastRadiusService,
    useFactory: (findings: MongoFindingStore, usages: MongoUsageStore) => new BlastRadiusService(findings, usages),
    inject: [MongoFindingStore, MongoUsageStore],
  },
  {
    provide: 'scanning.consumers',
    useFactory: (...[registry, scans, matcher, usages]: Consumers) => {
      for (const each of scanSubscriptions(scans)) registry.add(each);
      for (const each of findingSubscriptions(matcher)) registry.add(each);
      for (const each of usageSubscriptions(usages)) registry.add(each);
    },
    inject: [SUBSCRIPTIONS, ScanService, MatcherService, MongoUsageStore],
  },
];

const RESOLVERS: readonly Provider[] = [
  ScanResolver,
  ImageResolver,
  HostResolver,
  ComponentResolver,
  OccurrenceResolver,
  VulnerabilityResolver,
  BlastRadiusResolver,
  AdvisoryResolver,
  FindingResolver,
];

/** The only place that knows every noun of this service. */
export class AppModule implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #teller: TellerService;

  constructor(@Inject(TellerService) teller: TellerService) {
    this.#teller = teller;
  }

  static register(): DynamicModule {
    return { module: AppModule, controllers: [ScanController], providers: [...STORES, ...SERVICES, ...RESOLVERS] };
  }

  onApplicationBootstrap(): void {
    this.#teller.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#teller.stop();
  }
}
