import type { TokenStore } from '@bulkhead/platform-identity';
import type { DynamicModule } from '@nestjs/common';
import { TokenController } from './identity/token.controller.ts';
import { TokenService } from './identity/token.service.ts';

/** The REST half of the gateway; GraphQL is mounted in front of it. */
export class AppModule {
  static register(tokens: TokenStore): DynamicModule {
    return {
      module: AppModule,
      controllers: [TokenController],
      providers: [{ provide: TokenService, useFactory: () => new TokenService(tokens) }],
    };
  }
}
