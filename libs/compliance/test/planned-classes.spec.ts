import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { plannedClassesOf } from '../src/reports/planned-classes.queries.js';
import { ComplianceAgency, complianceApi, type ComplianceApi } from './compliance-agency.js';

describe('the classes ahead of a member', () => {
  let api: ComplianceApi;
  beforeAll(async () => {
    api = await complianceApi();
  });
  afterAll(() => api.close());

  it('are those that were not cancelled, whose roster they are still on', async () => {
    const agency = await ComplianceAgency.make(api.db, 1);
    const officer = agency.officers[0] as string;
    const course = { hours: 4, categories: ['DE_ESCALATION'], on: '2026-06-01', roster: 'DRAFT' as const };
    const [kept, cancelled, left] = [
      await agency.presentation([officer], course),
      await agency.presentation([officer], course),
      await agency.presentation([officer], course),
    ];
    await agency.write(async (tx) => {
      await tx.query(
        `update presentations set cancelled_at = now(), cancel_reason = 'Storm' where agency_id = $1 and id = $2`,
        [tx.agencyId, cancelled.presentationId],
      );
      await tx.query('update roster_entries set removed_at = now() where agency_id = $1 and presentation_id = $2', [
        tx.agencyId,
        left.presentationId,
      ]);
      const planned = await plannedClassesOf(tx, [officer], '2026-01-01');
      expect(planned.map(({ presentationId }) => presentationId)).toEqual([kept.presentationId]);
    });
  });
});
