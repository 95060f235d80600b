export { startMongoEngine } from './engine.ts';
export type { MongoEngine, MongoEngineOptions } from './engine.ts';
export type { MongoEngineFault } from './fault.ts';
export { MONGO_ENGINE_SUPPORTED } from './supported.ts';
export type { MongoEngineSupported } from './supported.ts';
export type { ServerStats as MongoEngineStats } from './server.ts';
