import { ParleyError, type UserError } from '../errors/errors.js';

export interface FieldProblem {
  /** Path of the argument or input field, for example `input.rows[3].email`. */
  field: string;
  message: string;
}

/** Input that no schema-abiding form of our own would send: a GraphQL error, not a payload. */
export const badInput = (fields: readonly FieldProblem[]): ParleyError =>
  new ParleyError('BAD_INPUT', fields.map((problem) => problem.message).join('; '), { fields });

/** The same for a business failure where there is no payload to carry it: in a query. */
export const badInputFrom = (error: UserError): ParleyError =>
  error.field === null
    ? new ParleyError('BAD_INPUT', error.message, { reason: error.code })
    : new ParleyError('BAD_INPUT', error.message, {
        reason: error.code,
        fields: [{ field: error.field, message: error.message }],
      });
