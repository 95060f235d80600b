import type { IncomingMessage } from 'node:http';
import { Fault, isFault } from '@bulkhead/core-base';
import { allows, attachedPrincipal } from '@bulkhead/platform-identity';
import { httpStatusOf } from '@bulkhead/platform-service';
import { Body, Controller, HttpException, Inject, Post, Req } from '@nestjs/common';
import type { IntakeAck } from './intake.ts';
import { tooManyEvents } from './intake.resolver.ts';
import { IntakeService } from './intake.service.ts';
import { INTAKE_BATCH_LIMIT } from '@bulkhead/contracts';
import { readNdjson } from './ndjson.ts';

type Request = IncomingMessage & { readonly headers: IncomingMessage['headers'] };

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
  async events(@Req() request: Request, @Body() body: unknown): Promise<{ results: readonly IntakeAck[] }> {
    try {
      const sender = senderOf(request);
      const events = NDJSON.test(request.headers['content-type'] ?? '') ? await readNdjson(request) : eventsOf(body);
      if (events.length > INTAKE_BATCH_LIMIT) throw tooManyEvents(events.length);
      return { results: await this.#intake.takeIn(events, sender) };
    } catch (error) {
      throw isFault(error) ? toHttp(error) : error;
    }
  }
}

function senderOf(request: Request): string {
  const principal = attachedPrincipal(request);
  if (principal === undefined)
    throw new Fault('unauthenticated', 'UNAUTHENTICATED', 'send a token: Authorization: Bearer <token>');
  if (!allows(principal, SCOPE)) throw new Fault('forbidden', 'FORBIDDEN', `the token lacks the scope ${SCOPE}`);
  return principal.subject;
}

function eventsOf(body: unknown): readonly unknown[] {
  const events = Array.isArray(body) ? body : (body as { events?: unknown } | null | undefined)?.events;
  if (Array.isArray(events)) return events;
  throw new Fault('invalid', 'BATCH_MALFORMED', 'the body is not a batch', {
    advice: 'send {"events": [...]} as application/json, or one event a line as application/x-ndjson',
  });
}

function toHttp({ kind, code, message, advice }: Fault): HttpException {
  return new HttpException({ code, message, ...(advice === undefined ? {} : { advice }) }, httpStatusOf(kind));
}
