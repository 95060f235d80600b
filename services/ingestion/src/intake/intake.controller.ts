import type { IncomingMessage } from 'node:http';
import { INTAKE_BATCH_LIMIT } from '@bulkhead/contracts';
import { Fault } from '@bulkhead/core-base';
import { demandScope } from '@bulkhead/platform-identity';
import { Body, Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import type { IntakeAck } from './intake.ts';
import { tooManyEvents } from './intake.resolver.ts';
import { IntakeService } from './intake.service.ts';
import { readNdjson } from './ndjson.ts';

const NDJSON = /^application\/(?:x-ndjson|ndjson|jsonl)\b/;
const SCOPE = 'event:write';

/** `POST /ingest/v1/events`: `{"events": [...]}` as JSON, or one event a line as NDJSON. One answer per event, in order. */
@Controller('ingest/v1')
export class IntakeController {
  readonly #intake: IntakeService;

  constructor(@Inject(IntakeService) intake: IntakeService) {
    this.#intake = intake;
  }

  @Post('events')
  @HttpCode(200)
  async events(@Req() request: IncomingMessage, @Body() body: unknown): Promise<{ results: readonly IntakeAck[] }> {
    const { subject: sender } = demandScope(request, SCOPE);
    const events = NDJSON.test(request.headers['content-type'] ?? '') ? await readNdjson(request) : eventsOf(body);
    if (events.length > INTAKE_BATCH_LIMIT) throw tooManyEvents(events.length);
    return { results: await this.#intake.takeIn(events, sender) };
  }
}

function eventsOf(body: unknown): readonly unknown[] {
  const events = Array.isArray(body) ? body : (body as { events?: unknown } | null | undefined)?.events;
  if (Array.isArray(events)) return events;
  throw new Fault('invalid', 'BATCH_MALFORMED', 'the body is not a batch', {
    advice: 'send {"events": [...]} as application/json, or one event a line as application/x-ndjson',
  });
}
