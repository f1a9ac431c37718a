import { Global, Module } from '@nestjs/common';
import { Authenticator, unauthenticated, type Actor } from '#platform';

/** Makes a new actor for each token that a test knows. */
export class KnownTokens extends Authenticator {
  readonly actors = new Map<string, () => Actor>();

  override authenticate(accessToken: string): Promise<Actor> {
    const actor = this.actors.get(accessToken);
    return actor ? Promise.resolve(actor()) : Promise.reject(unauthenticated());
  }
}

/** Stands in for `IdentityModule` where a test says itself who calls. */
@Global()
@Module({
  providers: [KnownTokens, { provide: Authenticator, useExisting: KnownTokens }],
  exports: [Authenticator, KnownTokens],
})
export class KnownTokensModule {}
