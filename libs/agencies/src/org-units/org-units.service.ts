import { Injectable } from '@nestjs/common';
import { audit, idempotent, notFound, TenantDb, UserError, type Actor } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { checkText } from '../agencies/agency.js';
import type { OrgUnitKind } from './org-unit.entity.js';
import { addOrgUnit, orgUnitsAfter, orgUnitsByIds, type OrgUnit } from './org-units.queries.js';

export interface NewOrgUnit {
  idempotencyKey: string;
  name: string;
  kind: OrgUnitKind;
  /** null for a unit at the top. */
  parentId: string | null;
}

@Injectable()
export class OrgUnitsService {
  constructor(private readonly db: TenantDb) {}

  /** @returns the id. @throws UserError INVALID, NOT_FOUND or TAKEN naming the field */
  async create(actor: Actor, input: NewOrgUnit): Promise<string> {
    const name = checkText(input.name, 'input.name', 200);
    const { id } = await this.db.run(actor, (tx) =>
      idempotent(tx, actor, 'createOrgUnit', input.idempotencyKey, input, async () => {
        const { parentId, kind } = input;
        if (parentId !== null && (await orgUnitsByIds(tx, [parentId])).length === 0) {
          throw notFound('input.parentId', 'org unit');
        }
        const unit: OrgUnit = { id: uuidv7(), parentId, name, kind };
        if (!(await addOrgUnit(tx, unit))) {
          throw new UserError('TAKEN', 'input.name', 'another org unit under the same parent has this name');
        }
        await audit(tx, actor, { action: 'org-unit.created', entityType: 'OrgUnit', entityId: unit.id });
        return { id: unit.id };
      }),
    );
    return id;
  }

  async byIds(actor: Actor, ids: readonly string[]): Promise<OrgUnit[]> {
    return this.db.read(actor, (tx) => orgUnitsByIds(tx, ids));
  }

  async after(actor: Actor, afterId: string | null, limit: number): Promise<OrgUnit[]> {
    return this.db.read(actor, (tx) => orgUnitsAfter(tx, afterId, limit));
  }
}
