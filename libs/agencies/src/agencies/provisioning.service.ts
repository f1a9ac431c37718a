import { Injectable } from '@nestjs/common';
import { audit, ControlDb, digestOf, Events, TenantDb, UserError, type Actor } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { checkedDetails } from '../members/member.js';
import { createMember } from '../members/member-changes.js';
import { addAgency, addToAgencyList, agencyByProvisionKey } from './agencies.queries.js';
import { checkSlug, checkStateCode, checkText, checkTimezone } from './agency.js';

export interface NewAgency {
  /** 1 to 200 characters; the same key and input gives the same agency. */
  idempotencyKey: string;
  slug: string;
  name: string;
  timezone: string;
  stateCode: string;
  admin: { givenName: string; familyName: string; email?: string | null };
}

export interface ProvisionedAgency {
  agencyId: string;
  adminId: string;
}

/** An operator adds an agency, in two steps that can each be repeated: the agency list, then the agency's own rows. */
@Injectable()
export class ProvisioningService {
  constructor(
    private readonly db: TenantDb,
    private readonly control: ControlDb,
    private readonly events: Events,
  ) {}

  /** @throws UserError INVALID, TAKEN or KEY_REUSED naming the field; FORBIDDEN unless the actor is an operator */
  async provision(actor: Actor, input: NewAgency): Promise<ProvisionedAgency> {
    actor.reach('agency:provision');
    const profile = {
      name: checkText(input.name, 'input.name', 200),
      timezone: checkTimezone(input.timezone, 'input.timezone'),
      stateCode: checkStateCode(input.stateCode, 'input.stateCode'),
    };
    checkSlug(input.slug, 'input.slug');
    checkText(input.idempotencyKey, 'input.idempotencyKey', 200);
    // All of the input is checked before the list is written: the second step must not be able to fail on it for ever.
    checkedDetails(input.admin, 'input.admin');
    const { agencyId, adminId } = await this.claim(actor, input);
    await this.db.run(actor.inAgency(agencyId), async (tx) => {
      if (!(await addAgency(tx, profile))) return;
      const admin = { id: adminId, ...input.admin, roles: ['AGENCY_ADMIN'] as const };
      await createMember(tx, actor, admin, 'input.admin', this.events);
      await audit(tx, actor, {
        action: 'agency.provisioned',
        entityType: 'Agency',
        entityId: agencyId,
        details: { slug: input.slug },
      });
    });
    return { agencyId, adminId };
  }

  private claim(actor: Actor, input: NewAgency): Promise<ProvisionedAgency> {
    const claim = {
      agencyId: uuidv7(),
      adminId: uuidv7(),
      slug: input.slug,
      operatorId: actor.principalId,
      provisionKey: input.idempotencyKey,
      provisionDigest: digestOf(input),
    };
    return this.control.run(actor, async (tx) => {
      if (await addToAgencyList(tx, claim)) return claim;
      const before = await agencyByProvisionKey(tx, claim.operatorId, claim.provisionKey);
      if (!before) throw new UserError('TAKEN', 'input.slug', 'another agency has this slug');
      if (before.provisionDigest !== claim.provisionDigest) {
        throw new UserError('KEY_REUSED', 'input.idempotencyKey', 'this key came before with another input');
      }
      return before;
    });
  }
}
