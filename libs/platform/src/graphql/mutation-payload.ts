import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { UserError, type UserErrorCode } from '../errors/errors.js';
import { PublicType } from './allow.js';

const MEANINGS: Record<UserErrorCode, string> = {
  INVALID_ID: 'The id is malformed, or of another type.',
  INVALID: 'The value breaks a rule that its message states.',
  NOT_FOUND: 'There is no such thing, or it is not the caller’s to see: the two are never told apart.',
  TAKEN: 'Something else in the agency already has this value, which must be unique.',
  CONFLICT: 'It was changed meanwhile: read it again, then decide.',
  WRONG_STATE: 'It is in a state in which this cannot be done.',
  NOT_ALLOWED: 'A rule of the agency forbids it, whatever the scopes.',
  TOO_LARGE: 'More than the stated limit.',
  KEY_REUSED: 'The idempotency key came before, with another input.',
  EXPIRED: 'It was valid once; its time is over.',
};

export const UserErrorCodeEnum = Object.fromEntries(Object.keys(MEANINGS).map((code) => [code, code])) as {
  [C in UserErrorCode]: C;
};
registerEnumType(UserErrorCodeEnum, {
  name: 'UserErrorCode',
  description: 'Why a mutation did nothing. A client that meets a code it does not know shows the message.',
  valuesMap: Object.fromEntries(Object.entries(MEANINGS).map(([code, description]) => [code, { description }])),
});

@ObjectType('UserError', {
  description: 'A failure that the client must handle. When there is one, nothing was written.',
})
@PublicType()
export class UserErrorType {
  @Field(() => UserErrorCodeEnum, { description: 'What kind of failure it is.' })
  code: UserErrorCode;

  @Field(() => String, {
    nullable: true,
    description: 'Path of the input field at fault, for example `input.cohortId`; null when no single field is.',
  })
  field: string | null;

  @Field(() => String, { description: 'One sentence for a person, in English.' })
  message: string;
}

/** The `userErrors` field that every mutation payload carries. */
export const UserErrorsField = (): PropertyDecorator =>
  Field(() => [UserErrorType], { description: 'Empty when the mutation did its work; otherwise nothing was written.' });

/** A payload as a resolver returns it: after a failure there is nothing but `userErrors`. */
export type Payload<P> = Partial<P> & { userErrors: UserErrorType[] };

/** Runs the work of a mutation; a UserError becomes the payload, anything else stays an error of the whole field. */
export async function payload<P extends object>(work: () => Promise<P>): Promise<Payload<P>> {
  try {
    return { ...(await work()), userErrors: [] };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { code, field, message } = error;
    return { userErrors: [{ code, field, message }] } as unknown as Payload<P>;
  }
}
