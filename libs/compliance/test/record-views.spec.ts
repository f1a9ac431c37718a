import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AccessLog, createLogger, toGlobalId } from '#platform';
import { AuditedAgency, MANDATE, member } from './audited-agency.js';
import { complianceApi, type Answer, type ComplianceApi, type Json } from './compliance-agency.js';

const VIEWS = `query($id: ID!, $first: Int!, $after: String) { recordViews(memberId: $id, first: $first, after: $after) {
  pageInfo { endCursor hasNextPage } nodes { viewedAt what onList viewerKind viewerName organisation } } }`;
const COMPLIANCE = `query($id: ID!) { memberCompliance(memberId: $id, mandateCode: "${MANDATE}") { status } }`;
const REPORT = `{ complianceReport(mandateCode: "${MANDATE}", first: 2) { nodes { memberId } } }`;
const RECORDS = 'query($id: ID) { trainingRecords(traineeId: $id, first: 20) { nodes { id } } }';

describe('who looked at a record', () => {
  let api: ComplianceApi;
  let audited: AuditedAgency;

  beforeAll(async () => {
    api = await complianceApi();
  });
  beforeEach(async () => {
    audited = await AuditedAgency.make(api);
  });
  afterAll(() => api.close());

  const views = async (token: string, index: number): Promise<Json[]> => {
    await api.app.get(AccessLog).flush();
    const { data, errors } = await audited.ask(token, VIEWS, { id: member(audited.officer(index)), first: 50 });
    if (errors) throw new Error(JSON.stringify(errors));
    return data.recordViews.nodes;
  };
  const short = (nodes: Json[]): unknown[] =>
    nodes.map(({ what, onList, viewerName, viewerKind }) => [what, onList, viewerName, viewerKind]);
  const refusal = ({ errors }: Answer): string | undefined => errors?.[0]?.extensions.code;
  const asked = (index: number) => ({ id: member(audited.officer(index)) });

  it('is told to the trainee, with what it was; their own looks are nobody’s business', async () => {
    const trainee = await audited.trainee(0);
    await audited.ask(trainee, COMPLIANCE, asked(0));
    await audited.ask(trainee, RECORDS);
    expect(await views(trainee, 0)).toEqual([]);

    await audited.ask(audited.admin, COMPLIANCE, asked(0));
    await audited.ask(audited.admin, RECORDS, asked(0));
    const seen = await views(trainee, 0);
    expect(short(seen)).toEqual([
      ['TRAINING_RECORDS', false, 'Ada Admin', 'MEMBER'],
      ['COMPLIANCE', false, 'Ada Admin', 'MEMBER'],
    ]);
    expect(Date.now() - Date.parse(seen[0].viewedAt)).toBeLessThan(60_000);
    expect(await views(audited.admin, 0)).toEqual(seen);
    expect(await views(audited.admin, 1)).toEqual([]);
  });

  it('counts each look at one member, and a list once a day however often it is read', async () => {
    for (let time = 0; time < 3; time += 1) {
      await audited.ask(audited.admin, REPORT);
      await audited.ask(audited.admin, RECORDS);
      await audited.ask(audited.admin, COMPLIANCE, asked(0));
    }
    const trainee = await audited.trainee(0);
    expect(short(await views(trainee, 0)).filter(([, onList]: Json) => onList)).toEqual([
      ['TRAINING_RECORDS', true, 'Ada Admin', 'MEMBER'],
    ]);
    expect(short(await views(trainee, 0)).filter(([, onList]: Json) => !onList)).toHaveLength(3);
    // The report is by family name: the page of two shows the admin and the instructor, and nobody whom it does not name.
    expect(short(await views(audited.admin, 1)).map(([what]: Json) => what)).toEqual(['TRAINING_RECORDS']);
  });

  it('counts a list once a day in the database too, where several processes serve', async () => {
    const { agency } = audited;
    const count = (): Promise<number> =>
      new Promise((resolve, reject) => {
        agency
          .write(async (tx) => {
            const [row] = await tx.query<{ n: number }>(
              'select count(*)::int as n from record_views where agency_id = $1 and on_list',
              [tx.agencyId],
            );
            resolve(row!.n);
          })
          .catch(reject);
      });
    await audited.ask(audited.admin, RECORDS);
    await api.app.get(AccessLog).flush();
    const once = await count();
    const second = new AccessLog(api.db, createLogger('test', 'silent'));
    const viewer = { agencyId: agency.id, principalId: agency.adminId };
    second.viewed({ ...viewer, kind: 'MEMBER', requestId: 'second' } as never, {
      what: 'TRAINING_RECORDS',
      memberIds: [audited.officer(0), audited.officer(1)],
      onList: true,
    });
    await second.flush();
    expect(await count()).toBe(once);
  });

  it('is told of a state auditor with where they come from', async () => {
    const { token } = await audited.grant();
    const roster = `query($id: ID!) { auditView { roster(presentationId: $id, first: 9) { nodes { memberId } }
      member(memberId: "${member(audited.officer(0))}", mandateCode: "${MANDATE}") { status } } }`;
    await audited.ask(token, roster, { id: toGlobalId('Presentation', audited.rosters.shown.presentationId) });
    const seen = await views(await audited.trainee(0), 0);
    expect(short(seen)).toEqual(
      expect.arrayContaining([
        ['COMPLIANCE', false, 'Ida Board', 'STATE_AUDITOR'],
        ['ROSTER', true, 'Ida Board', 'STATE_AUDITOR'],
      ]),
    );
    expect(seen).toHaveLength(2);
    expect(seen[0].organisation).toBe('Georgia POST');
  });

  it('is told to nobody else, as if there were nothing', async () => {
    await audited.ask(audited.admin, COMPLIANCE, asked(0));
    expect(await views(await audited.trainee(1), 0)).toEqual([]);
    const instructor = await api.token(audited.agency.id, audited.agency.instructorId);
    expect(refusal(await audited.ask(instructor, VIEWS, { ...asked(0), first: 5 }))).toBe('FORBIDDEN');
    const other = await AuditedAgency.make(api);
    const foreign = await audited.ask(other.admin, VIEWS, { ...asked(0), first: 5 });
    expect(foreign.data.recordViews.nodes).toEqual([]);
  });

  it('is read page by page', async () => {
    for (let time = 0; time < 5; time += 1) await audited.ask(audited.admin, COMPLIANCE, asked(0));
    const all = await views(audited.admin, 0);
    expect(all).toHaveLength(5);
    const first = (await audited.ask(audited.admin, VIEWS, { ...asked(0), first: 2 })).data.recordViews;
    const after = first.pageInfo.endCursor;
    const rest = (await audited.ask(audited.admin, VIEWS, { ...asked(0), first: 9, after })).data.recordViews;
    expect([...first.nodes, ...rest.nodes]).toEqual(all);
  });
});
