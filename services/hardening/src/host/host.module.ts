import type { MongoConnection } from '@bulkhead/platform-mongo';
import { CONNECTION } from '@bulkhead/platform-service';
import type { Provider } from '@nestjs/common';
import { HostResolver } from './host.resolver.ts';
import { HostService } from './host.service.ts';
import { MongoHostStore } from './host.store.ts';

/** Hosts, wired to Mongo. */
export const HOST_PROVIDERS: readonly Provider[] = [
  {
    provide: HostService,
    useFactory: (connection: MongoConnection) => new HostService(new MongoHostStore(connection)),
    inject: [CONNECTION],
  },
  HostResolver,
];
