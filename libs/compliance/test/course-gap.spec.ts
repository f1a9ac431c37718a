import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { toGlobalId } from '#platform';
import { ComplianceAgency, complianceApi, type Answer, type ComplianceApi, type Json } from './compliance-agency.js';
import { statementsOf } from './statements.js';
import { short, StoredStandings, type StoredInterval } from './stored-standings.js';

const CLASSES = `classes { presentationId endsOn hours rosterSize freeSeats coversFully coversPartly onRoster } moreClasses
    suggestion { classes { presentationId memberIds } covered leftIds }`;
const gap = (
  classes: string,
) => `query($mandateCode: String!, $dueBy: LocalDate!, $asOf: LocalDate, $requirementId: String, $category: String,
    $cohortId: ID, $orgUnitId: ID) {
  courseGap(mandateCode: $mandateCode, dueBy: $dueBy, asOf: $asOf, requirementId: $requirementId, category: $category, cohortId: $cohortId,
      orgUnitId: $orgUnitId) {
    freshness { asOf } mandate { code caution } requirementIds membersInNeed
    members { familyName status dueOn missing { requirementId short unit } } ${classes}
  }
}`;
const GEORGIA = 'US-GA-ANNUAL';
const REST = ['FIREARMS_REQUAL', 'USE_OF_DEADLY_FORCE', 'COMMUNITY_POLICING'];

describe('the course gap', () => {
  let api: ComplianceApi;
  let agency: ComplianceAgency;
  let standings: StoredStandings;
  let admin: string;
  const classes: Record<string, string> = {};

  const inNeed = (dueOn: string, missing: StoredInterval['missing']): StoredInterval[] => [
    { from: '2026-01-01', to: null, status: 'AT_RISK', dueOn, missing },
  ];

  beforeAll(async () => {
    api = await complianceApi();
    agency = await ComplianceAgency.make(api.db, 5);
    standings = await StoredStandings.of(api, agency, GEORGIA);
    admin = await api.token(agency.id, agency.adminId);
    const all = [
      short('CE', 20),
      short('DE_ESCALATION', 1),
      ...REST.map((id) => short(id, id === 'COMMUNITY_POLICING' ? 2 : 1)),
    ];
    await standings.store(officer(0), GEORGIA, inNeed('2026-12-31', all));
    await standings.store(officer(1), GEORGIA, inNeed('2026-12-31', [short('CE', 1), short('DE_ESCALATION', 1)]));
    await standings.store(officer(2), GEORGIA, inNeed('2026-12-31', [short('DE_ESCALATION', 1)]));
    await standings.store(officer(3), GEORGIA, [
      { from: '2026-01-01', to: null, status: 'COMPLIANT', dueOn: '2026-12-31' },
    ]);
    await standings.store(officer(4), GEORGIA, inNeed('2026-11-15', all));
    const planned = async (on: string, hours: number, categories: string[], officers: string[] = []) =>
      (await agency.presentation(officers, { on, hours, categories, roster: 'DRAFT' })).presentationId;
    for (const [index, hours] of [
      [1, 19],
      [2, 20],
    ] as const) {
      const at = { on: '2026-05-04', hours, categories: ['CE', ...REST], roster: 'APPROVED' as const };
      await agency.earn(officer(index), await agency.presentation([officer(index)], at), '2026-05-04');
    }
    classes.short = await planned('2026-11-20', 1, ['DE_ESCALATION'], [officer(2), officer(3)]);
    const cancelled = await planned('2026-12-06', 4, ['CE', 'DE_ESCALATION']);
    await agency.write(async (tx) => {
      await tx.query('update presentations set seats = 3 where agency_id = $1 and id = $2', [
        tx.agencyId,
        classes.short,
      ]);
      // Taken off the roster again: neither on it nor in a seat.
      await tx.query(
        'insert into roster_entries (agency_id, presentation_id, trainee_id, removed_at) values ($1, $2, $3, now())',
        [tx.agencyId, classes.short, officer(0)],
      );
      await tx.query(
        `update presentations set cancelled_at = now(), cancel_reason = 'No instructor' where agency_id = $1 and id = $2`,
        [tx.agencyId, cancelled],
      );
    });
    classes.long = await planned('2026-12-05', 4, ['CE', 'DE_ESCALATION']);
    classes.lastDay = await planned('2026-12-31', 1, ['DE_ESCALATION']);
    await planned('2027-01-01', 4, ['CE', 'DE_ESCALATION']);
    await planned('2026-10-31', 4, ['CE', 'DE_ESCALATION']);
    await planned('2026-12-10', 8, ['ELECTIVE']);
    await agency.presentation([], { on: '2026-12-06', hours: 4, categories: ['CE'], roster: 'REJECTED' });
  });
  afterAll(() => api.close());

  const officer = (index: number): string => agency.officers[index] as string;
  const members = (...indexes: number[]): string[] => indexes.map((index) => toGlobalId('Member', officer(index)));
  const presentation = (name: string): string => toGlobalId('Presentation', classes[name]!);
  const ask = (variables: object, token = admin, selected = CLASSES): Promise<Answer> =>
    api.ask(token, gap(selected), { mandateCode: GEORGIA, asOf: '2026-11-01', dueBy: '2026-12-31', ...variables });
  const found = async (variables: object, token = admin, selected = CLASSES): Promise<Json> => {
    const { data, errors } = await ask(variables, token, selected);
    expect(errors ?? []).toEqual([]);
    return data.courseGap;
  };

  it('names who needs de-escalation by a day, how much, and the classes that would give it in time', async () => {
    const { members: people, classes: offered, ...rest } = await found({ requirementId: 'DE_ESCALATION' });
    expect(people.map((one: Json) => [one.familyName, one.dueOn, one.missing])).toEqual(
      [
        ['Officer 005', '2026-11-15'],
        ['Officer 001', '2026-12-31'],
        ['Officer 002', '2026-12-31'],
        ['Officer 003', '2026-12-31'],
      ].map(([name, dueOn]) => [name, dueOn, [{ requirementId: 'DE_ESCALATION', short: 1, unit: 'HOUR' }]]),
    );
    // The fifth officer's deadline is before any of them.
    const helped = { coversFully: members(0, 1, 2), coversPartly: [] };
    expect(offered).toEqual([
      {
        presentationId: presentation('short'),
        endsOn: '2026-11-20',
        hours: 1,
        rosterSize: 2,
        freeSeats: 1,
        onRoster: members(2),
        ...helped,
      },
      {
        presentationId: presentation('long'),
        endsOn: '2026-12-05',
        hours: 4,
        rosterSize: 0,
        freeSeats: null,
        onRoster: [],
        ...helped,
      },
      {
        presentationId: presentation('lastDay'),
        endsOn: '2026-12-31',
        hours: 1,
        rosterSize: 0,
        freeSeats: null,
        onRoster: [],
        ...helped,
      },
    ]);
    expect(rest).toMatchObject({
      mandate: { code: GEORGIA, caution: expect.any(String) },
      requirementIds: ['DE_ESCALATION'],
      membersInNeed: 4,
      moreClasses: false,
      suggestion: {
        // Who is on a roster keeps that seat; the long class has room for the others.
        classes: [
          { presentationId: presentation('short'), memberIds: members(2) },
          { presentationId: presentation('long'), memberIds: expect.arrayContaining(members(0, 1)) },
        ],
        covered: 3,
        leftIds: members(4),
      },
    });
    expect((await found({ category: 'DE_ESCALATION' })).members).toEqual(people);
  });

  it('tells a class that covers a member from one that only helps, by all that the mandate asks', async () => {
    const { classes: offered, suggestion } = await found({});
    expect(offered.map((one: Json) => [one.coversFully, one.coversPartly])).toEqual([
      [members(1, 2), members(0)],
      [members(1, 2), members(0)],
      [members(1, 2), members(0)],
    ]);
    // Two classes help the first officer, and the evaluation says that they are not enough.
    expect(suggestion.classes.map((one: Json) => one.presentationId)).toContain(presentation('long'));
    expect(suggestion.covered).toBe(2);
    expect(suggestion.leftIds).toEqual(members(4, 0));
  });

  it('looks no further than the day by which it is needed, and at who is due by then', async () => {
    const early = await found({ requirementId: 'DE_ESCALATION', dueBy: '2026-12-30' });
    expect(early.members.map((one: Json) => one.familyName)).toEqual(['Officer 005']);
    expect(early.classes.map((one: Json) => one.endsOn)).toEqual(['2026-11-20', '2026-12-05']);
    const cohortId = toGlobalId('Cohort', await standings.cohort('Autumn', [officer(2), officer(3)]));
    expect((await found({ cohortId })).members.map((one: Json) => one.familyName)).toEqual(['Officer 003']);
  });

  it('asks no more statements of many members than of one', async () => {
    const cohortId = toGlobalId('Cohort', await standings.cohort('One', [officer(0)]));
    const one = await statementsOf(() => found({ cohortId }));
    const all = await statementsOf(() => found({}));
    expect(all.statements).toHaveLength(one.statements.length);
  });

  it('shows an instructor of a unit its members and the classes of their own, an auditor no class, a trainee nothing', async () => {
    await standings.unit('East', null, [agency.instructorId, officer(1)]);
    await agency.write(async (tx) => {
      await tx.query(`update role_assignments set reach = 'UNIT' where agency_id = $1 and principal_id = $2`, [
        ...[tx.agencyId, agency.instructorId],
      ]);
      await tx.query(`insert into role_assignments (agency_id, principal_id, role) values ($1, $2, 'AUDITOR')`, [
        ...[tx.agencyId, officer(3)],
      ]);
    });
    const unit = await found({}, await api.token(agency.id, agency.instructorId));
    expect(unit.members.map((one: Json) => one.familyName)).toEqual(['Officer 002']);
    expect(unit.classes).toHaveLength(3);
    const auditor = await api.token(agency.id, officer(3));
    expect((await found({}, auditor, '')).membersInNeed).toBe(4);
    expect((await ask({}, auditor)).errors?.[0]?.extensions).toMatchObject({
      code: 'FORBIDDEN',
      scope: 'presentation:read',
    });
    const refused = (await ask({}, await api.token(agency.id, officer(0)))).errors?.[0]?.extensions.code;
    expect(refused).toBe('FORBIDDEN');
  });

  it('is nothing for a mandate that was not adopted, and names a wrong argument', async () => {
    expect(await found({ mandateCode: 'US-FL-MR' })).toBeNull();
    const wrong: [object, string][] = [
      [{ requirementId: 'TYPING' }, 'requirementId'],
      [{ category: 'TYPING' }, 'category'],
      [{ category: 'CE', requirementId: 'CE' }, 'category'],
      [{ dueBy: '2026-10-31' }, 'dueBy'],
      [{ dueBy: '0206-01-01' }, 'dueBy'],
    ];
    for (const [variables, field] of wrong) {
      const { errors } = await ask(variables);
      expect([errors?.[0]?.extensions.code, errors?.[0]?.message]).toEqual([
        'BAD_INPUT',
        expect.stringContaining(field),
      ]);
    }
  });
});
