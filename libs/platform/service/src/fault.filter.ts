import type { FaultKind } from '@bulkhead/core-base';
import { isFault } from '@bulkhead/core-base';
import { codeOfKind } from '@bulkhead/platform-graphql';
import type { Logger } from '@bulkhead/platform-logging';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { Catch, HttpException } from '@nestjs/common';
import type { Response } from 'express';

const STATUS_BY_KIND = {
  'not-found': 404,
  invalid: 400,
  conflict: 409,
  unauthenticated: 401,
  forbidden: 403,
  'rate-limited': 429,
  unavailable: 503,
  invariant: 500,
} as const satisfies Record<FaultKind, number>;

/** The HTTP status of a Fault's kind. */
export function httpStatusOf(kind: FaultKind): number {
  return STATUS_BY_KIND[kind];
}

/** What a REST caller reads: one JSON object under `error`, as a GraphQL error would have it. */
export interface HttpProblem {
  readonly status: number;
  readonly body: { readonly error: Readonly<Record<string, unknown>> };
}

/** How anything thrown leaves over HTTP. What nobody expected is logged and told as INTERNAL, without anything of it. */
export function problemOf(error: unknown, logger: Logger): HttpProblem {
  if (isFault(error) && error.kind !== 'invariant') {
    const advice = error.advice === undefined ? {} : { advice: error.advice };
    const details = Object.keys(error.details).length === 0 ? {} : { details: error.details };
    const told = { code: codeOfKind(error.kind), fault: error.code, message: error.message, ...advice, ...details };
    return { status: httpStatusOf(error.kind), body: { error: told } };
  }
  const status = statusOf(error);
  if (status >= 400 && status < 500) return { status, body: { error: { ...clientError(error, status) } } };
  logger.error('http defect', { error });
  return { status: 500, body: { error: { code: 'INTERNAL', message: 'internal error' } } };
}

/** Translates what controllers throw; GraphQL has its own translation and gets the error as it is. */
export class FaultFilter implements ExceptionFilter {
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  catch(exception: unknown, host: ArgumentsHost): void {
    if (host.getType<string>() !== 'http') throw exception;
    const response = host.switchToHttp().getResponse<Response>();
    const { status, body } = problemOf(exception, this.#logger);
    if (!response.headersSent) response.status(status).json(body);
  }
}
// Called and not written as @Catch(): platform code runs by type stripping, which knows no decorators.
Catch()(FaultFilter);

const CODE_BY_STATUS: Readonly<Record<number, string>> = {
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  413: 'BODY_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'RATE_LIMITED',
};

function clientError(error: unknown, status: number): Readonly<Record<string, unknown>> {
  const own = error instanceof HttpException ? error.getResponse() : undefined;
  if (typeof own === 'object' && 'code' in own) return { ...own };
  const message = error instanceof Error ? error.message : 'the request cannot be used';
  return { code: CODE_BY_STATUS[status] ?? 'BAD_REQUEST', message };
}

/** Nest and Express (body-parser) mark what the caller did wrong with a status. */
function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { status?: unknown } | null)?.status;
  return typeof status === 'number' ? status : 500;
}
