import { Injectable } from '@nestjs/common';
import { audit, Events, idempotent, notFound, TenantDb, UserError, type Actor } from '#platform';
import { findByExternalId, type ExternalId } from '../external-ids/external-ids.queries.js';
import { checkText } from '../agencies/agency.js';
import { changeFact } from '../facts/facts.queries.js';
import type { MemberDetails } from './member.js';
import { memberChanged } from './member-changed.js';
import { changeRoles, createMember, updateMember, type NewMember } from './member-changes.js';
import type { WantedRoles } from './member-roles.js';
import { lockMember, membersAfter, membersByIds, type Member, type MemberPosition } from './members.queries.js';

export interface FactChange {
  memberId: string;
  fact: string;
  /** null: the fact has no value on these days. */
  value: string | null;
  /** `yyyy-mm-dd`, both included. */
  validFrom: string;
  validTo: string | null;
  /** Other values of the fact go on holding. */
  alongside: boolean;
}

const FACT_NAME = /^[a-z][A-Za-z0-9]{0,59}$/;

@Injectable()
export class MembersService {
  constructor(
    private readonly db: TenantDb,
    private readonly events: Events,
  ) {}

  /** @returns the id. @throws UserError naming the field */
  async create(actor: Actor, input: Omit<NewMember, 'id'> & { idempotencyKey: string }): Promise<string> {
    const { idempotencyKey, ...row } = input;
    const { id } = await this.db.run(actor, (tx) =>
      idempotent(tx, actor, 'createMember', idempotencyKey, input, async () => ({
        id: await createMember(tx, actor, row, 'input', this.events),
      })),
    );
    return id;
  }

  async update(actor: Actor, memberId: string, details: MemberDetails): Promise<void> {
    await this.db.run(actor, (tx) => updateMember(tx, actor, memberId, details, 'input', this.events));
  }

  /** @throws UserError naming the field */
  async setRoles(actor: Actor, memberId: string, wanted: WantedRoles): Promise<void> {
    await this.db.run(actor, (tx) => changeRoles(tx, actor, memberId, wanted, 'input'));
  }

  /** Makes a fact hold on these days; what held on them before gives way. @throws UserError naming the field */
  async setFact(actor: Actor, input: FactChange): Promise<void> {
    if (!FACT_NAME.test(input.fact)) {
      throw new UserError('INVALID', 'input.fact', 'must be a name such as certifiedOn, at most 60 letters and digits');
    }
    const value = input.value === null ? null : checkText(input.value, 'input.value', 200);
    if (input.validTo !== null && input.validTo < input.validFrom) {
      throw new UserError('INVALID', 'input.validTo', 'must not be before validFrom');
    }
    if (value === null && input.alongside) {
      throw new UserError('INVALID', 'input.alongside', 'a value is needed to stand alongside others');
    }
    await this.db.run(actor, async (tx) => {
      if (!(await lockMember(tx, input.memberId))) throw notFound('input.memberId', 'member');
      const change = { value, from: input.validFrom, to: input.validTo };
      if (!(await changeFact(tx, input.memberId, input.fact, change, input.alongside))) return;
      await audit(tx, actor, {
        action: 'member.fact-set',
        entityType: 'Member',
        entityId: input.memberId,
        details: { fact: input.fact, ...change },
      });
      await this.events.publish(tx, actor, memberChanged, { memberIds: [input.memberId] });
    });
  }

  /** The member, if there is one that the actor may see; null otherwise. */
  async byId(actor: Actor, id: string): Promise<Member | null> {
    const reach = actor.reach('member:read');
    const [member] = await this.db.read(actor, (tx) => membersByIds(tx, reach, [id]));
    return member ?? null;
  }

  async byExternalId(actor: Actor, externalId: ExternalId): Promise<Member | null> {
    const id = await this.db.read(actor, (tx) => findByExternalId(tx, 'Member', externalId));
    return id === null ? null : this.byId(actor, id);
  }

  async after(actor: Actor, position: MemberPosition | null, limit: number): Promise<Member[]> {
    const reach = actor.reach('member:read');
    return this.db.read(actor, (tx) => membersAfter(tx, reach, position, limit));
  }
}
