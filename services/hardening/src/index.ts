import { HOST_CHECK_RESULT, HOST_FACTS } from '@bulkhead/contracts';
import { defineService } from '@bulkhead/platform-service';
import { AppModule } from './app.module.ts';
import { HARDENING_CONFIG } from './config.ts';
import { HARDENING_SDL } from './schema.ts';

/** Is the ground safe: facts of hosts, benchmarks, what every check says now and how that changed. */
export const hardeningService = defineService({
  name: 'hardening',
  config: HARDENING_CONFIG,
  sdl: HARDENING_SDL,
  module: () => AppModule.register(),
  produces: [HOST_CHECK_RESULT],
  consumes: [HOST_FACTS],
});
