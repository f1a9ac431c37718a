import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { reviewOf } from './scoring-client.js';
import { appealAgency, WHY, type AppealAgency } from './appeal-agency.js';
import { serveScoring, type ServedScoring } from './serve-scoring.js';

const SESSIONS = 6;
const REVIEWERS = ['signer', 'second', 'third', 'fourth', 'fifth'] as const;

interface Stored {
  round: number;
  decision: string;
  final: number | null;
  passed: boolean | null;
  decidedBy: string;
  reviewer: string | null;
}

/** Sessions of one trainee for one presentation: their decisions meet in the same entry of the ledger. */
describe('everybody who decides at once', () => {
  let served: ServedScoring;
  let agency: AppealAgency;
  let sessions: { id: string; uuid: string }[];
  beforeAll(async () => {
    served = await serveScoring();
    agency = await appealAgency(served);
    for (const token of REVIEWERS.slice(2)) await agency.join(token, 'INSTRUCTOR');
    sessions = [];
    for (let at = 0; at < SESSIONS; at++) {
      const completedAt = `2026-03-0${at + 1}T15:00:00Z`;
      sessions.push(await served.graded(agency, { traineeId: agency.trainees[0], completedAt }));
    }
  });
  afterAll(() => served.close());

  const decisionsOf = (uuid: string) =>
    served.rows<Stored>(
      agency,
      `select d.round, d.decision, d.final::float8 as final, d.passed, d.decided_by as "decidedBy", r.reviewer_id as reviewer
       from grade_decisions d left join reviews r on r.id = d.review_id where d.session_id = $1 order by d.round`,
      uuid,
    );
  /** The ledger says what the official decisions say. */
  const ledgerHolds = async (): Promise<void> => {
    const passes = (await Promise.all(sessions.map(({ uuid }) => decisionsOf(uuid))))
      .map((rounds) => rounds.at(-1))
      .filter((official) => official?.passed);
    const ledger = await agency.ledger();
    const standing = ledger.at(-1);
    expect(Number(standing?.hours ?? 0)).toBe(passes.length > 0 ? 4.5 : 0);
    if (passes.length > 0) expect(passes.map((one) => one?.final)).toContain(Number(standing?.score));
    expect(ledger.filter(({ source }) => source === 'SESSION').length).toBeLessThanOrEqual(1);
    expect(ledger.slice(1).every(({ corrects, reason }) => corrects && reason)).toBe(true);
  };
  const accepted = (answers: readonly { userErrors: unknown[] }[]): number =>
    answers.filter(({ userErrors }) => userErrors.length === 0).length;

  it('leaves one first decision for each session, and the same answer to a repeat', async () => {
    for (const [at, { id }] of sessions.entries()) {
      await agency.client.submit('signer', reviewOf(id, at % 2 === 0 ? 4 : 1));
      await agency.client.submit('second', reviewOf(id, at % 3 === 0 ? 5 : 1));
    }
    const answers = await Promise.all(
      sessions.map(async ({ id }, at) => {
        const sign = (token: string) => {
          const input = { sessionId: id, reason: WHY, idempotencyKey: uuidv7() };
          return [agency.client.sign(token, input), agency.client.sign(token, input)];
        };
        // The last one is invalidated by somebody in the middle of it, perhaps before it is signed.
        const invalid = at === SESSIONS - 1 ? [agency.client.invalidate('third', { sessionId: id, reason: WHY })] : [];
        const [first, second] = [sign('signer'), sign('second')];
        const early = agency.appeal('trainee', { sessionId: id });
        const answered = [await Promise.all(first), await Promise.all(second)] as const;
        for (const [once, again] of answered) expect(again).toEqual(once);
        await early;
        return [answered[0][0], answered[1][0], ...(await Promise.all(invalid))].filter((one) => one !== undefined);
      }),
    );
    expect(answers.map(accepted)).toEqual(sessions.map(() => 1));
    for (const { uuid } of sessions) expect(await decisionsOf(uuid)).toHaveLength(1);
    await ledgerHolds();
  });

  it('leaves one appeal, one end of it and one official decision for each session, whoever was first', async () => {
    const filed = await Promise.all(
      sessions.map(({ id }) => Promise.all([1, 2, 3].map(() => agency.appeal('trainee', { sessionId: id })))),
    );
    for (const each of filed) expect(accepted(each)).toBeLessThanOrEqual(1);
    const appeals = await agency.appeals('trainee');
    expect(appeals.length).toBeGreaterThanOrEqual(SESSIONS - 1);
    const ends = await Promise.all(
      appeals.map(async ({ id: appealId }, at) => {
        await Promise.all(
          REVIEWERS.slice(2).map((token, place) => agency.submit(token, appealId, (at + place) % 3 === 0 ? 1 : 5)),
        );
        const deciding = ['CHANGED', 'INVALIDATED', 'UPHELD'].map((decision, place) => ({
          token: REVIEWERS[2 + ((at + place) % 3)] as string,
          input: { appealId, decision, idempotencyKey: uuidv7() },
        }));
        const answered = await Promise.all([
          ...deciding.flatMap(({ token, input }) => [agency.decide(token, input), agency.decide(token, input)]),
          ...(at === 0 ? [agency.withdraw('trainee', appealId)] : []),
          agency.decide('signer', { appealId, decision: 'INVALIDATED' }),
        ]);
        for (const { token, input } of deciding) {
          const repeated = await agency.decide(token, input);
          const before = answered.find(
            ({ appeal, userErrors }) => userErrors.length === 0 && appeal?.decision === input.decision,
          );
          if (before) expect(repeated).toEqual(before);
          else expect(repeated.userErrors).toHaveLength(1);
        }
        return new Set(
          answered.filter(({ userErrors }) => userErrors.length === 0).map(({ appeal }) => appeal?.decision),
        );
      }),
    );
    // Each was ended by one decision, or withdrawn (which has none), however many tried.
    expect(ends.map(({ size }) => size)).toEqual(appeals.map(() => 1));
    for (const { uuid } of sessions) {
      const rounds = await decisionsOf(uuid);
      expect(rounds.map(({ round }) => round)).toEqual([0, 1].slice(0, rounds.length));
      const [first, second] = rounds;
      if (second) expect(second.decidedBy).not.toBe(first?.decidedBy);
      for (const { reviewer, decidedBy } of rounds) if (reviewer) expect(reviewer).toBe(decidedBy);
      const [{ state } = { state: '' }] = await served.rows<{ state: string }>(
        agency,
        'select state from scenario_sessions where id = $1',
        uuid,
      );
      expect(state === 'INVALIDATED').toBe(rounds.at(-1)?.decision === 'INVALIDATED');
    }
    expect(await served.rows(agency, 'select appeal_id from appeal_outcomes group by 1 having count(*) > 1')).toEqual(
      [],
    );
    await ledgerHolds();
    const scores = (await agency.client.scores('learning-system')).nodes.map(({ sessionId }) => sessionId);
    expect(new Set(scores).size).toBe(scores.length);
  });
});
