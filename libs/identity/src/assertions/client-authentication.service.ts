import { Inject, Injectable } from '@nestjs/common';
import { Actor, ISSUER, TenantDb } from '#platform';
import { CredentialFinder } from '../credentials/credential-finder.js';
import type { ResolvedCredential } from '../credentials/credentials.queries.js';
import type { IssuedToken } from '../tokens/access-token.js';
import { TokenService } from '../tokens/token.service.js';
import { mayStillSign, useOnce } from './assertions.queries.js';
import { acceptableExpiry, addressedTo, readAssertion, signedBy, type AssertionClaims } from './client-assertion.js';
import { DeviceNonces } from './device-nonce.js';

interface OneUse {
  jti: string;
  expiresAt: Date;
}

/** Service accounts and devices prove a key (RFC 7523) and get an access token of ten minutes. */
@Injectable()
export class ClientAuthentication {
  private readonly audiences: readonly string[];

  constructor(
    private readonly db: TenantDb,
    private readonly finder: CredentialFinder,
    private readonly nonces: DeviceNonces,
    private readonly tokens: TokenService,
    @Inject(ISSUER) issuer: string,
  ) {
    this.audiences = [issuer, `${issuer.replace(/\/$/, '')}/oauth/token`];
  }

  /** @returns null when the client is not who it says, for whatever reason: the reasons are not told apart */
  async tokenFor(assertion: string, clientId: string | null, requestId: string): Promise<IssuedToken | null> {
    const claims = readAssertion(assertion);
    if (!claims || (clientId !== null && clientId !== claims.sub)) return null;
    if (!addressedTo(claims, this.audiences)) return null;
    const client = await this.signer(assertion, claims.sub, requestId);
    if (client?.principalKind !== 'SERVICE_ACCOUNT' && client?.principalKind !== 'DEVICE') return null;
    const once = client.principalKind === 'DEVICE' ? await this.byNonce(claims) : byTimes(claims);
    if (!once || !(await this.spend(client, once, requestId))) return null;
    return this.tokens.issueClientToken(client.agencyId, client.principalId, client.principalKind);
  }

  /** The credential that made the signature; null when none of the client's good keys did. */
  private async signer(assertion: string, clientId: string, requestId: string): Promise<ResolvedCredential | null> {
    const known = await this.finder.find(clientId, requestId);
    for (const credential of known) {
      if (credential.kind !== 'PUBLIC_KEY' || !credential.publicJwk) continue;
      if (await signedBy(assertion, credential.publicJwk)) return credential;
    }
    return null;
  }

  /** A device's own clock may be wrong by years, so only the server's nonce says when it signed. */
  private async byNonce(claims: AssertionClaims): Promise<OneUse | null> {
    return claims.nonce === undefined ? null : this.nonces.verify(claims.nonce);
  }

  private async spend(client: ResolvedCredential, once: OneUse, requestId: string): Promise<boolean> {
    const actor = new Actor({
      agencyId: client.agencyId,
      principalId: client.principalId,
      kind: client.principalKind,
      scopes: new Map(),
      requestId,
    });
    return this.db.run(
      actor,
      async (tx) =>
        (await mayStillSign(tx, client.principalId, client.credentialId)) &&
        (await useOnce(tx, client.principalId, once.jti, once.expiresAt)),
    );
  }
}

function byTimes(claims: AssertionClaims): OneUse | null {
  const expiresAt = acceptableExpiry(claims, Date.now() / 1_000);
  return expiresAt && claims.jti !== undefined ? { jti: claims.jti, expiresAt } : null;
}
