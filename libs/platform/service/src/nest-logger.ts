import type { Logger } from '@bulkhead/platform-logging';
import type { LoggerService } from '@nestjs/common';

/** Nest's own lines in our log: what it does while wiring is for us, what it warns of is a warning. */
export function nestLogger(logger: Logger): LoggerService {
  return {
    log: (text: unknown) => logger.debug('nest', { text }),
    debug: (text: unknown) => logger.debug('nest', { text }),
    verbose: (text: unknown) => logger.debug('nest', { text }),
    warn: (text: unknown) => logger.warn('nest', { text }),
    error: (text: unknown) => logger.error('nest', { text }),
  };
}
