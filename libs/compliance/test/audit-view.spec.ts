import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { toGlobalId } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { AuditedAgency, MANDATE, member, OTHER_MANDATE } from './audited-agency.js';
import { complianceApi, type Answer, type ComplianceApi } from './compliance-agency.js';

const VIEW = `{ auditView { agencyName auditorName organisation mandateCodes orgUnitNames recordsFrom recordsTo asOf expiresAt readAt } }`;
const COMPLIANCE = `query($code: String!, $asOf: LocalDate) { auditView { compliance(mandateCode: $code, asOf: $asOf, first: 50) {
  asOf counts { status members } mandate { code } nodes { status memberId auditedMember { givenName familyName orgUnitName boardId } } } } }`;
const MEMBER = `query($id: ID!, $code: String!, $asOf: LocalDate) { auditView { member(memberId: $id, mandateCode: $code, asOf: $asOf) {
  status asOf nodes { requirementId earned needed } entries { completedOn hours explanation } auditedMember { memberId boardId } } } }`;
const PRESENTATIONS = `query($first: Int!, $after: String) { auditView { presentations(first: $first, after: $after) {
  pageInfo { endCursor hasNextPage } nodes { presentationId courseTitle controlNumber hours startsOn instructorName rosterState } } } }`;
const ROSTER = `query($id: ID!) { auditView { roster(presentationId: $id, first: 50) { nodes { familyName boardId } } } }`;

describe('what a state auditor is shown', () => {
  let api: ComplianceApi;
  let audited: AuditedAgency;
  let other: AuditedAgency;
  let whole: string;
  let patrol: string;

  beforeAll(async () => {
    api = await complianceApi();
    audited = await AuditedAgency.make(api);
    other = await AuditedAgency.make(api);
    whole = (await audited.grant()).token;
    patrol = (await audited.grant({ orgUnitIds: [toGlobalId('OrgUnit', audited.units.patrol)] })).token;
  });
  afterAll(() => api.close());

  const shown = async (token: string, document: string, variables: Record<string, unknown> = {}) => {
    const { data, errors } = await audited.ask(token, document, variables);
    if (errors) throw new Error(JSON.stringify(errors));
    return data.auditView;
  };
  const refusal = ({ errors }: Answer): string | undefined => errors?.[0]?.extensions.code;
  const presentation = (name: keyof AuditedAgency['rosters'], of = audited): string =>
    toGlobalId('Presentation', of.rosters[name].presentationId);

  it('is told with its limits', async () => {
    expect(await shown(whole, VIEW)).toMatchObject({
      agencyName: 'Brook County',
      auditorName: 'Ida Board',
      organisation: 'Georgia POST',
      mandateCodes: [MANDATE],
      orgUnitNames: [],
      recordsFrom: '2026-01-01',
      recordsTo: null,
    });
    expect((await shown(patrol, VIEW)).orgUnitNames).toEqual(['Patrol']);
  });

  it('are the members with their statuses, names and the number that the board knows, of the whole agency or of its units', async () => {
    const { compliance } = await shown(whole, COMPLIANCE, { code: MANDATE });
    const names = compliance.nodes.map((node: { auditedMember: object }) => node.auditedMember);
    expect(names).toContainEqual({ givenName: 'Ada', familyName: 'Officer 001', orgUnitName: 'North', boardId: 'P-0' });
    expect(names).toContainEqual({ givenName: 'Ada', familyName: 'Officer 003', orgUnitName: null, boardId: null });
    expect(compliance.nodes).toHaveLength(5);

    const part = (await shown(patrol, COMPLIANCE, { code: MANDATE })).compliance;
    expect(part.nodes.map((node: { memberId: string }) => node.memberId)).toEqual([member(audited.officer(0))]);
    expect(part.counts).toEqual([{ status: part.nodes[0].status, members: 1 }]);
  });

  it('is one member with what was earned, and the records of the days shown', async () => {
    const asked = { id: member(audited.officer(0)), code: MANDATE };
    const seen = (await shown(whole, MEMBER, asked)).member;
    expect(seen.entries).toEqual([{ completedOn: '2026-03-10', hours: 4, explanation: expect.any(String) }]);
    expect(seen.nodes.length).toBeGreaterThan(0);
    expect(seen.auditedMember).toEqual({ memberId: asked.id, boardId: 'P-0' });
  });

  it('is nobody and nothing else: other mandates, units and agencies answer as what never existed', async () => {
    const never = await shown(patrol, MEMBER, { id: member(uuidv7()), code: MANDATE });
    expect(never).toEqual({ member: null });
    for (const id of [audited.officer(1), audited.officer(2), audited.agency.adminId, other.officer(0)]) {
      expect(await shown(patrol, MEMBER, { id: member(id), code: MANDATE })).toEqual(never);
    }
    expect(await shown(whole, MEMBER, { id: member(other.officer(0)), code: MANDATE })).toEqual(never);
    for (const code of [OTHER_MANDATE, 'NO-SUCH', 'US-FL-MR']) {
      expect(await shown(whole, MEMBER, { id: member(audited.officer(0)), code })).toEqual(never);
      expect(await shown(whole, COMPLIANCE, { code })).toEqual({ compliance: null });
    }
    expect(await shown(patrol, ROSTER, { id: presentation('detectives') })).toEqual({ roster: { nodes: [] } });
    for (const id of [presentation('shown', other), presentation('before'), presentation('draft')]) {
      expect(await shown(whole, ROSTER, { id })).toEqual({ roster: { nodes: [] } });
    }
  });

  it('are rosters that went to the board in the days shown, page by page, each with whom the grant reaches', async () => {
    const first = (await shown(whole, PRESENTATIONS, { first: 1 })).presentations;
    expect(first.nodes).toEqual([
      {
        presentationId: presentation('shown'),
        courseTitle: 'De-escalation',
        controlNumber: 'GA-1',
        hours: 4,
        startsOn: '2026-03-10',
        instructorName: 'Ada Instructor',
        rosterState: 'APPROVED',
      },
    ]);
    const { endCursor } = first.pageInfo;
    const second = (await shown(whole, PRESENTATIONS, { first: 5, after: endCursor })).presentations;
    expect(second.nodes.map(({ presentationId }: { presentationId: string }) => presentationId)).toEqual([
      presentation('detectives'),
    ]);
    expect((await shown(patrol, PRESENTATIONS, { first: 5 })).presentations.nodes).toHaveLength(1);

    const { nodes } = (await shown(whole, ROSTER, { id: presentation('shown') })).roster;
    expect(nodes.map(({ boardId }: { boardId: string }) => boardId)).toEqual(['P-0', 'P-1']);
    const part = (await shown(patrol, ROSTER, { id: presentation('shown') })).roster;
    expect(part.nodes).toEqual([{ familyName: 'Officer 001', boardId: 'P-0' }]);
  });

  it('has no roster any more of a member who was taken off it', async () => {
    const put = (removed: boolean): Promise<void> =>
      audited.agency.write(async (tx) => {
        await tx.query(
          'update roster_entries set removed_at = case when $4 then now() end where agency_id = $1 and presentation_id = $2 and trainee_id = $3',
          [tx.agencyId, audited.rosters.shown.presentationId, audited.officer(0), removed],
        );
      });
    await put(true);
    expect((await shown(patrol, PRESENTATIONS, { first: 5 })).presentations.nodes).toEqual([]);
    expect((await shown(whole, PRESENTATIONS, { first: 5 })).presentations.nodes).toHaveLength(2);
    await put(false);
    expect((await shown(patrol, PRESENTATIONS, { first: 5 })).presentations.nodes).toHaveLength(1);
  });

  it('follows a member who moves between units at once', async () => {
    const asked = { id: member(audited.officer(2)), code: MANDATE };
    expect(await shown(patrol, MEMBER, asked)).toEqual({ member: null });
    const move = (unit: string | null): Promise<void> =>
      audited.agency.write(async (tx) => {
        await tx.query('update members set org_unit_id = $3 where agency_id = $1 and id = $2', [
          tx.agencyId,
          audited.officer(2),
          unit,
        ]);
      });
    await move(audited.units.north);
    expect((await shown(patrol, MEMBER, asked)).member).not.toBeNull();
    await move(null);
    expect(await shown(patrol, MEMBER, asked)).toEqual({ member: null });
  });

  it('is judged on days shown only, the last one in time, and by default on the last day of a grant of the past', async () => {
    const past = await audited.grant({ recordsFrom: '2026-01-01', recordsTo: '2026-03-31' });
    expect((await shown(past.token, VIEW)).asOf).toBe('2026-03-31');
    const ask = (asOf: string | null): Promise<Answer> =>
      audited.ask(past.token, MEMBER, { id: member(audited.officer(0)), code: MANDATE, asOf });
    expect((await ask(null)).data.auditView.member.asOf).toBe('2026-03-31');
    expect((await ask('2026-03-31')).data.auditView.member.asOf).toBe('2026-03-31');
    expect((await ask('2026-01-01')).data.auditView.member.entries).toHaveLength(1);
    for (const asOf of ['2025-12-31', '2026-04-01']) expect(refusal(await ask(asOf))).toBe('BAD_INPUT');
  });

  it('holds no other way in, whatever is asked for', async () => {
    const mandate = (await audited.ask(audited.admin, '{ mandates(first: 9) { nodes { id code } } }')).data.mandates;
    const questions: [string, Record<string, unknown>?][] = [
      ['{ mandates(first: 5) { nodes { code } } }'],
      ['query($id: ID!) { node(id: $id) { id } }', { id: mandate.nodes[0].id }],
      [
        'query($id: ID!) { memberCompliance(memberId: $id, mandateCode: "US-GA-ANNUAL") { status } }',
        { id: member(audited.officer(0)) },
      ],
      ['{ complianceReport(mandateCode: "US-TX-UNIT", first: 5) { counts { status } } }'],
      ['{ auditView { agencyName } ... { mandates(first: 5) { nodes { code } } } }'],
      ['{ ...f } fragment f on Query { auditView { agencyName } members(first: 5) { nodes { email } } }'],
      ['{ trainingRecords(first: 5) { nodes { id } } }'],
      ['{ auditTrail(first: 5) { nodes { action } } }'],
      ['{ auditorGrants(first: 5) { nodes { id } } }'],
      ['{ auditorAccessLog(first: 5) { nodes { at } } }'],
      [
        'query($id: ID!) { recordViews(memberId: $id, first: 5) { nodes { viewedAt } } }',
        { id: member(audited.officer(0)) },
      ],
      [`{ auditView { compliance(mandateCode: "${MANDATE}", first: 5) { nodes { member { email } } } } }`],
      [`{ auditView { compliance(mandateCode: "${MANDATE}", first: 5) { nodes { member { __typename } } } } }`],
    ];
    for (const [document, variables] of questions) {
      const answer = await audited.ask(whole, document, variables);
      expect([document, refusal(answer)]).toEqual([document, 'FORBIDDEN']);
      expect(answer.data ?? null).toBeNull();
    }
  });

  it('is nothing that a member of the agency may ask for, an admin neither', async () => {
    for (const token of [audited.admin, await audited.trainee(0)]) {
      expect(refusal(await audited.ask(token, VIEW))).toBe('FORBIDDEN');
      const document = `query($id: ID!) { memberCompliance(memberId: $id, mandateCode: "${MANDATE}") { auditedMember { boardId } } }`;
      expect(refusal(await audited.ask(token, document, { id: member(audited.officer(0)) }))).toBe('FORBIDDEN');
    }
  });
});
