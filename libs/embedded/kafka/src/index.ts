export { startKafkaEngine } from './engine.ts';
export type { KafkaEngine } from './engine.ts';
export type { KafkaEngineStats } from './broker.ts';
export type { KafkaEngineFault } from './fault.ts';
export type { KafkaEngineLogEntry, KafkaEngineOptions, Listen } from './options.ts';
export { KAFKA_ENGINE_SUPPORTED } from './supported.ts';
export type { KafkaEngineSupport } from './supported.ts';
