import { fromGlobalId } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import type { ComplianceStatus } from '../src/index.js';
import type { ComplianceAgency, ComplianceApi } from './compliance-agency.js';

/** An interval of days as it is stored: `to` exclusive, null when it never ends. */
export interface StoredInterval {
  from: string;
  to: string | null;
  status: ComplianceStatus;
  dueOn?: string | null;
  missing?: { nodeId: string; label: string; short: number; unit: string }[];
}

export const short = (nodeId: string, hours: number): NonNullable<StoredInterval['missing']>[number] => ({
  nodeId,
  label: nodeId,
  short: hours,
  unit: 'HOUR',
});

/** An agency whose statuses the test writes by hand, so that what a report must say is worked out by hand too. */
export class StoredStandings {
  private constructor(
    private readonly agency: ComplianceAgency,
    private readonly adoptions: ReadonlyMap<string, string>,
  ) {}

  /** Adopts these mandates, and takes away the marks of members who were to be judged because of it. */
  static async of(api: ComplianceApi, agency: ComplianceAgency, ...codes: string[]): Promise<StoredStandings> {
    const admin = await api.token(agency.id, agency.adminId);
    const adoptions = new Map<string, string>();
    for (const code of codes) {
      const { mandate } = await api.adopt(admin, code);
      adoptions.set(code, fromGlobalId('Mandate', mandate.id, 'id'));
    }
    const standings = new StoredStandings(agency, adoptions);
    await standings.forgetMarks();
    return standings;
  }

  /** @param known when it was recorded, and when superseded; the moment of the call, and never, when left out */
  async store(
    memberId: string,
    code: string,
    intervals: readonly StoredInterval[],
    known: { recordedAt?: string; supersededAt?: string } = {},
  ): Promise<void> {
    await this.agency.write(async (tx) => {
      for (const { from, to, status, dueOn, missing } of intervals) {
        await tx.query(
          `insert into status_intervals (agency_id, member_id, mandate_code, adoption_id, valid_from, valid_to, status, due_on, missing,
             recorded_at, superseded_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, coalesce($10::timestamptz, now()), $11)`,
          [
            ...[tx.agencyId, memberId, code, this.adoptions.get(code), from, to, status, dueOn ?? null],
            ...[JSON.stringify(missing ?? []), known.recordedAt ?? null, known.supersededAt ?? null],
          ],
        );
      }
    });
  }

  async mark(memberId: string, since: string): Promise<void> {
    await this.agency.write(async (tx) => {
      await tx.query('insert into stale_members (agency_id, member_id, since, bulk) values ($1, $2, $3, false)', [
        tx.agencyId,
        memberId,
        since,
      ]);
    });
  }

  forgetMarks(): Promise<void> {
    return this.agency.write(async (tx) => {
      await tx.query('delete from stale_members where agency_id = $1', [tx.agencyId]);
    });
  }

  /** @returns the UUID of the org unit */
  async unit(name: string, parentId: string | null, memberIds: readonly string[]): Promise<string> {
    const id = uuidv7();
    await this.agency.write(async (tx) => {
      await tx.query(
        `insert into org_units (agency_id, id, parent_id, name, kind) values ($1, $2, $3, $4, 'PRECINCT')`,
        [tx.agencyId, id, parentId, name],
      );
      await tx.query('update members set org_unit_id = $2 where agency_id = $1 and id = any($3::uuid[])', [
        tx.agencyId,
        id,
        memberIds,
      ]);
    });
    return id;
  }

  /** @returns the UUID of the cohort */
  async cohort(name: string, memberIds: readonly string[]): Promise<string> {
    const id = uuidv7();
    await this.agency.write(async (tx) => {
      await tx.query('insert into cohorts (agency_id, id, name) values ($1, $2, $3)', [tx.agencyId, id, name]);
      await tx.query(
        'insert into enrolments (agency_id, cohort_id, trainee_id) select $1, $2, t from unnest($3::uuid[]) t',
        [tx.agencyId, id, memberIds],
      );
    });
    return id;
  }
}
