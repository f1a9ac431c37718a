import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canSign, decide, GRADE_STATES, GradeLabel, GradeUnderReview, SubmittedReview } from './grade-state.js';

const signer = 'instructor';
const own: SubmittedReview = { reviewerId: signer, problems: [], submitted: true };
const proposal = (label: GradeLabel): GradeUnderReview => ({ state: 'PROPOSED', label });

describe('signing a grade', () => {
  it('refuses a formative proposal as it stands', () => {
    expect(canSign(proposal('FORMATIVE'), undefined, signer)).toMatchObject({
      allowed: false,
      code: 'NO_OWN_REVIEW',
      message: expect.stringContaining('formative proposal cannot be signed as it stands'),
    });
  });

  it.each<[string, SubmittedReview, string]>([
    ['another reviewer’s review', { ...own, reviewerId: 'somebody else' }, 'NO_OWN_REVIEW'],
    ['a draft', { ...own, submitted: false }, 'REVIEW_NOT_SUBMITTED'],
    ['an incomplete review', { ...own, problems: ['a level is missing'] }, 'REVIEW_INCOMPLETE'],
  ])('refuses %s', (_what, review, code) => {
    expect(canSign(proposal('FORMATIVE'), review, signer)).toMatchObject({ allowed: false, code });
  });

  it('signs the reviewer’s own complete submitted review', () => {
    const decision = { kind: 'SIGN' as const, signerId: signer, review: own, sameAsProposal: true };
    expect(decide(proposal('FORMATIVE'), decision)).toEqual({ ok: true, state: 'SIGNED' });
  });

  it.each<GradeLabel>(['FORMATIVE', 'CERTIFYING'])(
    'calls a review that departs from a %s proposal a change, and asks for the reason',
    (label) => {
      const decision = { kind: 'SIGN' as const, signerId: signer, review: own, sameAsProposal: false };
      expect(decide(proposal(label), { ...decision, reason: ' ' })).toMatchObject({
        ok: false,
        code: 'REASON_REQUIRED',
      });
      const changed = decide(proposal(label), { ...decision, reason: 'Turn 9 was missed.' });
      expect(changed).toEqual({ ok: true, state: 'CHANGED' });
    },
  );

  it('invalidates what is not decided, with a reason, and nothing after that', () => {
    const reason = 'The player looped.';
    expect(decide(proposal('FORMATIVE'), { kind: 'INVALIDATE', reason: ' ' })).toMatchObject({
      code: 'REASON_REQUIRED',
    });
    expect(decide(proposal('FORMATIVE'), { kind: 'INVALIDATE', reason })).toEqual({ ok: true, state: 'INVALIDATED' });
    for (const state of ['SIGNED', 'CHANGED', 'INVALIDATED'] as const) {
      expect(decide({ state, label: 'FORMATIVE' }, { kind: 'INVALIDATE', reason })).toMatchObject({
        code: 'NOT_PROPOSED',
      });
    }
  });

  it('never signs without the signer’s own complete submitted review of a proposed grade', () => {
    const review = fc.record({
      reviewerId: fc.constantFrom(signer, 'somebody else'),
      problems: fc.array(fc.constant('a level is missing'), { maxLength: 1 }),
      submitted: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...GRADE_STATES),
        fc.constantFrom<GradeLabel>('FORMATIVE', 'CERTIFYING'),
        fc.option(review, { nil: undefined }),
        fc.boolean(),
        fc.option(fc.string(), { nil: undefined }),
        (state, label, given, sameAsProposal, reason) => {
          const after = decide(
            { state, label },
            { kind: 'SIGN', signerId: signer, review: given, sameAsProposal, reason },
          );
          if (!after.ok) return;
          expect(state).toBe('PROPOSED');
          expect(given).toEqual(own);
        },
      ),
    );
  });
});
