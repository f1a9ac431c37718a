import { Inject, Injectable } from '@nestjs/common';
import { Actor, ControlDb, ISSUER, SigningKeys } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import {
  CLIENT_TOKEN_SECONDS,
  issueAccessToken,
  MEMBER_TOKEN_SECONDS,
  type IssuedToken,
  type TokenSubject,
} from './access-token.js';
import { StandingService } from './standing.service.js';

/** Mints access tokens for those whose identity was established elsewhere. */
@Injectable()
export class TokenService {
  constructor(
    private readonly keys: SigningKeys,
    @Inject(ISSUER) private readonly issuer: string,
    private readonly standing: StandingService,
    private readonly control: ControlDb,
  ) {}

  /**
   * A member's token, for `cli token` until members sign in.
   * @throws UNAUTHENTICATED when the agency has no such member or the member is not ACTIVE
   */
  async issueMemberToken(
    agencyId: string,
    memberId: string,
    lifetimeSeconds = MEMBER_TOKEN_SECONDS,
  ): Promise<IssuedToken> {
    const subject: TokenSubject = { agencyId, principalId: memberId, kind: 'MEMBER' };
    await this.standing.scopesOf(subject, 'issue-member-token');
    return issueAccessToken(this.keys, this.issuer, subject, lifetimeSeconds);
  }

  /** The token of the operator with this name, who is added when new. Needs the database role `operator`. */
  async issueOperatorToken(name: string, lifetimeSeconds = MEMBER_TOKEN_SECONDS): Promise<IssuedToken> {
    const adding = new Actor({
      agencyId: null,
      principalId: uuidv7(),
      kind: 'OPERATOR',
      scopes: new Map(),
      requestId: 'issue-operator-token',
    });
    const principalId = await this.control.run(adding, async (tx) => {
      await tx.query('insert into control.operators (id, name) values ($1, $2) on conflict (name) do nothing', [
        adding.principalId,
        name,
      ]);
      const [row] = await tx.query<{ id: string }>('select id from control.operators where name = $1', [name]);
      return (row as { id: string }).id;
    });
    const subject: TokenSubject = { agencyId: null, principalId, kind: 'OPERATOR' };
    return issueAccessToken(this.keys, this.issuer, subject, lifetimeSeconds);
  }

  /** The ten-minute token of a service account or a device that proved its key. */
  issueClientToken(agencyId: string, principalId: string, kind: 'SERVICE_ACCOUNT' | 'DEVICE'): Promise<IssuedToken> {
    return issueAccessToken(this.keys, this.issuer, { agencyId, principalId, kind }, CLIENT_TOKEN_SECONDS);
  }
}
