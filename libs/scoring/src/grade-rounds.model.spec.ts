import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  decideAppeal,
  mayAppeal,
  mayDecideAppeal,
  worseThan,
  type AppealDecision,
  type AppealOutcome,
  type ReviewResult,
} from './appeals/appeal-state.js';
import type { OfficialPass } from './decisions/grade-decision.queries.js';
import { trainingChange, type EarnedEntry } from './decisions/training-change.js';
import { decide, type GradeState } from './grade-state.js';

const TRAINEE = 'trainee';
const PEOPLE = [TRAINEE, 'ann', 'ben', 'cy'] as const;
type Person = (typeof PEOPLE)[number];

interface Round {
  by: Person;
  state: Exclude<GradeState, 'PROPOSED'>;
  reason: string;
  result: ReviewResult | null;
}

/** One session as the rules above leave it, whoever does what in which order. */
class Grading {
  readonly rounds: Round[] = [];
  readonly reviews = new Map<Person, ReviewResult & { forAppeal: boolean }>();
  /** What was done by whom, for the trail. */
  readonly appealReviewers = new Set<Person>();
  filed = 0;
  appealed = false;
  outcome: AppealOutcome | null = null;
  entry: EarnedEntry | null = null;
  /** Corrections of the ledger with the reason that each has. */
  readonly corrections: string[] = [];

  get official(): Round | undefined {
    return this.rounds.at(-1);
  }
  get open(): boolean {
    return this.appealed && this.outcome === null;
  }
  get reviewedBefore(): Person[] {
    return [...this.reviews].filter(([, { forAppeal }]) => !forAppeal).map(([person]) => person);
  }

  review(by: Person, result: ReviewResult): void {
    if (by === TRAINEE || this.official || this.reviews.has(by)) return;
    this.reviews.set(by, { ...result, forAppeal: false });
  }

  sign(by: Person, sameAsProposal: boolean, reason: string): void {
    const own = this.reviews.get(by);
    const review = own && { reviewerId: by, problems: [], submitted: true };
    const state = this.official?.state ?? 'PROPOSED';
    const after = decide({ state, label: 'FORMATIVE' }, { kind: 'SIGN', signerId: by, review, sameAsProposal, reason });
    if (after.ok) this.add({ by, state: after.state, reason, result: own ?? null });
  }

  invalidate(by: Person, reason: string): void {
    if (by === TRAINEE) return;
    const state = this.official?.state ?? 'PROPOSED';
    const after = decide({ state, label: 'FORMATIVE' }, { kind: 'INVALIDATE', reason });
    if (after.ok) this.add({ by, state: after.state, reason, result: null });
  }

  appeal(by: Person, late: boolean): void {
    const grade = { traineeId: TRAINEE, state: this.official?.state ?? ('PROPOSED' as const), late };
    if (!mayAppeal({ ...grade, appealed: this.appealed }, by).ok) return;
    this.appealed = true;
    this.filed += 1;
  }

  withdraw(by: Person): void {
    if (by === TRAINEE && this.open) this.outcome = 'WITHDRAWN';
  }

  secondReview(by: Person, result: ReviewResult): void {
    const [first] = this.rounds;
    if (!this.open || !first || this.reviews.has(by)) return;
    const parties = { traineeId: TRAINEE, signerId: first.by, reviewedBefore: this.reviewedBefore };
    if (!mayDecideAppeal(parties, by)) return;
    this.appealReviewers.add(by);
    this.reviews.set(by, { ...result, forAppeal: true });
  }

  decideAppeal(by: Person, decision: AppealDecision, reason: string): void {
    const [first] = this.rounds;
    if (!this.appealed || !first?.result) return;
    const review = this.reviews.get(by);
    const own = review?.forAppeal ? review : null;
    const parties = { traineeId: TRAINEE, signerId: first.by, reviewedBefore: this.reviewedBefore };
    const ruling = decideAppeal({
      outcome: this.outcome,
      parties,
      first: first.result,
      deciderId: by,
      own,
      decision,
      reason,
    });
    if (!ruling.ok) return;
    this.outcome = decision;
    if (decision !== 'UPHELD') this.add({ by, state: decision, reason, result: decision === 'CHANGED' ? own : null });
  }

  private add(round: Round): void {
    this.rounds.push(round);
    const passes: OfficialPass[] = round.result?.passed
      ? [{ sessionId: 'session', final: round.result.final, completedAt: new Date(0) }]
      : [];
    if (!this.entry) {
      if (passes[0]) this.entry = { sessionId: 'session', hours: 4.5, score: passes[0].final };
      return;
    }
    const change = trainingChange(this.entry, passes, 'session');
    if (change.kind === 'NONE') return;
    this.corrections.push(round.reason);
    if (change.kind === 'TAKE_OUT') this.entry = { ...this.entry, hours: 0 };
    else if (change.kind === 'RESCORE') this.entry = { ...this.entry, score: change.score };
    else throw new Error('one session rests on no other');
  }
}

type Action = (grading: Grading) => void;

const person = fc.constantFrom(...PEOPLE);
const reason = fc.constantFrom('', ' ', 'Turn 3.');
const result: fc.Arbitrary<ReviewResult> = fc
  .constantFrom(40, 69, 70, 82, 95)
  // A pass needs 70 and more, and may still fail on a level or a critical fail.
  .chain((final) => fc.record({ final: fc.constant(final), passed: final < 70 ? fc.constant(false) : fc.boolean() }));
const decision = fc.constantFrom<AppealDecision>('UPHELD', 'CHANGED', 'INVALIDATED');
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.tuple(person, result).map(
    ([by, given]): Action =>
      (one) =>
        one.review(by, given),
  ),
  fc.tuple(person, fc.boolean(), reason).map(
    ([by, same, why]): Action =>
      (one) =>
        one.sign(by, same, why),
  ),
  fc.tuple(person, reason).map(
    ([by, why]): Action =>
      (one) =>
        one.invalidate(by, why),
  ),
  fc.tuple(person, fc.boolean()).map(
    ([by, late]): Action =>
      (one) =>
        one.appeal(by, late),
  ),
  person.map(
    (by): Action =>
      (one) =>
        one.withdraw(by),
  ),
  fc.tuple(person, result).map(
    ([by, given]): Action =>
      (one) =>
        one.secondReview(by, given),
  ),
  fc.tuple(person, decision, reason).map(
    ([by, how, why]): Action =>
      (one) =>
        one.decideAppeal(by, how, why),
  ),
  fc.tuple(person, result, decision).map(([by, given, how]): Action => (one) => {
    one.secondReview(by, given);
    one.decideAppeal(by, how, 'Turn 3.');
  }),
);
/** As people mostly do it, so that the later steps are reached often; what is drawn is mixed in between. */
const usual = (given: ReviewResult): Action[] => [
  (one) => one.review('ann', given),
  (one) => one.sign('ann', false, 'Turn 3.'),
  (one) => one.appeal(TRAINEE, false),
];

function holds(grading: Grading): void {
  const { rounds, official, entry } = grading;
  expect(rounds.length).toBeLessThanOrEqual(2);
  expect(grading.filed).toBeLessThanOrEqual(1);
  for (const { by, state, reason: why, result: signed } of rounds) {
    expect(by).not.toBe(TRAINEE);
    if (state !== 'SIGNED') expect(why.trim()).not.toBe('');
    // Whatever counts is a review of the person who decided.
    if (signed) expect(grading.reviews.get(by)).toEqual(expect.objectContaining({ final: signed.final }));
    expect(signed === null).toBe(state === 'INVALIDATED');
  }
  const [first, second] = rounds;
  if (second) {
    expect(grading.outcome === 'CHANGED' || grading.outcome === 'INVALIDATED').toBe(true);
    expect(second.by).not.toBe(first?.by);
    expect(grading.reviewedBefore).not.toContain(second.by);
    if (second.result && first?.result) expect(worseThan(second.result, first.result)).toBe(false);
  }
  for (const reviewer of grading.appealReviewers) expect([TRAINEE, first?.by]).not.toContain(reviewer);
  // The hours are those of an official pass, with its score; a correction says why.
  const passed = official?.result?.passed ?? false;
  expect((entry?.hours ?? 0) > 0).toBe(passed);
  if (passed) expect(entry?.score).toBe(official?.result?.final);
  for (const why of grading.corrections) expect(why.trim()).not.toBe('');
}

describe('a session that is signed, appealed against and decided again', () => {
  it('has at most one official decision, by somebody who may, and the hours of it, after any steps of anybody', () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(
        fc.option(result, { nil: null }),
        fc.array(action, { maxLength: 25 }),
        fc.array(action, { maxLength: 25 }),
        (start, before, after) => {
          const grading = new Grading();
          for (const act of [...before.slice(0, start ? 2 : 25), ...(start ? usual(start) : []), ...after]) {
            act(grading);
            holds(grading);
          }
          reached.add(`${grading.rounds.length} ${grading.outcome}`);
        },
      ),
      { numRuns: 400, seed: 58 },
    );
    // What was never reached was not tested.
    expect([...reached].sort()).toEqual(
      ['0 null', '1 null', '1 UPHELD', '1 WITHDRAWN', '2 CHANGED', '2 INVALIDATED'].sort(),
    );
  });
});
