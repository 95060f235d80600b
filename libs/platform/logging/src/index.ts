export { LOG_LEVELS, createLogger, silentLogger } from './logger.ts';
export type { LogLevel, Logger, LoggerOptions } from './logger.ts';
