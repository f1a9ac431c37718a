import type { RubricBody } from '#curricula';

/** The highest final score of a session with a critical fail, in points of 100. */
export const CRITICAL_FAIL_CAP = 49;

/** What the arithmetic reads of a rubric version. */
export type ScoringRules = Pick<RubricBody, 'competencies' | 'outcomeBands' | 'penalties' | 'pass' | 'shares'>;

export interface ScoreInput {
  /** Every competency of the rubric exactly once, level an integer 0 to 5. */
  levels: readonly { competency: string; level: number }[];
  /** Code of an outcome band of the rubric. */
  band: string;
  /** Codes of penalties of the rubric; each counts once. */
  penalties: readonly string[];
  /** Codes of the critical fails found. */
  criticalFails: readonly string[];
}

/** Why a score does not meet the pass rule. */
export type PassFailure =
  | { rule: 'FINAL_BELOW_CUT'; final: number; cut: number }
  | { rule: 'LEVEL_BELOW_MINIMUM'; competency: string; level: number; minimum: number }
  | { rule: 'CRITICAL_FAIL'; code: string }
  /** The rubric has no pass rule. */
  | { rule: 'CERTIFIES_NOTHING' };

/** Points of 100, all exact to one decimal unless said. A score never certifies: see `certify`. */
export interface Score {
  /** sum(weight x level / 5), rounded to one decimal for display; `final` is computed from the exact value. */
  process: number;
  /** Midpoint of the outcome band; exact, a multiple of a half for bands with whole ends. */
  outcome: number;
  /** Points deducted. */
  penalties: number;
  /** round(process share + outcome share - penalties, 1), of the core rubric 0.70 and 0.30; at least 0, at most 49 with a critical fail. */
  final: number;
  /** True when a critical fail lowered the final score. */
  capped: boolean;
  /** Empty when the numbers meet the pass rule. */
  failures: PassFailure[];
}

/** Who signed, as the review records it. */
export interface Signature {
  memberId: string;
  signedAt: Date;
}

declare const certified: unique symbol;

/** A pass that counts: the numbers meet the rule and a person signed. Only `certify` makes one. */
export interface CertifiedPass {
  readonly [certified]: true;
  readonly score: Score;
  readonly signature: Signature;
}

/** Places after the point that weights, band ends, penalty points and cuts may carry. */
const PLACES = 6;
const UNIT = 10n ** BigInt(PLACES);

/** A decimal as a whole number of millionths: floating point would lose half a tenth at a pass mark. */
function exact(value: number, what: string): bigint {
  const text = Number.isFinite(value) ? String(value) : '';
  const parts = /^(-?)(\d+)(?:\.(\d{1,6}))?$/.exec(text);
  if (!parts) throw new RangeError(`${what} must be a decimal number with at most ${PLACES} places, got ${value}`);
  const magnitude = BigInt(parts[2]) * UNIT + BigInt((parts[3] ?? '').padEnd(PLACES, '0'));
  return parts[1] ? -magnitude : magnitude;
}

/** Half up at one decimal, of `numerator / denominator`; both non-negative. */
function tenths(numerator: bigint, denominator: bigint): number {
  return Number((numerator * 20n + denominator) / (denominator * 2n)) / 10;
}

function weightedLevels(rules: ScoringRules, levels: ScoreInput['levels']): bigint {
  const given = new Map(levels.map((entry) => [entry.competency, entry.level]));
  if (given.size !== levels.length) throw new RangeError('A competency has more than one level');
  let sum = 0n;
  let weights = 0n;
  for (const { code, weight } of rules.competencies) {
    const level = given.get(code);
    if (level === undefined || !Number.isInteger(level) || level < 0 || level > 5) {
      throw new RangeError(`The level of ${code} must be a whole number from 0 to 5, got ${level}`);
    }
    const exactWeight = exact(weight, `The weight of ${code}`);
    if (exactWeight < 0n) throw new RangeError(`The weight of ${code} is negative`);
    weights += exactWeight;
    sum += exactWeight * BigInt(level);
  }
  if (given.size > rules.competencies.length)
    throw new RangeError('A level names a competency that is not in the rubric');
  const expected = rules.shares.process === 0 && rules.competencies.length === 0 ? 0n : 100n * UNIT;
  if (weights !== expected) throw new RangeError('The weights of the rubric must add up to 100');
  return sum;
}

function deduction(rules: ScoringRules, codes: readonly string[]): bigint {
  let sum = 0n;
  for (const code of new Set(codes)) {
    const penalty = rules.penalties.find((candidate) => candidate.code === code);
    if (!penalty) throw new RangeError(`${code} is not a penalty of the rubric`);
    const points = exact(penalty.points, `The points of ${code}`);
    if (points < 0n) throw new RangeError(`The points of ${code} are negative`);
    sum += points;
  }
  return sum;
}

function passFailures(rules: ScoringRules, input: ScoreInput, final: number): PassFailure[] {
  const { pass } = rules;
  if (!pass) return [{ rule: 'CERTIFIES_NOTHING' }];
  const low = input.levels.filter(({ level }) => level < pass.minLevelAny);
  return [
    ...(final < pass.final ? [{ rule: 'FINAL_BELOW_CUT' as const, final, cut: pass.final }] : []),
    ...low.map(({ competency, level }) => ({
      rule: 'LEVEL_BELOW_MINIMUM' as const,
      competency,
      level,
      minimum: pass.minLevelAny,
    })),
    // The contract is that none passes, whatever number a rubric states.
    ...[...new Set(input.criticalFails)].map((code) => ({ rule: 'CRITICAL_FAIL' as const, code })),
  ];
}

/**
 * The arithmetic of a grade: final = round(process share x process + outcome share x outcome - penalties, 1), half up, floor 0,
 * capped at 49 by a critical fail. The core rubric's shares are 0.70 and 0.30. Throws RangeError when the input is not a complete, valid set for the rubric.
 */
export function scoreOf(rules: ScoringRules, input: ScoreInput): Score {
  const band = rules.outcomeBands.find((candidate) => candidate.code === input.band);
  if (!band) throw new RangeError(`${input.band} is not an outcome band of the rubric`);
  const weighted = weightedLevels(rules, input.levels);
  const ends = exact(band.min, `The lower end of ${band.code}`) + exact(band.max, `The upper end of ${band.code}`);
  const deducted = deduction(rules, input.penalties);
  // In thousandths of a millionth, so that a share in percent of a fifth of the levels and of half the band's ends stays whole.
  const { process, outcome } = rules.shares;
  const total = 2n * BigInt(process) * weighted + 5n * BigInt(outcome) * ends - 1_000n * deducted;
  const uncapped = tenths(total > 0n ? total : 0n, 1_000n * UNIT);
  const capped = input.criticalFails.length > 0 && uncapped > CRITICAL_FAIL_CAP;
  const final = capped ? CRITICAL_FAIL_CAP : uncapped;
  return {
    process: tenths(weighted, 5n * UNIT),
    outcome: Number(ends) / Number(2n * UNIT),
    penalties: Number(deducted) / Number(UNIT),
    final,
    capped,
    failures: passFailures(rules, input, final),
  };
}

/** True when the numbers alone meet the pass rule. It certifies nothing. */
export function meetsPassRule(score: Score): boolean {
  return score.failures.length === 0;
}

/** A pass that counts, or undefined where the numbers do not meet the rule. The signature is a person's, of a review. */
export function certify(score: Score, signature: Signature): CertifiedPass | undefined {
  return meetsPassRule(score) ? ({ score, signature } as CertifiedPass) : undefined;
}
