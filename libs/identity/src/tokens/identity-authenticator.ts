import { Inject, Injectable } from '@nestjs/common';
import { Actor, Authenticator, ISSUER, SigningKeys } from '#platform';
import { verifyAccessToken } from './access-token.js';
import { StandingService } from './standing.service.js';

/** An access token becomes an actor with the scopes that the database gives its principal now. */
@Injectable()
export class IdentityAuthenticator extends Authenticator {
  constructor(
    private readonly keys: SigningKeys,
    @Inject(ISSUER) private readonly issuer: string,
    private readonly standing: StandingService,
  ) {
    super();
  }

  async authenticate(accessToken: string, requestId: string): Promise<Actor> {
    const subject = await verifyAccessToken(this.keys, this.issuer, accessToken);
    const scopes = await this.standing.scopesOf(subject, requestId);
    return new Actor({ ...subject, scopes, requestId });
  }
}
