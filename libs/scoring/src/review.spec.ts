import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CORE_RUBRIC } from './core-rubric.fixture.js';
import { gradeByFeatures } from './feature-grader.js';
import { compareWithProposal, Review, reviewProblems, sameAsProposal } from './review.js';
import { GOOD_OFFICER } from './transcripts.fixture.js';

const seen = [{ turn: 3, quote: 'I hear you' }];
const complete = (): Review => ({
  levels: CORE_RUBRIC.competencies.map(({ code }) => ({ competency: code, level: 4, evidence: seen })),
  outcome: { band: 'RESOLUTION', evidence: [{ turn: 20, quote: 'Thank you.' }] },
  criticalFails: [],
  penalties: [],
});
const problems = (review: Review) => reviewProblems(review, CORE_RUBRIC, GOOD_OFFICER);
const withFirst = (over: Partial<Review['levels'][number]>): Review => {
  const review = complete();
  return { ...review, levels: review.levels.map((one, at) => (at === 0 ? { ...one, ...over } : one)) };
};

describe('a review', () => {
  it('may be submitted when every competency has a level and a quote', () => {
    expect(problems(complete())).toEqual([]);
  });

  it.each<[string, Review, { field: string; code: string }]>([
    [
      'a competency is missing',
      { ...complete(), levels: complete().levels.slice(1) },
      { field: 'levels', code: 'MISSING' },
    ],
    [
      'a competency comes twice',
      { ...complete(), levels: [...complete().levels, complete().levels[0]] },
      { field: 'levels.8', code: 'DUPLICATE' },
    ],
    [
      'a competency is not in the rubric',
      { ...complete(), levels: [...complete().levels, { competency: 'CHARM', level: 1, evidence: seen }] },
      { field: 'levels.8', code: 'UNKNOWN' },
    ],
    ['a level is 6', withFirst({ level: 6 }), { field: 'levels.0.level', code: 'OUT_OF_RANGE' }],
    ['a level is a half', withFirst({ level: 2.5 }), { field: 'levels.0.level', code: 'OUT_OF_RANGE' }],
    ['a level has no evidence', withFirst({ evidence: [] }), { field: 'levels.0.evidence', code: 'NO_EVIDENCE' }],
    [
      'a quote changes a letter',
      withFirst({ evidence: [{ turn: 3, quote: 'i hear you' }] }),
      { field: 'levels.0.evidence.0.quote', code: 'NOT_A_QUOTE' },
    ],
    [
      'a quote stands in another turn',
      withFirst({ evidence: [...seen, { turn: 5, quote: 'I hear you' }] }),
      { field: 'levels.0.evidence.1.quote', code: 'NOT_A_QUOTE' },
    ],
    [
      'a quote is blank',
      withFirst({ evidence: [{ turn: 3, quote: ' ' }] }),
      { field: 'levels.0.evidence.0.quote', code: 'NOT_A_QUOTE' },
    ],
    [
      'a turn is not in the session',
      withFirst({ evidence: [{ turn: 99, quote: 'I hear you' }] }),
      { field: 'levels.0.evidence.0.turn', code: 'UNKNOWN' },
    ],
    [
      'the band is unknown',
      { ...complete(), outcome: { ...complete().outcome, band: 'VICTORY' } },
      { field: 'outcome.band', code: 'UNKNOWN' },
    ],
    [
      'the band has no evidence',
      { ...complete(), outcome: { band: 'RESOLUTION', evidence: [] } },
      { field: 'outcome.evidence', code: 'NO_EVIDENCE' },
    ],
    [
      'a critical fail has no evidence',
      { ...complete(), criticalFails: [{ code: 'CF_NO_MEDICAL_AID', evidence: [] }] },
      { field: 'criticalFails.0.evidence', code: 'NO_EVIDENCE' },
    ],
    [
      'a critical fail is unknown',
      { ...complete(), criticalFails: [{ code: 'CF_LATE', evidence: seen }] },
      { field: 'criticalFails.0', code: 'UNKNOWN' },
    ],
    [
      'a penalty is unknown',
      { ...complete(), penalties: [{ code: 'UNTIDY', evidence: seen }] },
      { field: 'penalties.0', code: 'UNKNOWN' },
    ],
  ])('is refused when %s, naming the field', (_what, review, expected) => {
    expect(problems(review).map(({ field, code }) => ({ field, code }))).toEqual([expected]);
  });

  it('accepts exactly the substrings of a turn as its quotes', () => {
    const turn = GOOD_OFFICER[2];
    fc.assert(
      fc.property(fc.nat(turn.text.length), fc.nat(turn.text.length), (from, to) => {
        const quote = turn.text.slice(from, to);
        const refused = problems(withFirst({ evidence: [{ turn: 3, quote }] })).length > 0;
        expect(refused).toBe(quote.trim() === '');
      }),
    );
  });

  it('is shown beside the proposal level by level, and what only one of the two found', () => {
    const proposal = gradeByFeatures({ turns: GOOD_OFFICER, rubric: CORE_RUBRIC });
    const abstained = {
      ...proposal,
      levels: proposal.levels.map((one, at) => (at === 0 ? { ...one, level: null } : one)),
    };
    const review = { ...complete(), criticalFails: [{ code: 'CF_NO_MEDICAL_AID', evidence: seen }] };
    const compared = compareWithProposal(review, abstained);
    expect(compared.levels[0]).toMatchObject({ reviewed: 4, proposed: null, difference: null });
    for (const { reviewed, proposed, difference } of compared.levels.slice(1))
      expect(difference).toBe(reviewed - proposed!);
    expect(compared.outcome).toEqual({ reviewed: 'RESOLUTION', proposed: 'RESOLUTION', same: true });
    expect(compared.criticalFails).toEqual({ onlyReviewed: ['CF_NO_MEDICAL_AID'], onlyProposed: [] });
  });
});

describe('a review beside the proposal', () => {
  const proposal = {
    levels: CORE_RUBRIC.competencies.map(({ code }, at) => ({
      competency: code,
      level: at === 0 ? null : 4,
      evidence: seen,
      reason: 'Seen.',
    })),
    outcome: { band: null, evidence: [], reason: 'Nothing shows it.' },
    criticalFails: [],
    penalties: [],
  };
  const fail = [{ code: 'CF_SLUR_OR_DEMEAN', evidence: seen }];

  it('is the same when it only fills in what the grader abstained from', () => {
    expect(sameAsProposal(complete(), proposal)).toBe(true);
  });

  it.each<[string, Review]>([
    ['a level differs', { ...complete(), levels: complete().levels.map((one) => ({ ...one, level: 3 })) }],
    ['it finds a critical fail', { ...complete(), criticalFails: fail }],
    ['it finds a penalty', { ...complete(), penalties: [{ code: 'REPETITIVE_LOOPING', evidence: seen }] }],
  ])('departs when %s', (_what, review) => {
    expect(sameAsProposal(review, proposal)).toBe(false);
  });

  it('departs when the band differs, or a proposed critical fail is dropped', () => {
    const contained = { ...proposal, outcome: { band: 'CONTAINMENT' as const, evidence: seen, reason: 'Seen.' } };
    expect(sameAsProposal(complete(), contained)).toBe(false);
    expect(sameAsProposal(complete(), { ...proposal, criticalFails: [{ ...fail[0]!, reason: 'Seen.' }] })).toBe(false);
  });
});
