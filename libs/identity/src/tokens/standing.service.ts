import { Injectable } from '@nestjs/common';
import { Actor, ControlDb, TenantDb, unauthenticated, type ActorClaims } from '#platform';
import { principalStanding, type PrincipalStanding } from '../principals/principals.queries.js';
import { scopesOfRoles } from '../roles/role-scopes.js';
import type { TokenSubject } from './access-token.js';
import { ExpiringCache } from './expiring-cache.js';

const CACHE_MS = 30_000;
const CACHED_PRINCIPALS = 20_000;

/** Whether a principal may act now and with which scopes, from the database and at most 30 s old. */
@Injectable()
export class StandingService {
  private readonly cache = new ExpiringCache<ActorClaims['scopes']>(CACHE_MS, CACHED_PRINCIPALS);

  constructor(
    private readonly db: TenantDb,
    private readonly control: ControlDb,
  ) {}

  /**
   * The scopes of the subject.
   * @throws UNAUTHENTICATED when there is no such principal, it is of another kind, or it is not ACTIVE
   */
  async scopesOf(subject: TokenSubject, requestId: string): Promise<ActorClaims['scopes']> {
    const key = `${subject.agencyId} ${subject.principalId} ${subject.kind}`;
    const askedAt = Date.now();
    const cached = this.cache.get(key, askedAt);
    if (cached) return cached;
    const asking = new Actor({ ...subject, scopes: new Map(), requestId });
    const scopes = subject.kind === 'OPERATOR' ? await this.operatorScopes(asking) : await this.heldBy(asking);
    // A refusal is not remembered: a principal made a moment ago must not wait.
    if (!scopes) throw unauthenticated();
    this.cache.set(key, scopes, askedAt);
    return scopes;
  }

  private async heldBy(asking: Actor): Promise<ActorClaims['scopes'] | null> {
    let standing: PrincipalStanding | null;
    try {
      standing = await this.db.read(asking, (tx) => principalStanding(tx, asking.principalId));
    } finally {
      await this.db.endOperation(asking);
    }
    return standing?.kind === asking.kind && standing.state === 'ACTIVE' ? standing.scopes : null;
  }

  private async operatorScopes(asking: Actor): Promise<ActorClaims['scopes'] | null> {
    const rows = await this.control.run(asking, (tx) =>
      tx.query('select id from control.operators where id = $1', [asking.principalId]),
    );
    return rows.length > 0 ? scopesOfRoles(['OPERATOR']) : null;
  }
}
