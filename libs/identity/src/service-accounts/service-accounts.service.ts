import { Injectable } from '@nestjs/common';
import { audit, idempotent, notFound, TenantDb, UserError, type Actor, type Scope } from '#platform';
import { addPublicKey } from '../credentials/credentials.queries.js';
import { readPublicKey } from '../credentials/public-key.js';
import { createPrincipal, setPrincipalState } from '../principals/principals.queries.js';
import { ROLE_SCOPES } from '../roles/role-scopes.js';
import {
  addServiceAccount,
  grantScope,
  serviceAccountsAfter,
  serviceAccountsByIds,
  type ServiceAccount,
} from './service-accounts.queries.js';

export interface NewServiceAccount {
  idempotencyKey: string;
  name: string;
  /** The client's public key as the text of a JWK. */
  publicKeyJwk: string;
  scopes: readonly string[];
}

@Injectable()
export class ServiceAccountsService {
  constructor(private readonly db: TenantDb) {}

  /**
   * Adds a service account with one key and just these scopes. @returns its id
   * @throws UserError INVALID, NOT_ALLOWED or TAKEN naming the field
   */
  async create(actor: Actor, input: NewServiceAccount): Promise<string> {
    const key = await readPublicKey(input.publicKeyJwk, 'input.publicKeyJwk');
    const name = input.name.trim();
    if (name.length < 1 || name.length > 100) {
      throw new UserError('INVALID', 'input.name', 'must be 1 to 100 characters');
    }
    const scopes = input.scopes.map((scope, index) => grantable(scope, `input.scopes[${index}]`));
    const { id } = await this.db.run(actor, (tx) =>
      idempotent(tx, actor, 'createServiceAccount', input.idempotencyKey, input, async () => {
        const principalId = await createPrincipal(tx, { kind: 'SERVICE_ACCOUNT' });
        if (!(await addServiceAccount(tx, principalId, name))) {
          throw new UserError('TAKEN', 'input.name', 'another service account has this name');
        }
        await addPublicKey(tx, principalId, key);
        for (const scope of scopes) await grantScope(tx, principalId, scope, 'AGENCY');
        await audit(tx, actor, {
          action: 'service-account.created',
          entityType: 'ServiceAccount',
          entityId: principalId,
          details: { name, scopes, thumbprint: key.thumbprint },
        });
        return { id: principalId };
      }),
    );
    return id;
  }

  /** Ends the service account for good: no new token, and its tokens die within 30 s. Safe to repeat. */
  async revoke(actor: Actor, id: string): Promise<void> {
    await this.db.run(actor, async (tx) => {
      const [account] = await serviceAccountsByIds(tx, [id]);
      if (!account) throw notFound('input.serviceAccountId', 'service account');
      if (account.state === 'REVOKED') return;
      await setPrincipalState(tx, id, 'REVOKED');
      await audit(tx, actor, { action: 'service-account.revoked', entityType: 'ServiceAccount', entityId: id });
    });
  }

  async byIds(actor: Actor, ids: readonly string[]): Promise<ServiceAccount[]> {
    return this.db.read(actor, (tx) => serviceAccountsByIds(tx, ids));
  }

  async after(actor: Actor, afterId: string | null, limit: number): Promise<ServiceAccount[]> {
    return this.db.read(actor, (tx) => serviceAccountsAfter(tx, afterId, limit));
  }
}

function grantable(scope: string, field: string): Scope {
  if (Object.hasOwn(ROLE_SCOPES.INTEGRATION, scope)) return scope as Scope;
  throw new UserError('NOT_ALLOWED', field, `a service account cannot hold ${scope.slice(0, 60)}`);
}
