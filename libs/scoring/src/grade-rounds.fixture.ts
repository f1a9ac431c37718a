import {
  decideAppeal,
  mayAppeal,
  mayDecideAppeal,
  type AppealDecision,
  type AppealOutcome,
  type ReviewResult,
} from './appeals/appeal-state.js';
import type { OfficialPass } from './decisions/grade-decision.queries.js';
import { trainingChange, type EarnedEntry } from './decisions/training-change.js';
import { decide, type GradeState } from './grade-state.js';

export const TRAINEE = 'trainee';
export const PEOPLE = [TRAINEE, 'ann', 'ben', 'cy'] as const;
export type Person = (typeof PEOPLE)[number];

interface Round {
  by: Person;
  state: Exclude<GradeState, 'PROPOSED'>;
  reason: string;
  result: ReviewResult | null;
}

/** One session as the rules above leave it, whoever does what in which order. */
export class Grading {
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
