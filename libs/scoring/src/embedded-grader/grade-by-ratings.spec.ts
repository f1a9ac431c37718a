import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CORE_RUBRIC } from '../core-rubric.fixture.js';
import { gradeByFeatures } from '../feature-grader.js';
import { quotes } from '../transcript.js';
import { CIVILIAN_NAME, GOOD_OFFICER, POOR_OFFICER } from '../transcripts.fixture.js';
import { type EmbeddedProposal, gradeByRatings } from './grade-by-ratings.js';
import { type Rating, RATINGS } from './grader-head.js';
import type { TurnRating } from './turn-ratings.js';

const input = { turns: GOOD_OFFICER, rubric: CORE_RUBRIC, civilianName: CIVILIAN_NAME };
const OFFICER_TURNS = GOOD_OFFICER.filter(({ speaker }) => speaker === 'OFFICER').map(({ number }) => number);

const rated = (ratingOf: (turn: number) => Rating): TurnRating[] =>
  OFFICER_TURNS.map((turn) => ({ turn, rating: ratingOf(turn), score: 3 - 2 * RATINGS.indexOf(ratingOf(turn)) }));
const grade = (ratings: readonly TurnRating[]): EmbeddedProposal => gradeByRatings(input, ratings, '1');
const levelOf = (proposal: Pick<EmbeddedProposal, 'levels'>, code: string) =>
  proposal.levels.find(({ competency }) => competency === code)!;

describe('a grade by rated turns', () => {
  it('is the feature grader’s where no turn is rated negative, marked as what it is', () => {
    const proposal = grade(rated(() => 'POSITIVE'));
    const plain = gradeByFeatures(input);
    expect(proposal.levels.map(({ level }) => level)).toEqual(plain.levels.map(({ level }) => level));
    expect(proposal).toMatchObject({ grader: 'EMBEDDED', label: 'FORMATIVE', graderVersion: '1', score: plain.score });
    expect(proposal.turnRatings).toHaveLength(OFFICER_TURNS.length);
  });

  it('gives no credit for acts in turns that are rated negative', () => {
    const questions = gradeByFeatures(input).features.openQuestions.map(({ turn }) => turn);
    const proposal = grade(rated((turn) => (questions.slice(0, 3).includes(turn) ? 'NEGATIVE' : 'POSITIVE')));
    const before = levelOf(gradeByFeatures(input), 'ACTIVE_LISTENING').level!;
    expect(levelOf(proposal, 'ACTIVE_LISTENING').level).toBeLessThan(before);
  });

  it('counts two negative turns as a lapse of self-control and shows the worst of them', () => {
    const before = levelOf(grade(rated(() => 'NEUTRAL')), 'SELF_REGULATION');
    const [, second, third] = OFFICER_TURNS;
    const after = levelOf(
      grade(rated((turn) => ([second, third].includes(turn) ? 'NEGATIVE' : 'NEUTRAL'))),
      'SELF_REGULATION',
    );
    expect(after.level).toBeLessThan(before.level!);
    expect(after.evidence.map(({ turn }) => turn)).toEqual(expect.arrayContaining([second, third]));
  });

  it('leaves to a person what words and ratings contradict each other on', () => {
    // The last turns hold what the level rests on; the first six are enough to contradict it.
    const proposal = grade(rated((turn) => (turn <= OFFICER_TURNS[5] ? 'NEGATIVE' : 'POSITIVE')));
    const open = proposal.levels.filter(({ level }) => level === null).map(({ competency }) => competency);
    const plain = gradeByFeatures(input);
    for (const code of open)
      if (levelOf(plain, code).level !== null) expect(levelOf(proposal, code).reason).toMatch(/rated negative/);
    expect(proposal.levels.every(({ competency, level }) => (level ?? 0) < 4 || !code(competency))).toBe(true);
    function code(competency: string): boolean {
      return [
        'ACTIVE_LISTENING',
        'EMPATHY_RAPPORT',
        'PROCEDURAL_JUSTICE',
        'SELF_REGULATION',
        'INFLUENCE_OPTIONS',
      ].includes(competency);
    }
  });

  it('shows the best rated turns first where it praises, and the worst where it does not', () => {
    const best = OFFICER_TURNS[6];
    const proposal = grade(rated((turn) => (turn === best ? 'POSITIVE' : 'NEUTRAL')));
    for (const { level, evidence } of proposal.levels) {
      const place = evidence.findIndex(({ turn }) => turn === best);
      if (place >= 0) expect(place === 0 || evidence[0].turn === best).toBe((level ?? 0) >= 3);
    }
  });

  it('never proposes a higher level than the words do, and quotes only what was said', () => {
    const ratings = fc.array(fc.constantFrom(...RATINGS), { minLength: 10, maxLength: 10 });
    fc.assert(
      fc.property(ratings, fc.boolean(), (given, poor) => {
        const turns = poor ? POOR_OFFICER : GOOD_OFFICER;
        const officer = turns.filter(({ speaker }) => speaker === 'OFFICER');
        const all = officer.map(({ number }, index): TurnRating => {
          const rating = given[index % given.length];
          return { turn: number, rating, score: 3 - 2 * RATINGS.indexOf(rating) };
        });
        const proposal = gradeByRatings({ ...input, turns }, all, '1');
        const plain = gradeByFeatures({ ...input, turns });
        for (const [index, { level, evidence }] of proposal.levels.entries()) {
          if (level !== null) expect(level).toBeLessThanOrEqual(plain.levels[index].level!);
          if (level !== null) expect(evidence.length).toBeGreaterThan(0);
          expect(evidence.every((one) => quotes(turns, one))).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});
