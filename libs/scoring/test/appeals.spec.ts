import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { toGlobalId } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { reviewOf } from './scoring-client.js';
import { appealAgency, WHY, type AppealAgency } from './appeal-agency.js';
import { serveScoring, type ServedScoring } from './serve-scoring.js';

describe('an appeal', () => {
  let served: ServedScoring;
  let agency: AppealAgency;
  beforeAll(async () => {
    served = await serveScoring();
  });
  beforeEach(async () => {
    agency = await appealAgency(served);
  });
  afterAll(() => served.close());
  const codes = ({ userErrors }: { userErrors: { code: string; field: string | null }[] }) =>
    userErrors.map(({ code, field }) => [code, field]);

  it('is filed by the trainee against a signed grade, once, and told back to them and to reviewers', async () => {
    const { id } = await agency.signed(1);
    expect((await agency.grade('trainee', id))?.appealableUntil).not.toBeNull();
    const input = {
      sessionId: id,
      points: [{ about: 'COMPETENCY', code: 'ACTIVE_LISTENING', words: 'I named his feeling in turn 3.' }],
      idempotencyKey: uuidv7(),
    };
    const { appeal } = await agency.appeal('trainee', input);
    expect(appeal).toMatchObject({ state: 'OPEN', reason: WHY, points: input.points, decision: null });
    expect((await agency.appeal('trainee', input)).appeal?.id).toBe(appeal?.id);
    expect(codes(await agency.appeal('trainee', { ...input, idempotencyKey: uuidv7() }))).toEqual([
      ['WRONG_STATE', 'input.sessionId'],
    ]);
    expect(await agency.grade('trainee', id)).toMatchObject({ appealableUntil: null, appeal: { state: 'OPEN' } });
    for (const token of ['trainee', 'signer', 'second', 'admin']) expect(await agency.appeals(token)).toHaveLength(1);
    expect(await agency.appeals('other-trainee')).toEqual([]);
    expect(await agency.appeals('second', 'DECIDED')).toEqual([]);
    expect(await agency.audited('appeal.filed')).toHaveLength(1);
  });

  it('is refused before a decision, of an invalidated session, by anybody else, and with what the rubric does not know', async () => {
    const undecided = await served.graded(agency, { traineeId: agency.trainees[0] });
    expect(codes(await agency.appeal('trainee', { sessionId: undecided.id }))).toEqual([
      ['WRONG_STATE', 'input.sessionId'],
    ]);
    await agency.client.invalidate('signer', { sessionId: undecided.id, reason: 'The alarm went off.' });
    expect(codes(await agency.appeal('trainee', { sessionId: undecided.id }))).toEqual([
      ['WRONG_STATE', 'input.sessionId'],
    ]);
    const { id } = await agency.signed(4);
    const missing = toGlobalId('ScenarioSession', uuidv7());
    expect(await agency.appeal('other-trainee', { sessionId: id })).toEqual(
      await agency.appeal('other-trainee', { sessionId: missing }),
    );
    const point = { about: 'COMPETENCY', code: 'NO_SUCH', words: 'x' };
    expect(codes(await agency.appeal('trainee', { sessionId: id, points: [point] }))).toEqual([
      ['INVALID', 'input.points[0].code'],
    ]);
    expect(codes(await agency.appeal('trainee', { sessionId: id, reason: ' ' }))).toEqual([
      ['INVALID', 'input.reason'],
    ]);
    expect(await served.rows(agency, 'select id from appeals')).toEqual([]);
  });

  it('is in time by the days that held when the grade was decided', async () => {
    const limit = (days: number) =>
      agency.change<{ appealLimit: { days: number } | null }>(
        'admin',
        'setAppealLimit',
        { days, idempotencyKey: uuidv7() },
        'appealLimit { days }',
      );
    const { id, uuid } = await agency.signed(1);
    const until = (await agency.grade('trainee', id))?.appealableUntil as string;
    expect((Date.parse(until) - Date.now()) / 86_400_000).toBeCloseTo(30, 1);
    expect((await limit(7)).appealLimit).toEqual({ days: 7 });
    expect((await agency.grade('trainee', id))?.appealableUntil).toBe(until);
    const later = await agency.signed(1);
    const sooner = (await agency.grade('trainee', later.id))?.appealableUntil as string;
    expect((Date.parse(sooner) - Date.now()) / 86_400_000).toBeCloseTo(7, 1);
    // As if the decision were a month and a day old: past row-level grants, which let nobody change it.
    await served.force(
      `update grade_decisions set decided_at = now() - interval '31 days' where session_id = $1`,
      uuid,
    );
    expect((await agency.grade('trainee', id))?.appealableUntil).toBeNull();
    expect(codes(await agency.appeal('trainee', { sessionId: id }))).toEqual([['EXPIRED', 'input.sessionId']]);
  });

  it('is withdrawn by its trainee, again and again the same, and not filed anew', async () => {
    const { id, appealId } = await agency.appealed(1);
    for (let time = 0; time < 2; time++) {
      expect((await agency.withdraw('trainee', appealId)).appeal).toMatchObject({ state: 'WITHDRAWN', decision: null });
    }
    expect(codes(await agency.withdraw('other-trainee', appealId))).toEqual([['NOT_FOUND', 'input.appealId']]);
    expect(codes(await agency.appeal('trainee', { sessionId: id }))).toEqual([['WRONG_STATE', 'input.sessionId']]);
    expect(codes(await agency.submit('second', appealId, 4))).toEqual([['WRONG_STATE', 'input.appealId']]);
    expect(await agency.audited('appeal.withdrawn')).toHaveLength(1);
  });

  it('hides the first decision and the proposal from who may decide it, until their own review is in', async () => {
    const { id, appealId } = await agency.appealed(1);
    const [grade] = await served.rows<{ id: string }>(agency, 'select id from grades');
    const [score] = await served.rows<{ id: string }>(agency, 'select id from grade_decisions');
    const node = (token: string, type: string, uuid: string | undefined) =>
      agency.client.one(token, `query ($id: ID!) { node(id: $id) { __typename } }`, {
        id: toGlobalId(type, uuid ?? ''),
      });
    expect(await agency.grade('second', id)).toMatchObject({
      proposal: null,
      proposalHidden: 'UNTIL_OWN_REVIEW',
      decision: null,
      decisionHidden: true,
    });
    expect(await node('second', 'Grade', grade?.id)).toBeNull();
    expect(await node('second', 'SignedScore', score?.id)).toBeNull();
    expect((await agency.client.scores('second')).nodes).toEqual([]);
    // Nobody else is kept from it.
    for (const token of ['trainee', 'signer', 'admin']) {
      expect(await agency.grade(token, id)).toMatchObject({ decisionHidden: false, decision: { passed: false } });
    }
    for (const token of ['learning-system', 'signer', 'admin', 'trainee']) {
      expect((await agency.client.scores(token)).nodes).toHaveLength(1);
    }
    const { sessionGrade } = await agency.submit('second', appealId, 4);
    expect(sessionGrade).toMatchObject({
      decision: { passed: false },
      decisionHidden: false,
      proposalHidden: null,
      reviews: [{}],
    });
    expect(await node('second', 'Grade', grade?.id)).not.toBeNull();
    expect((await agency.client.scores('second')).nodes).toHaveLength(1);
  });

  it('is never reviewed or decided by who signed, reviewed or played the session', async () => {
    const { id } = await agency.signed(1);
    await agency.join('early', 'INSTRUCTOR');
    // A review from before, as a second reviewer makes one.
    const other = await served.graded(agency, { traineeId: agency.trainees[0] });
    await agency.client.submit('early', reviewOf(other.id));
    await agency.client.submit('signer', reviewOf(other.id, 1));
    await agency.client.sign('signer', { sessionId: other.id, reason: WHY });
    const appealId = (await agency.appeal('trainee', { sessionId: id })).appeal?.id ?? '';
    const otherId = (await agency.appeal('trainee', { sessionId: other.id })).appeal?.id ?? '';
    for (const [token, which] of [
      ['signer', appealId],
      ['signer', otherId],
      ['early', otherId],
    ] as const) {
      expect(codes(await agency.submit(token, which, 4))).toEqual([['NOT_ALLOWED', 'input.appealId']]);
      for (const decision of ['UPHELD', 'CHANGED', 'INVALIDATED']) {
        expect(codes(await agency.decide(token, { appealId: which, decision }))).toEqual([
          ['NOT_ALLOWED', 'input.appealId'],
        ]);
      }
    }
    expect((await agency.submit('early', appealId, 4)).userErrors).toEqual([]);
    // Nor in the database, whatever the code does.
    const forced = (endedBy: string) =>
      served.rows(
        agency,
        `insert into appeal_outcomes (agency_id, appeal_id, outcome, reason, signer_id, trainee_id, ended_by)
         select agency_id, id, 'UPHELD', 'x', signer_id, trainee_id, $1 from appeals`,
        endedBy,
      );
    for (const one of [agency.instructors[0], agency.trainees[0]]) await expect(forced(one)).rejects.toThrow(/check/);
  });

  it('of an instructor who trains is not theirs to decide', async () => {
    const session = await served.graded(agency, { traineeId: agency.instructors[1] });
    await agency.client.submit('signer', reviewOf(session.id, 1));
    await agency.client.sign('signer', { sessionId: session.id, reason: WHY });
    const { appeal } = await agency.appeal('second', { sessionId: session.id });
    expect(appeal?.noEligibleReviewer).toBe(true);
    expect(codes(await agency.submit('second', appeal?.id ?? '', 5))).toEqual([['NOT_ALLOWED', 'input.appealId']]);
    expect(codes(await agency.decide('second', { appealId: appeal?.id, decision: 'INVALIDATED' }))).toEqual([
      ['NOT_ALLOWED', 'input.appealId'],
    ]);
  });

  it('says that it waits where nobody is left to decide it, until somebody comes', async () => {
    await served.rows(agency, `update members set state = 'LEFT' where id = $1`, agency.instructors[1]);
    const { appealId } = await agency.appealed(1);
    const waits = async (token: string) => (await agency.appeals(token)).map((one) => one.noEligibleReviewer);
    for (const token of ['trainee', 'admin', 'signer']) expect(await waits(token)).toEqual([true]);
    await agency.join('newcomer', 'INSTRUCTOR');
    expect(await waits('trainee')).toEqual([false]);
    await agency.submit('newcomer', appealId, 4);
    await agency.decide('newcomer', { appealId, decision: 'CHANGED' });
    expect(await waits('trainee')).toEqual([false]);
  });

  it('answers another agency like one that does not exist', async () => {
    const { appealId } = await agency.appealed(1);
    const outsider = await appealAgency(served);
    const missing = toGlobalId('Appeal', uuidv7());
    const asked = async (id: string) => [
      await served.ask('signer', 'query ($id: ID!) { appeal(id: $id) { state } node(id: $id) { id } }', { id }),
      await outsider.withdraw('trainee', id),
      await outsider.submit('second', id, 4),
      await outsider.decide('second', { appealId: id, decision: 'UPHELD' }),
    ];
    expect(await asked(appealId)).toEqual(await asked(missing));
    expect(JSON.stringify(await asked(appealId))).not.toContain('OPEN');
  });
});
