import type { IncomingMessage } from 'node:http';
import { composeServices } from '@apollo/composition';
import { Fault } from '@bulkhead/core-base';
import { defineConfig } from '@bulkhead/platform-config';
import type { GraphqlContext } from '@bulkhead/platform-graphql';
import { loader, sdlDigest, subgraphSdl } from '@bulkhead/platform-graphql';
import { attachedPrincipal } from '@bulkhead/platform-identity';
import { defineService } from '@bulkhead/platform-service';
import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import { Mutation, Query, ResolveField, ResolveReference, Resolver } from '@nestjs/graphql';
import { parse } from 'graphql';
import type { Supergraph } from '../index.ts';

// Two small services under the names of real ones: enough of a graph to cross.

const INGESTION_SDL = subgraphSdl([
  `
  "An image."
  type Image @key(fields: "digest") @allow(to: "image:read") {
    "Its digest."
    digest: ID!
    "Where it is."
    reference: String!
    "Where it was built from."
    parent: Image
  }
  "Images."
  type ImageConnection @allow(to: "image:read") {
    "The images."
    nodes: [Image!]!
  }
  extend type Query {
    "One image."
    image(digest: ID!): Image @allow(to: "image:read")
    "Images."
    images(first: Int = 50): ImageConnection! @allow(to: "image:read")
    "Who asks."
    whoAmI: String! @allow(to: "authenticated")
  }
  `,
]);

const SCANNING_SDL = subgraphSdl([
  `
  "A finding."
  type Finding @key(fields: "id") @allow(to: "finding:read") {
    "Its id."
    id: ID!
    "How bad."
    severity: Severity!
    "Where."
    image: Image!
  }
  extend type Image @key(fields: "digest") @allow(to: "image:read") {
    digest: ID!
    reference: String! @external
    "What is wrong with it."
    findings(first: Int = 20): [Finding!]! @allow(to: "finding:read")
    "Computed from another service's field."
    label: String! @requires(fields: "reference") @allow(to: "image:read")
  }
  extend type Query {
    "Answers late."
    slow(milliseconds: Int!): String @allow(to: "authenticated")
    "Does not answer well."
    broken(how: String!): String @allow(to: "authenticated")
  }
  extend type Mutation {
    "Asks for a scan."
    requestScan(idempotencyKey: ID!, digest: ID!): Finding @allow(to: "scan:write")
  }
  `,
]);

const image = (digest: string) => ({ digest, reference: `registry/${digest}` });

@Resolver('Image')
class ImageResolver {
  @Query('image')
  image(_root: unknown, { digest }: { digest: string }): unknown {
    return digest === 'none' ? null : image(digest);
  }

  @Query('images')
  images(_root: unknown, { first }: { first: number }): unknown {
    return { nodes: Array.from({ length: Math.min(first, 5) }, (_, index) => image(`d${index}`)) };
  }

  @Query('whoAmI')
  whoAmI(_root: unknown, _args: unknown, { principal }: GraphqlContext): string {
    return `${principal?.subject} ${principal?.scopes.join(' ')}`;
  }

  @ResolveField('parent')
  parent({ digest }: { digest: string }): unknown {
    return image(`${digest}p`);
  }

  @ResolveReference()
  resolveReference({ digest }: { digest: string }): unknown {
    return image(digest);
  }
}

@Controller('ingest/v1')
class IntakeController {
  @Post('events')
  @HttpCode(202)
  async events(@Req() request: IncomingMessage): Promise<unknown> {
    let bytes = 0;
    for await (const chunk of request as AsyncIterable<Buffer>) bytes += chunk.length;
    return { subject: attachedPrincipal(request)?.subject, bytes };
  }
}

@Resolver('Image')
class ScannedImageResolver {
  @ResolveReference()
  resolveReference(reference: { digest: string }): unknown {
    return reference;
  }

  @ResolveField('label')
  label({ reference }: { reference: string }): string {
    return `label of ${reference}`;
  }

  @ResolveField('findings')
  async findings({ digest }: { digest: string }, { first }: { first: number }, context: GraphqlContext): Promise<unknown> {
    const severities = loader<string, string>(context, 'severity', async (digests) => digests.map(() => 'HIGH'));
    const severity = await severities.load(digest);
    return Array.from({ length: Math.min(first, 2) }, (_, index) => ({ id: `${digest}/${index}`, severity, image: { digest } }));
  }
}

@Resolver('Finding')
class FindingResolver {
  @Query('slow')
  async slow(_root: unknown, { milliseconds }: { milliseconds: number }): Promise<string> {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    return 'done';
  }

  @Query('broken')
  broken(_root: unknown, { how }: { how: string }): never {
    if (how === 'fault') throw new Fault('conflict', 'SCAN_BUSY', 'the scan is busy', { advice: 'Wait.' });
    throw new Error('password=hunter2');
  }

  @Mutation('requestScan')
  requestScan(_root: unknown, { digest }: { digest: string }): unknown {
    return { id: `${digest}/0`, severity: 'HIGH', image: { digest } };
  }
}

class IngestionModule {}
class ScanningModule {}

export const ingestionService = defineService({
  name: 'ingestion',
  config: defineConfig({ service: 'ingestion', shape: {} }),
  sdl: INGESTION_SDL,
  module: () => ({ module: IngestionModule, controllers: [IntakeController], providers: [ImageResolver] }),
  produces: [],
  consumes: [],
});

export const scanningService = defineService({
  name: 'scanning',
  config: defineConfig({ service: 'scanning', shape: {} }),
  sdl: SCANNING_SDL,
  module: () => ({ module: ScanningModule, providers: [ScannedImageResolver, FindingResolver] }),
  produces: [],
  consumes: [],
});

/** The two composed, with their digests. */
export function fixtureSupergraph(): Supergraph {
  const services = [ingestionService, scanningService];
  const parts = services.map(({ name, sdl }) => ({ name, typeDefs: parse(sdl), url: `http://${name}.invalid` }));
  const { supergraphSdl, errors } = composeServices(parts);
  if (supergraphSdl === undefined) throw new Error(errors?.map((error) => error.message).join());
  return { sdl: supergraphSdl, digests: Object.fromEntries(services.map(({ name, sdl }) => [name, sdlDigest(sdl)])) };
}
