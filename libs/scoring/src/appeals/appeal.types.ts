import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Connection, enumOf, Node, PageArgs, PublicType, ReadScope, UserErrorsField, UserErrorType } from '#platform';
import { IsIn, IsOptional } from 'class-validator';
import { ReviewType, SessionGradeType } from '../session-grades/session-grade.types.js';
import { type AppealSubject } from './appeal-points.js';
import { APPEAL_STATES, type AppealDecision, type AppealState } from './appeal-state.js';

export const AppealSubjectEnum = enumOf<AppealSubject>('AppealSubject', 'What part of a grade a trainee disputes.', {
  COMPETENCY: 'The level of a competency.',
  OUTCOME: 'How the dialogue is said to have ended.',
  CRITICAL_FAIL: 'A critical fail that was found.',
  PENALTY: 'A penalty that was found.',
});
export const AppealStateEnum = enumOf<AppealState>('AppealState', 'Where an appeal is.', {
  OPEN: 'It waits for a person who had no say in the first decision.',
  DECIDED: 'A person has decided it; `decision` says how.',
  WITHDRAWN: 'The trainee took it back; the first decision stands.',
});
export const AppealDecisionEnum = enumOf<AppealDecision>('AppealDecision', 'How an appeal is decided.', {
  UPHELD: 'The first decision stands.',
  CHANGED: 'The review of whoever decides becomes the official grade. It is never worse for the trainee.',
  INVALIDATED: 'The scenario session counts for nothing, as it is no fair evidence; it may be sat again.',
});

@ObjectType('AppealPoint', { description: 'One thing that a trainee disputes.' })
@ReadScope('appeal:read')
export class AppealPointType {
  @Field(() => AppealSubjectEnum, { description: 'What kind of part of the grade.' })
  about: string;

  @Field(() => String, { nullable: true, description: 'Its code in the rubric version; null for the outcome.' })
  code: string | null;

  @Field(() => String, { description: 'The trainee’s own words.' })
  words: string;
}

@ObjectType('Appeal', {
  implements: () => [Node],
  description:
    'A trainee’s challenge to the official grade of a proof session: once, to somebody who had no say in it. Never edited.',
})
@ReadScope('appeal:read')
export class AppealType extends Node {
  @Field(() => ID, { description: 'Global id of the scenario session.' })
  sessionId: string;

  @Field(() => ID, { description: 'Who appeals: global id of a member.' })
  traineeId: string;

  @Field(() => AppealStateEnum, { description: 'Where it is.' })
  state: string;

  @Field(() => String, { description: 'Why, in the trainee’s own words.' })
  reason: string;

  @Field(() => [AppealPointType], { description: 'What is disputed; empty for the grade as a whole.' })
  points: AppealPointType[];

  @Field(() => Date, { description: 'When it was filed.' })
  filedAt: Date;

  @Field(() => Boolean, {
    description:
      'Whether it waits because nobody is there who could decide it: everybody has signed, reviewed or played it.',
  })
  noEligibleReviewer: boolean;

  @Field(() => Boolean, { description: 'Whether the caller has submitted a review for it.' })
  reviewed: boolean;

  @Field(() => AppealDecisionEnum, { nullable: true, description: 'How it was decided; null where it was not.' })
  decision: string | null;

  @Field(() => String, { nullable: true, description: 'Why it was decided so; null where it was not decided.' })
  decisionReason: string | null;

  @Field(() => ID, { nullable: true, description: 'Who decided: global id of a member; null where nobody did.' })
  decidedById: string | null;

  @Field(() => Date, { nullable: true, description: 'When it was decided or withdrawn; null while it is open.' })
  endedAt: Date | null;
}

export const AppealConnection = Connection(AppealType);

@ArgsType()
export class AppealsArgs extends PageArgs {
  @Field(() => AppealStateEnum, { nullable: true, description: 'Only appeals in this state; nothing for all.' })
  @IsOptional()
  @IsIn(APPEAL_STATES)
  state?: AppealState | null;
}

@ObjectType('AppealLimit', { description: 'Within how many days a trainee may appeal.' })
@ReadScope('appeal:read')
export class AppealLimitType {
  @Field(() => Int, { description: 'Days from a decision on, for decisions made from now on.' })
  days: number;

  @Field(() => Date, { nullable: true, description: 'When the agency set it; null where it never did.' })
  setAt: Date | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Who set it: global id of a member; null where the agency never did.',
  })
  setById: string | null;
}

@ObjectType({ description: 'The appeal, or why there is none.' })
@PublicType()
export class AppealPayload {
  @Field(() => AppealType, { nullable: true, description: 'The appeal as it stands now; null after a failure.' })
  appeal: AppealType | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}

@ObjectType({ description: 'The review as it was stored for the appeal, or why it was not.' })
@PublicType()
export class SubmitAppealReviewPayload {
  @Field(() => ReviewType, { nullable: true, description: 'The review; null after a failure.' })
  review: ReviewType | null;

  @Field(() => SessionGradeType, {
    nullable: true,
    description: 'How the grading stands, with the first decision and the proposal; null after a failure.',
  })
  sessionGrade: SessionGradeType | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}

@ObjectType({ description: 'The decided appeal, or why it was not decided.' })
@PublicType()
export class DecideAppealPayload {
  @Field(() => AppealType, { nullable: true, description: 'The appeal; null after a failure.' })
  appeal: AppealType | null;

  @Field(() => SessionGradeType, {
    nullable: true,
    description: 'How the grading stands now, with the official decision; null after a failure.',
  })
  sessionGrade: SessionGradeType | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'Global id of the training record that stands for the presentation after a change or an invalidation; null for none.',
  })
  trainingRecordId: string | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}

@ObjectType({ description: 'The days for an appeal, or why they were not set.' })
@PublicType()
export class SetAppealLimitPayload {
  @Field(() => AppealLimitType, { nullable: true, description: 'What holds from now on; null after a failure.' })
  appealLimit: AppealLimitType | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}
