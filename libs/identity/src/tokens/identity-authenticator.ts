import { Inject, Injectable } from '@nestjs/common';
import { Actor, Authenticator, ISSUER, SigningKeys } from '#platform';
import { StandingService } from './standing.service.js';
import { VerifiedTokens } from './verified-tokens.js';

/** An access token becomes an actor with the scopes that the database gives its principal now. */
@Injectable()
export class IdentityAuthenticator extends Authenticator {
  private readonly tokens: VerifiedTokens;

  constructor(
    keys: SigningKeys,
    @Inject(ISSUER) issuer: string,
    private readonly standing: StandingService,
  ) {
    super();
    this.tokens = new VerifiedTokens(keys, issuer);
  }

  async authenticate(accessToken: string, requestId: string): Promise<Actor> {
    const subject = await this.tokens.verify(accessToken);
    const scopes = await this.standing.scopesOf(subject, requestId);
    return new Actor({ ...subject, scopes, requestId });
  }
}
