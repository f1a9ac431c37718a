import { Inject, Injectable } from '@nestjs/common';
import { Actor, Authenticator, ISSUER, SigningKeys } from '#platform';
import { isAuditorToken } from '../auditors/auditor-token.js';
import { AuditorTokens } from '../auditors/auditor-tokens.service.js';
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
    private readonly auditors: AuditorTokens,
  ) {
    super();
    this.tokens = new VerifiedTokens(keys, issuer);
  }

  async authenticate(accessToken: string, requestId: string): Promise<Actor> {
    if (isAuditorToken(accessToken)) return this.auditors.actorOf(accessToken, requestId);
    const subject = await this.tokens.verify(accessToken);
    const scopes = await this.standing.scopesOf(subject, requestId);
    return new Actor({ ...subject, scopes, requestId });
  }
}
