import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { reviewOf } from './scoring-client.js';
import { appealAgency, type AppealAgency } from './appeal-agency.js';
import { serveScoring, type ServedScoring } from './serve-scoring.js';

const REASON = 'The review had not seen turn 3.';

describe('the decision on an appeal', () => {
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
  /** The second instructor submits their review of it and decides. */
  const decided = async (appealId: string, level: number, decision: string) => {
    expect((await agency.submit('second', appealId, level)).userErrors).toEqual([]);
    return agency.decide('second', { appealId, decision, reason: REASON });
  };
  const official = (sessionUuid: string) =>
    served.rows<{ round: number; decision: string; final: number | null }>(
      agency,
      'select round, decision, final::float8 as final from grade_decisions where session_id = $1 order by round',
      sessionUuid,
    );

  it('that turns a fail into a pass makes the new review official and earns the hours, once', async () => {
    const { id, uuid, appealId } = await agency.appealed(1);
    expect(await agency.ledger()).toEqual([]);
    expect(codes(await agency.decide('second', { appealId, decision: 'CHANGED' }))).toEqual([
      ['WRONG_STATE', 'input.appealId'],
    ]);
    await agency.submit('second', appealId, 4);
    expect(codes(await agency.decide('second', { appealId, decision: 'CHANGED', reason: ' ' }))).toEqual([
      ['INVALID', 'input.reason'],
    ]);
    const input = { appealId, decision: 'CHANGED', reason: REASON, idempotencyKey: uuidv7() };
    const first = await agency.decide('second', input);
    expect(first.appeal).toMatchObject({ state: 'DECIDED', decision: 'CHANGED', decisionReason: REASON });
    expect(first.trainingRecordId).not.toBeNull();
    expect(await agency.decide('second', input)).toEqual(first);
    expect(codes(await agency.decide('second', { ...input, idempotencyKey: uuidv7() }))).toEqual([
      ['WRONG_STATE', 'input.appealId'],
    ]);
    expect(await agency.ledger()).toEqual([
      { hours: '4.50', score: '82.4', source: 'SESSION', reason: null, corrects: false },
    ]);
    expect((await official(uuid)).map(({ round, decision }) => [round, decision])).toEqual([
      [0, 'CHANGED'],
      [1, 'CHANGED'],
    ]);
    // Everybody who asks reads the official one, and no other.
    for (const token of ['trainee', 'signer', 'second', 'admin']) {
      expect(await agency.grade(token, id)).toMatchObject({
        state: 'CHANGED',
        decision: { final: 82.4, passed: true, reason: REASON },
        replacedDecision: { decision: 'CHANGED' },
        appealableUntil: null,
      });
    }
    for (const token of ['trainee', 'learning-system']) {
      expect((await agency.client.scores(token)).nodes).toEqual([
        expect.objectContaining({ sessionId: id, final: 82.4, passed: true }),
      ]);
    }
    expect(codes(await agency.appeal('trainee', { sessionId: id }))).toEqual([['WRONG_STATE', 'input.sessionId']]);
    expect(await agency.audited('appeal.filed', 'appeal.reviewed', 'appeal.decided', 'training.recorded')).toEqual([
      'appeal.filed',
      'appeal.reviewed',
      'appeal.decided',
      'training.recorded',
    ]);
  });

  it('that upholds the first leaves it and the hours as they are', async () => {
    const { id, uuid, appealId } = await agency.appealed(4);
    const before = await agency.ledger();
    const { appeal, trainingRecordId } = await decided(appealId, 3, 'UPHELD');
    expect(appeal).toMatchObject({ state: 'DECIDED', decision: 'UPHELD', decisionReason: REASON });
    expect(trainingRecordId).toBeNull();
    expect(await agency.grade('trainee', id)).toMatchObject({ decision: { final: 82.4 }, replacedDecision: null });
    expect(await official(uuid)).toHaveLength(1);
    expect(await agency.ledger()).toEqual(before);
  });

  it('never leaves the trainee worse off than before they appealed', async () => {
    const { uuid, appealId } = await agency.appealed(4);
    expect(codes(await decided(appealId, 3, 'CHANGED'))).toEqual([['NOT_ALLOWED', 'input.decision']]);
    expect(await official(uuid)).toHaveLength(1);
    expect((await agency.appeals('trainee')).map(({ state }) => state)).toEqual(['OPEN']);
    expect((await agency.decide('second', { appealId, decision: 'UPHELD' })).userErrors).toEqual([]);
  });

  it('that raises the score of a pass corrects the score in the ledger, with the reason', async () => {
    const { appealId } = await agency.appealed(4);
    const { trainingRecordId } = await decided(appealId, 5, 'CHANGED');
    const [first, correction, ...others] = await agency.ledger();
    expect(others).toEqual([]);
    expect(first).toMatchObject({ hours: '4.50', score: '82.4', source: 'SESSION' });
    expect(correction).toMatchObject({ hours: '4.50', source: 'CORRECTION', reason: REASON, corrects: true });
    expect(Number(correction?.score)).toBeGreaterThan(90);
    expect(trainingRecordId).not.toBeNull();
  });

  it('that invalidates takes the hours out by a correction, and gives them back when it is sat again', async () => {
    const { id, uuid, appealId } = await agency.appealed(4);
    // Without a review of one’s own: there is nothing in it that could be graded.
    const decision = { appealId, decision: 'INVALIDATED', reason: 'Somebody else played it.' };
    expect((await agency.decide('second', decision)).userErrors).toEqual([]);
    expect(await agency.ledger()).toEqual([
      expect.objectContaining({ hours: '4.50', source: 'SESSION' }),
      { hours: '0.00', score: '82.4', source: 'CORRECTION', reason: 'Somebody else played it.', corrects: true },
    ]);
    expect(await agency.grade('trainee', id)).toMatchObject({
      state: 'INVALIDATED',
      decision: { reason: 'Somebody else played it.', final: null },
    });
    expect((await agency.client.scores('learning-system')).nodes).toEqual([]);
    const sessions = await served.rows(agency, 'select state from scenario_sessions where id = $1', uuid);
    expect(sessions).toEqual([{ state: 'INVALIDATED' }]);
    expect(await agency.audited('session.invalidated', 'training.corrected')).toEqual([
      'session.invalidated',
      'training.corrected',
    ]);
    const again = await agency.signed(4, { completedAt: '2026-03-05T15:00:00Z' });
    expect((await agency.grade('trainee', again.id))?.state).toBe('CHANGED');
    const ledger = await agency.ledger();
    expect(ledger).toHaveLength(3);
    expect(ledger[2]).toMatchObject({ hours: '4.50', score: '82.4', source: 'CORRECTION', corrects: true });
  });

  it('that invalidates keeps hours that another pass of the presentation holds up', async () => {
    const { appealId } = await agency.appealed(4);
    await agency.signed(5, { completedAt: '2026-03-05T15:00:00Z' });
    expect(await agency.ledger()).toHaveLength(1);
    await agency.decide('second', { appealId, decision: 'INVALIDATED', reason: REASON });
    const [, correction, ...others] = await agency.ledger();
    expect(others).toEqual([]);
    expect(correction).toMatchObject({ hours: '4.50', reason: REASON, corrects: true });
    expect(Number(correction?.score)).toBeGreaterThan(90);
  });

  it('that fails at its last step has done nothing at all', async () => {
    const { uuid, appealId } = await agency.appealed(4);
    // Not on the database's side, where the correction would be refused only at its own row.
    await served.force(`alter table training_records add constraint planted check (source <> 'CORRECTION') not valid`);
    const input = { appealId, decision: 'INVALIDATED', reason: REASON, idempotencyKey: uuidv7() };
    await expect(agency.decide('second', input)).rejects.toThrow(/INTERNAL/);
    await served.force('alter table training_records drop constraint planted');
    expect(await official(uuid)).toHaveLength(1);
    expect((await agency.appeals('trainee')).map(({ state }) => state)).toEqual(['OPEN']);
    expect(await agency.audited('appeal.decided', 'session.invalidated')).toEqual([]);
    expect((await agency.decide('second', input)).userErrors).toEqual([]);
    expect(await official(uuid)).toHaveLength(2);
  });

  it('is refused to who may only read it', async () => {
    const { appealId } = await agency.appealed(1);
    const { sessionId: _session, ...review } = reviewOf('');
    for (const token of ['trainee', 'admin', 'learning-system']) {
      for (const [name, input] of [
        ['decideAppeal', { appealId, decision: 'UPHELD', reason: REASON, idempotencyKey: uuidv7() }],
        ['submitAppealReview', { ...review, appealId }],
      ] as const) {
        const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input!`;
        const answer = await served.ask(
          token,
          `mutation ($input: ${type}) { ${name}(input: $input) { userErrors { code } } }`,
          { input },
        );
        expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', scope: 'appeal:decide' });
      }
    }
  });
});
