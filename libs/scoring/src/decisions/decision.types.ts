import { Field, ID, ObjectType } from '@nestjs/graphql';
import { PublicType, UserErrorsField, UserErrorType } from '#platform';
import { ReviewType, SessionGradeType } from '../session-grades/session-grade.types.js';

@ObjectType({ description: 'The review as it was stored, or why it was not.' })
@PublicType()
export class SubmitReviewPayload {
  @Field(() => ReviewType, { nullable: true, description: 'The review; null after a failure.' })
  review: ReviewType | null;

  @Field(() => SessionGradeType, {
    nullable: true,
    description: 'How the grading stands now, with the proposal; null after a failure.',
  })
  sessionGrade: SessionGradeType | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}

@ObjectType({ description: 'The official decision, or why there is none.' })
@PublicType()
export class SignReviewPayload {
  @Field(() => SessionGradeType, {
    nullable: true,
    description: 'How the grading stands now, with the decision; null after a failure.',
  })
  sessionGrade: SessionGradeType | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Global id of the training record that the pass earned; null for none.',
  })
  trainingRecordId: string | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}

@ObjectType({ description: 'The invalidation, or why there is none.' })
@PublicType()
export class InvalidateSessionPayload {
  @Field(() => SessionGradeType, { nullable: true, description: 'How the grading stands now; null after a failure.' })
  sessionGrade: SessionGradeType | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}
