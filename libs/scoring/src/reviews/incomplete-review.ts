import { payload, type Payload, type UserErrorCode, type UserErrorType } from '#platform';
import type { ReviewProblem } from '../review.js';

const CODES: Record<ReviewProblem['code'], UserErrorCode> = {
  MISSING: 'INVALID',
  DUPLICATE: 'INVALID',
  UNKNOWN: 'NOT_FOUND',
  OUT_OF_RANGE: 'INVALID',
  NO_EVIDENCE: 'INVALID',
  NOT_A_QUOTE: 'INVALID',
};

/** More than this many at once help nobody. */
const MOST_SHOWN = 50;

/** A review that cannot be submitted: a reviewer is told everything that is wrong with it, not the first thing only. */
export class IncompleteReview extends Error {
  readonly userErrors: UserErrorType[];

  constructor(problems: readonly ReviewProblem[]) {
    super('the review is not complete');
    this.name = 'IncompleteReview';
    this.userErrors = problems.slice(0, MOST_SHOWN).map(({ field, code, message }) => ({
      code: CODES[code],
      field: `input.${field.replace(/\.(\d+)/g, '[$1]')}`,
      message,
    }));
  }
}

/** As `payload`, for work that stores a review: all that is wrong with it is told, each under its field. */
export async function reviewPayload<P extends object>(work: () => Promise<P>): Promise<Payload<P>> {
  try {
    return await payload(work);
  } catch (error) {
    if (!(error instanceof IncompleteReview)) throw error;
    return { userErrors: error.userErrors } as unknown as Payload<P>;
  }
}
