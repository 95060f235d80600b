import { Fault } from '@bulkhead/core-base';
import type { Principal, TokenDescription } from '@bulkhead/platform-identity';
import { attachedPrincipal } from '@bulkhead/platform-identity';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { z } from 'zod';
import type { TokenServiceFault } from './token.service.ts';
import { TokenService } from './token.service.ts';

const requestShape = z.strictObject({
  subject: z.string(),
  scopes: z.array(z.string()).max(64),
  expiresAt: z.iso.datetime({ offset: true }).optional(),
});

/** A token over REST; `token` is its plaintext, once. */
interface TokenAnswer extends TokenDescription {
  readonly token?: string;
}

/** `/tokens`: the gateway is no subgraph, so its own noun has routes instead of types. */
@Controller('tokens')
export class TokenController {
  readonly #tokens: TokenService;

  constructor(@Inject(TokenService) tokens: TokenService) {
    this.#tokens = tokens;
  }

  /** `POST /tokens {subject, scopes, expiresAt?}` */
  @Post()
  async create(@Req() request: object, @Body() body: unknown): Promise<TokenAnswer> {
    const parsed = requestShape.safeParse(body);
    if (!parsed.success) throw malformed(parsed.error);
    const { subject, scopes, expiresAt } = parsed.data;
    const wanted = { subject, scopes, ...(expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt) }) };
    const { plaintext, ...description } = await this.#tokens.create(callerOf(request), wanted);
    return { token: plaintext, ...description };
  }

  /** `GET /tokens` */
  @Get()
  async list(@Req() request: object): Promise<{ tokens: readonly TokenDescription[] }> {
    return { tokens: await this.#tokens.list(callerOf(request)) };
  }

  /** `GET /tokens/self`: who the token of this very request belongs to. */
  @Get('self')
  self(@Req() request: object): Principal {
    return callerOf(request);
  }

  /** `DELETE /tokens/<id>` */
  @Delete(':id')
  @HttpCode(200)
  async revoke(@Req() request: object, @Param('id') id: string): Promise<TokenDescription> {
    return this.#tokens.revoke(callerOf(request), id);
  }
}

function callerOf(request: object): Principal {
  const principal = attachedPrincipal(request);
  if (principal === undefined) throw new Fault('unauthenticated', 'UNAUTHENTICATED', 'a token is needed');
  return principal;
}

function malformed(error: z.ZodError): Fault<TokenServiceFault> {
  const problems = error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`);
  return new Fault('invalid', 'TOKEN_REQUEST_INVALID', `the request is not one for a token: ${problems.join('; ')}`, {
    details: { problems },
    advice: 'Send {"subject": "...", "scopes": ["noun:verb"], "expiresAt": "2027-01-01T00:00:00Z"}.',
  });
}
