import { isFault } from '@bulkhead/core-base';
import type { GraphqlContext } from '@bulkhead/platform-graphql';
import { idempotent } from '@bulkhead/platform-mongo';
import type { MongoConnection, Page } from '@bulkhead/platform-mongo';
import { CONNECTION } from '@bulkhead/platform-service';
import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, ResolveReference, Resolver } from '@nestjs/graphql';
import { imageOfSubject } from '../image/image.loader.ts';
import type { KnownImage } from '../image/image.loader.ts';
import { MongoImageStore } from '../image/image.store.ts';
import type { Scan, ScanLane, ScanState } from './scan.ts';
import { ScanService } from './scan.service.ts';
import type { Subject } from './scan.service.ts';

interface SourceRefused {
  readonly __typename: 'SourceRefused';
  readonly code: string;
  readonly message: string;
  readonly advice: string | null;
}

@Resolver('Scan')
export class ScanResolver {
  readonly #scans: ScanService;
  readonly #connection: MongoConnection;
  readonly #images: MongoImageStore;

  constructor(
    @Inject(ScanService) scans: ScanService,
    @Inject(CONNECTION) connection: MongoConnection,
    @Inject(MongoImageStore) images: MongoImageStore,
  ) {
    this.#scans = scans;
    this.#connection = connection;
    this.#images = images;
  }

  @Query('scan')
  async scan(@Args('id') id: string): Promise<Scan | null> {
    return (await this.#scans.find(id)) ?? null;
  }

  @Query('scans')
  async scans(
    @Args() { state, first, after }: { state?: ScanState | null; first?: number; after?: string },
  ): Promise<Page<Scan>> {
    return this.#scans.page({ state: state ?? undefined }, { first, after });
  }

  @ResolveReference()
  async resolveReference({ id }: { id: string }): Promise<Scan | null> {
    return (await this.#scans.find(id)) ?? null;
  }

  @Mutation('requestScan')
  async requestScan(
    @Args() { idempotencyKey, source, lane }: { idempotencyKey: string; source: string; lane: ScanLane },
    @Context() context: GraphqlContext,
  ): Promise<(Scan & { __typename: 'Scan' }) | SourceRefused> {
    const requestedBy = context.principal?.subject ?? '';
    try {
      const scan = await this.#scans.request({ source, lane, requestedBy, reason: 'REQUESTED', key: idempotencyKey });
      return { __typename: 'Scan', ...scan };
    } catch (error) {
      if (!isFault(error) || (error.kind !== 'forbidden' && error.kind !== 'invalid')) throw error;
      return { __typename: 'SourceRefused', code: error.code, message: error.message, advice: error.advice ?? null };
    }
  }

  @Mutation('submitScanReport')
  async submitScanReport(
    @Args() { idempotencyKey, report }: { idempotencyKey: string; report: unknown },
    @Context() context: GraphqlContext,
  ): Promise<{ image: KnownImage | null; host: { id: string } | null }> {
    const subject = await this.#scans.takeReport(report);
    const call = {
      key: idempotencyKey,
      subject: context.principal?.subject ?? '',
      body: ['submitScanReport', subject],
    };
    const { kind, id } = await idempotent<Subject>(this.#connection, call, async () => subject);
    const image = await imageOfSubject(context, this.#images, { subjectKind: kind, subjectId: id });
    return { image, host: kind === 'host' ? { id } : null };
  }

  @ResolveField('image')
  async image(@Parent() scan: Scan, @Context() context: GraphqlContext): Promise<KnownImage | null> {
    return imageOfSubject(context, this.#images, scan);
  }

  @ResolveField('host')
  host(@Parent() { subjectKind, subjectId }: Scan): { id: string } | null {
    return subjectKind === 'host' && subjectId !== null ? { id: subjectId } : null;
  }
}
