import { toGlobalId } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { ComplianceAgency, type Answer, type ComplianceApi, type Json } from './compliance-agency.js';

export const GRANT = `mutation($input: GrantAuditorAccessInput!) { grantAuditorAccess(input: $input) {
  auditorGrant { id name email organisation mandateCodes orgUnitIds idSystem recordsFrom recordsTo active expiresAt grantedById grantedAt revokedAt }
  token userErrors { code field message } } }`;
export const REVOKE = `mutation($input: RevokeAuditorAccessInput!) { revokeAuditorAccess(input: $input) {
  auditorGrant { id active revokedAt } userErrors { code field } } }`;

export const MANDATE = 'US-GA-ANNUAL';
export const OTHER_MANDATE = 'US-TX-UNIT';
const DAY_MS = 86_400_000;

export const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();
export const member = (id: string): string => toGlobalId('Member', id);

/**
 * An agency with two mandates and three officers: the first in the unit North below Patrol, the second in Detectives, the third in none; the
 * first two on an approved roster of 2026, one of 2025, and one that nobody submitted.
 */
export class AuditedAgency {
  readonly units = { patrol: uuidv7(), north: uuidv7(), detectives: uuidv7() };
  readonly rosters: Record<
    'shown' | 'before' | 'draft' | 'detectives',
    { presentationId: string; courseVersionId: string }
  >;

  private constructor(
    readonly api: ComplianceApi,
    readonly agency: ComplianceAgency,
    readonly admin: string,
  ) {
    this.rosters = {} as AuditedAgency['rosters'];
  }

  static async make(api: ComplianceApi): Promise<AuditedAgency> {
    const agency = await ComplianceAgency.make(api.db, 3);
    const made = new AuditedAgency(api, agency, await api.token(agency.id, agency.adminId));
    await made.fill();
    return made;
  }

  officer(index: number): string {
    return this.agency.officers[index] as string;
  }

  trainee(index: number): Promise<string> {
    return this.api.token(this.agency.id, this.officer(index));
  }

  ask(token: string, document: string, variables: Record<string, unknown> = {}): Promise<Answer> {
    return this.api.ask(token, document, variables);
  }

  /** The payload of a grant for 2026, with these changes. */
  async grant(changes: object = {}, by = this.admin): Promise<Json> {
    const input = {
      name: 'Ida Board',
      email: 'ida@post.example',
      organisation: 'Georgia POST',
      mandateCodes: [MANDATE],
      idSystem: 'post',
      recordsFrom: '2026-01-01',
      expiresAt: inDays(30),
      idempotencyKey: uuidv7(),
      ...changes,
    };
    const { data, errors } = await this.ask(by, GRANT, { input });
    return data?.grantAuditorAccess ?? errors;
  }

  async revoke(grantId: string, by = this.admin): Promise<Json> {
    const { data, errors } = await this.ask(by, REVOKE, { input: { auditorGrantId: grantId } });
    return data?.revokeAuditorAccess ?? errors;
  }

  private async fill(): Promise<void> {
    const { agency, units } = this;
    for (const code of [MANDATE, OTHER_MANDATE]) {
      const adopted = await this.api.adopt(this.admin, code);
      if (!adopted.mandate) throw new Error(JSON.stringify(adopted));
    }
    await agency.write(async (tx) => {
      const unit = (id: string, name: string, parentId: string | null): Promise<unknown> =>
        tx.query(`insert into org_units (agency_id, id, parent_id, name, kind) values ($1, $2, $3, $4, 'DIVISION')`, [
          tx.agencyId,
          id,
          parentId,
          name,
        ]);
      await unit(units.patrol, 'Patrol', null);
      await unit(units.north, 'North', units.patrol);
      await unit(units.detectives, 'Detectives', null);
      for (const [index, unitId] of [units.north, units.detectives].entries()) {
        await tx.query(
          `update members set org_unit_id = $3, email = $4, badge_number = $5 where agency_id = $1 and id = $2`,
          [tx.agencyId, this.officer(index), unitId, `officer${index}@brook.example`, `B-${index}`],
        );
        for (const [system, value] of [
          ['post', `P-${index}`],
          ['hr', `H-${index}`],
        ]) {
          await tx.query(
            `insert into external_ids (agency_id, entity_type, entity_id, system, value) values ($1, 'Member', $2, $3, $4)`,
            [tx.agencyId, this.officer(index), system, value],
          );
        }
      }
    });
    const both = [this.officer(0), this.officer(1)];
    const course = { hours: 4, categories: ['DE_ESCALATION'] };
    this.rosters.shown = await agency.presentation(both, { ...course, on: '2026-03-10', roster: 'APPROVED' });
    this.rosters.before = await agency.presentation(both, { ...course, on: '2025-11-10', roster: 'APPROVED' });
    this.rosters.draft = await agency.presentation(both, { ...course, on: '2026-04-10', roster: 'DRAFT' });
    this.rosters.detectives = await agency.presentation([this.officer(1)], {
      ...course,
      on: '2026-05-10',
      roster: 'APPROVED',
    });
    await agency.earn(this.officer(0), this.rosters.shown, '2026-03-10');
    await agency.earn(this.officer(0), this.rosters.before, '2025-11-10');
    await agency.earn(this.officer(1), this.rosters.shown, '2026-03-10');
  }
}
