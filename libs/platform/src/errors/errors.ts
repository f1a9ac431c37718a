/** The error classes of Parley. Each has a stable code that clients see in `extensions.code`; mapped once, in graphql/. */

/** A business failure that the client must handle: the transaction rolls back and the mutation payload carries it. */
export class UserError extends Error {
  constructor(
    readonly code: UserErrorCode,
    /** Path of the input field, for example `input.cohortId`; null when no single field is at fault. */
    readonly field: string | null,
    message: string,
  ) {
    super(message);
    this.name = 'UserError';
  }
}

export type UserErrorCode =
  | 'INVALID_ID'
  | 'INVALID'
  | 'NOT_FOUND'
  | 'TAKEN'
  | 'CONFLICT'
  | 'WRONG_STATE'
  | 'NOT_ALLOWED'
  | 'TOO_LARGE'
  | 'KEY_REUSED'
  | 'EXPIRED';

/** Codes that reach clients as `extensions.code` of a GraphQL error. */
export type ParleyErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'BAD_INPUT'
  | 'TOO_COMPLEX'
  | 'THROTTLED'
  | 'TIMEOUT'
  | 'READ_CLOSED'
  | 'UNAVAILABLE'
  | 'STALE_LEASE'
  | 'INTERNAL';

export class ParleyError extends Error {
  constructor(
    readonly code: ParleyErrorCode,
    message: string,
    readonly details: Record<string, unknown> = {},
  ) {
    super(message);
    this.name = 'ParleyError';
  }
}

export const forbidden = (scope: string): ParleyError =>
  new ParleyError('FORBIDDEN', `this needs the scope ${scope}`, { scope });

export const unauthenticated = (message = 'a valid access token is needed'): ParleyError =>
  new ParleyError('UNAUTHENTICATED', message);

/** A document or an operation beyond a limit that its message states. */
export const tooComplex = (message: string, details: Record<string, unknown> = {}): ParleyError =>
  new ParleyError('TOO_COMPLEX', message, details);

/** The one answer for "no such thing" and "not yours": they must not differ. */
export const notFound = (field: string | null, noun: string): UserError =>
  new UserError('NOT_FOUND', field, `no such ${noun}`);
