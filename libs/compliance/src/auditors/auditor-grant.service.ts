import { agencyProfile, orgUnitsByIds } from '#agencies';
import { addAuditorPrincipal, endAuditorPrincipal } from '#identity';
import { Injectable } from '@nestjs/common';
import { audit, idempotent, notFound, TenantDb, UserError, type Actor, type TenantTx } from '#platform';
import { latestAdoptionOf } from '../adoptions/adopted-mandates.queries.js';
import { localDateOf } from '../evaluation/local-date.js';
import { LONGEST_GRANT_DAYS, readGrant, type EnteredGrant } from './auditor-grant.js';
import {
  addGrant,
  grantById,
  listGrants,
  mayExpireAt,
  revokeGrant,
  type AuditorGrant,
} from './auditor-grant.queries.js';

export interface GrantAuditorAccess extends EnteredGrant {
  mandateCodes: string[];
  /** Empty for the whole agency. */
  orgUnitIds: string[];
  idSystem: string | null;
  expiresAt: Date;
  idempotencyKey: string;
}

export interface GrantedAccess {
  grantId: string;
  /** Shown once: null where the request is repeated. */
  token: string | null;
}

/** What the agency shows which state auditor, and until when. */
@Injectable()
export class AuditorGrantService {
  constructor(private readonly db: TenantDb) {}

  /** @throws UserError naming the field */
  async grant(actor: Actor, input: GrantAuditorAccess): Promise<GrantedAccess> {
    actor.reach('auditor:write');
    // Beside the result that is kept for a repeat: the token is stored nowhere.
    let token: string | null = null;
    const { grantId } = await this.db.run(actor, (tx) =>
      idempotent(tx, actor, 'grantAuditorAccess', input.idempotencyKey, input, async () => {
        const added = await this.add(tx, actor, input);
        token = added.token;
        return { grantId: added.principalId };
      }),
    );
    return { grantId, token };
  }

  /** Ends a grant: the next request of its holder is refused. @throws UserError NOT_FOUND */
  async revoke(actor: Actor, grantId: string): Promise<void> {
    actor.reach('auditor:write');
    await this.db.run(actor, async (tx) => {
      const revoked = await revokeGrant(tx, grantId, actor.principalId);
      if (revoked === null) throw notFound('input.auditorGrantId', 'auditor grant');
      if (!revoked) return;
      await endAuditorPrincipal(tx, grantId);
      await audit(tx, actor, { action: 'auditor-access.revoked', entityType: 'AuditorGrant', entityId: grantId });
    });
  }

  list(actor: Actor, page: { limit: number; before: string | null }): Promise<AuditorGrant[]> {
    actor.reach('auditor:read');
    return this.db.read(actor, (tx) => listGrants(tx, page));
  }

  byId(actor: Actor, id: string): Promise<AuditorGrant | null> {
    actor.reach('auditor:read');
    return this.db.read(actor, (tx) => grantById(tx, id));
  }

  private async add(tx: TenantTx, actor: Actor, input: GrantAuditorAccess) {
    const agency = await agencyProfile(tx);
    if (!agency) throw notFound(null, 'agency');
    const { idempotencyKey: _, ...entered } = readGrant(input, localDateOf(new Date(), agency.timezone));
    const { expiresAt, mandateCodes, orgUnitIds } = entered;
    const wrong = await mayExpireAt(tx, expiresAt);
    if (wrong === 'PAST') throw new UserError('INVALID', 'input.expiresAt', 'must be in the future');
    if (wrong) throw new UserError('INVALID', 'input.expiresAt', `must be within ${LONGEST_GRANT_DAYS} days`);
    for (const [index, code] of mandateCodes.entries()) {
      if (!(await latestAdoptionOf(tx, code))) throw notFound(`input.mandateCodes[${index}]`, 'adopted mandate');
    }
    const units = new Set((await orgUnitsByIds(tx, orgUnitIds)).map(({ id }) => id));
    for (const [index, id] of orgUnitIds.entries()) {
      if (!units.has(id)) throw notFound(`input.orgUnitIds[${index}]`, 'org unit');
    }
    const reach = orgUnitIds.length > 0 ? 'UNIT' : 'AGENCY';
    const added = await addAuditorPrincipal(tx, { reach, expiresAt });
    await addGrant(tx, { ...entered, id: added.principalId, grantedBy: actor.principalId });
    const { organisation, recordsFrom, recordsTo, idSystem } = entered;
    await audit(tx, actor, {
      action: 'auditor-access.granted',
      entityType: 'AuditorGrant',
      entityId: added.principalId,
      details: {
        organisation,
        mandateCodes,
        orgUnitIds,
        recordsFrom,
        recordsTo,
        idSystem,
        expiresAt: expiresAt.toISOString(),
      },
    });
    return added;
  }
}
