import type { ConfigDefinition } from '@bulkhead/platform-config';
import { defineConfig } from '@bulkhead/platform-config';
import type { AnyContract } from '@bulkhead/platform-messaging';
import type { DynamicModule } from '@nestjs/common';
import type { z } from 'zod';
import type { CommonSettings } from './setting.ts';
import { COMMON_SHAPE, listenShape } from './setting.ts';

/** What a service reads at its start: what all have, and its own. */
export type ServiceSettings<Shape extends z.ZodRawShape = z.ZodRawShape> = CommonSettings &
  z.output<z.ZodObject<Shape>>;

/** Everything the platform needs to know to run a service. */
export interface ServiceDefinition<Shape extends z.ZodRawShape = z.ZodRawShape> {
  /** As in its folder: `incident-response`. Its database is `bulkhead_incident_response`. */
  readonly name: string;
  /** Its own settings, beside those all services have. */
  readonly config: ConfigDefinition<Shape>;
  /** Its whole SDL, `subgraphSdl(nouns)`. */
  readonly sdl: string;
  /** Events it may publish. */
  readonly produces: readonly AnyContract[];
  /** Events it handles. */
  readonly consumes: readonly AnyContract[];
  /** The largest JSON body of its REST routes in bytes (16 MiB); /graphql takes 1 MiB. */
  readonly bodyLimit?: number;
  /** The module that knows its nouns. */
  module(settings: ServiceSettings<Shape>): DynamicModule;
}

/** Declares a service. Nothing happens yet. */
export function defineService<Shape extends z.ZodRawShape>(
  definition: ServiceDefinition<Shape>,
): ServiceDefinition<Shape> {
  return definition;
}

/** All settings of a service, for reading and for the reference pages. */
export function settingsDefinition(definition: ServiceDefinition): ConfigDefinition {
  const { service, shape, removed } = definition.config;
  const all = { ...COMMON_SHAPE, ...listenShape(definition.name), ...shape };
  return defineConfig({ service, shape: all, ...(removed === undefined ? {} : { removed }) });
}

/** `bulkhead_<service>`, with `_` for `-`. */
export function databaseOf(service: string): string {
  return `bulkhead_${service.replaceAll('-', '_')}`;
}
