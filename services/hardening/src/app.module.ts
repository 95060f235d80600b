import type { DynamicModule } from '@nestjs/common';
import { AUDIT_PROVIDERS } from './audit/audit.module.ts';
import { BenchmarkResolver, CheckResolver } from './benchmark/benchmark.resolver.ts';
import { HOST_PROVIDERS } from './host/host.module.ts';

/** The only place that knows every noun of this service. */
export class AppModule {
  static register(): DynamicModule {
    return {
      module: AppModule,
      providers: [...HOST_PROVIDERS, ...AUDIT_PROVIDERS, BenchmarkResolver, CheckResolver],
    };
  }
}
