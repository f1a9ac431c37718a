import { UserError } from '#platform';
import { enteredDate, enteredText } from '../entered-values.js';
import type { Capacity } from '../records/training-record.entity.js';

/** Training that a member earned elsewhere, as somebody enters it. */
export interface EnteredTraining {
  provider: string;
  courseCode: string;
  categories: readonly string[];
  /** Hours or college credit, never both; neither where a test or a credential is all there is. */
  hours: number | null;
  collegeCredit: { unit: string; amount: number } | null;
  delivery: string;
  /** Local date of the agency, `yyyy-mm-dd`, not after today. */
  completedOn: string;
  /** Percent. */
  score: number | null;
  test: { code: string; passed: boolean } | null;
  credential: { type: string; validTo: string | null } | null;
  capacity: Capacity;
  /** Which document proves it, for example its number. */
  evidence: string;
}

const MOST_HOURS = 400;
const MOST_CATEGORIES = 20;

/**
 * The training as the ledger holds it: texts without blanks around them, each category once.
 * @param at path of the input that holds the row: refusals name fields below it
 * @param today local date of the agency
 * @throws UserError INVALID or TOO_LARGE naming the field
 */
export function checkedTraining(entered: EnteredTraining, at: string, today: string): EnteredTraining {
  const invalid = (field: string, message: string): UserError => new UserError('INVALID', `${at}.${field}`, message);
  const text = (value: string, field: string, most: number): string => enteredText(value, `${at}.${field}`, most);
  const { hours, collegeCredit, test, credential, score } = entered;
  if (hours !== null && collegeCredit) throw invalid('hours', 'give either hours or college credit');
  if (hours === null && !collegeCredit && !test && !credential) {
    throw invalid('hours', 'give hours, college credit, a test or a credential');
  }
  const amount = collegeCredit?.amount ?? hours;
  if (amount !== null && !(amount > 0 && isDecimal(amount, MOST_HOURS, 2))) {
    const field = collegeCredit ? 'collegeCredit.amount' : 'hours';
    throw invalid(field, `must be above 0 and at most ${MOST_HOURS}, with two decimals at most`);
  }
  if (score !== null && !isDecimal(score, 100, 1)) {
    throw invalid('score', 'must be 0 to 100, with one decimal at most');
  }
  if (entered.categories.length === 0 || entered.categories.length > MOST_CATEGORIES) {
    throw invalid('categories', `must name 1 to ${MOST_CATEGORIES} categories`);
  }
  const completedOn = enteredDate(entered.completedOn, `${at}.completedOn`);
  if (completedOn > today) throw invalid('completedOn', 'must not be after today');
  return {
    provider: text(entered.provider, 'provider', 200),
    courseCode: text(entered.courseCode, 'courseCode', 100),
    categories: [...new Set(entered.categories.map((one, index) => text(one, `categories[${index}]`, 100)))],
    hours,
    collegeCredit: collegeCredit && { ...collegeCredit, unit: text(collegeCredit.unit, 'collegeCredit.unit', 60) },
    delivery: text(entered.delivery, 'delivery', 50),
    completedOn,
    score,
    test: test && { ...test, code: text(test.code, 'test.code', 100) },
    credential: credential && checkedCredential(credential, completedOn, `${at}.credential`),
    capacity: entered.capacity,
    evidence: text(entered.evidence, 'evidence', 200),
  };
}

function checkedCredential(
  credential: NonNullable<EnteredTraining['credential']>,
  completedOn: string,
  at: string,
): EnteredTraining['credential'] {
  const validTo = credential.validTo === null ? null : enteredDate(credential.validTo, `${at}.validTo`);
  if (validTo !== null && validTo < completedOn) {
    throw new UserError('INVALID', `${at}.validTo`, `${at}.validTo must not be before the day it was earned`);
  }
  return { type: enteredText(credential.type, `${at}.type`, 100), validTo };
}

/** What the column would round is refused: the answer would say something else than the ledger. */
const isDecimal = (amount: number, most: number, decimals: number): boolean =>
  amount >= 0 && amount <= most && Number(amount.toFixed(decimals)) === amount;
