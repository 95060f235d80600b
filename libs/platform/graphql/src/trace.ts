import { isRecording, withSpan } from '@bulkhead/platform-telemetry';
import type { GraphQLFieldResolver, GraphQLSchema } from 'graphql';
import { defaultFieldResolver } from 'graphql';
import type { GraphqlContext } from './context.ts';

/** A span for every query and mutation field, when the request is recorded; otherwise nothing but a look. In place. */
export function traceRootFields(schema: GraphQLSchema): GraphQLSchema {
  for (const type of [schema.getQueryType(), schema.getMutationType()]) {
    for (const field of Object.values(type?.getFields() ?? {})) {
      const resolve: GraphQLFieldResolver<unknown, GraphqlContext> = field.resolve ?? defaultFieldResolver;
      const name = `${type?.name ?? ''}.${field.name}`;
      // graphql-js calls it so.
      // oxlint-disable-next-line max-params
      field.resolve = (source, args, context, info): unknown => {
        if (!isRecording()) return resolve(source, args, context, info);
        return withSpan({ name }, async () => resolve(source, args, context, info));
      };
    }
  }
  return schema;
}
