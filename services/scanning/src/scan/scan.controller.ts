import type { IncomingMessage } from 'node:http';
import { Fault } from '@bulkhead/core-base';
import { demandScope } from '@bulkhead/platform-identity';
import { Body, Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { z } from 'zod';
import { ADVISORY_BATCH_LIMIT, checkBatch } from '../advisory/advisory.resolver.ts';
import { AdvisoryService } from '../advisory/advisory.service.ts';
import type { ImportOutcome } from '../advisory/advisory.service.ts';
import { ScanService } from './scan.service.ts';
import type { Subject } from './scan.service.ts';

const ADVISORIES = z.object({
  source: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,62}$/, 'lower case letters, digits, dots and dashes'),
  snapshot: z.string().min(1).max(300),
  advisories: z.array(z.unknown()).max(ADVISORY_BATCH_LIMIT),
});

/** What is too large for a GraphQL variable: scan reports and batches of advisories. Both may be sent twice. */
@Controller('scan/v1')
export class ScanController {
  readonly #scans: ScanService;
  readonly #advisories: AdvisoryService;

  constructor(@Inject(ScanService) scans: ScanService, @Inject(AdvisoryService) advisories: AdvisoryService) {
    this.#scans = scans;
    this.#advisories = advisories;
  }

  /** `POST /scan/v1/reports`: one bulkhead/scan-report/v1. Answers with the subject once its findings are judged. */
  @Post('reports')
  @HttpCode(200)
  async report(@Req() request: IncomingMessage, @Body() body: unknown): Promise<{ subject: Subject }> {
    demandScope(request, 'scan:write');
    return { subject: await this.#scans.takeReport(body) };
  }

  /** `POST /scan/v1/advisories`: `{ source, snapshot, advisories: [OSV, ...] }`, at most 500. */
  @Post('advisories')
  @HttpCode(200)
  async advisories(@Req() request: IncomingMessage, @Body() body: unknown): Promise<ImportOutcome> {
    demandScope(request, 'advisory:write');
    const batch = ADVISORIES.safeParse(body);
    if (!batch.success) {
      const [issue] = batch.error.issues;
      throw new Fault(
        'invalid',
        'BATCH_MALFORMED',
        `${issue?.path.join('.') ?? 'body'}: ${issue?.message ?? 'not readable'}`,
      );
    }
    const { source, snapshot, advisories } = batch.data;
    checkBatch(advisories.length);
    return this.#advisories.import({ source, snapshot, documents: advisories });
  }
}
