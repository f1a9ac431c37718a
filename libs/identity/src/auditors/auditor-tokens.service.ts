import { Injectable } from '@nestjs/common';
import { AccessLog, Actor, BoundedMap, TenantDb, unauthenticated } from '#platform';
import { CredentialFinder } from '../credentials/credential-finder.js';
import type { ResolvedCredential } from '../credentials/credentials.queries.js';
import { principalStanding } from '../principals/principals.queries.js';
import { isCredentialGood } from './auditor-principals.queries.js';
import { auditorTokenDigest } from './auditor-token.js';

/** Milliseconds: whoever goes on asking with a token that has ended is on record once in this time and process. */
const REFUSALS_APART_MS = 60_000;

/** State auditors: their token is looked up at each request, and nothing about them is cached. */
@Injectable()
export class AuditorTokens {
  private readonly refusedAt = new BoundedMap<number>(10_000);

  constructor(
    private readonly db: TenantDb,
    private readonly finder: CredentialFinder,
    private readonly log: AccessLog,
  ) {}

  /** @throws UNAUTHENTICATED, the same for every reason; an attempt after the end is put on record */
  async actorOf(token: string, requestId: string): Promise<Actor> {
    const lookup = auditorTokenDigest(token);
    const [credential] = lookup === null ? [] : await this.finder.find(lookup, requestId);
    if (credential?.kind !== 'AUDITOR_TOKEN' || credential.principalKind !== 'STATE_AUDITOR') throw unauthenticated();
    const asking = actorOf(credential, requestId, new Map());
    const standing = await this.standing(asking, credential);
    if (standing) return actorOf(credential, requestId, standing);
    await this.record(asking);
    throw unauthenticated();
  }

  private async standing(
    asking: Actor,
    { principalId, credentialId }: ResolvedCredential,
  ): Promise<ReturnType<typeof scopesGiven>> {
    try {
      return await this.db.read(asking, async (tx) =>
        (await isCredentialGood(tx, credentialId)) ? scopesGiven(await principalStanding(tx, principalId)) : null,
      );
    } finally {
      await this.db.endOperation(asking);
    }
  }

  private async record(asking: Actor): Promise<void> {
    const last = this.refusedAt.get(asking.principalId);
    const now = performance.now();
    if (last !== undefined && now - last < REFUSALS_APART_MS) return;
    await this.log.answered(asking, { operationName: null, fields: [], outcome: 'UNAUTHENTICATED' });
    this.refusedAt.set(asking.principalId, now);
  }
}

const scopesGiven = (standing: Awaited<ReturnType<typeof principalStanding>>) =>
  standing?.kind === 'STATE_AUDITOR' && standing.state === 'ACTIVE' ? standing.scopes : null;

const actorOf = (
  { agencyId, principalId }: ResolvedCredential,
  requestId: string,
  scopes: NonNullable<ReturnType<typeof scopesGiven>>,
): Actor => new Actor({ agencyId, principalId, kind: 'STATE_AUDITOR', scopes, requestId });
