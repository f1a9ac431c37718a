import { ArgsType, Field, Float, ID, ObjectType } from '@nestjs/graphql';
import { Connection, enumOf, Node, PageArgs, ReadScope } from '#platform';
import { IsOptional, IsString } from 'class-validator';

const SignedDecisionEnum = enumOf<'SIGNED' | 'CHANGED'>('SignedDecision', 'How an official score came about.', {
  SIGNED: 'An instructor signed a review that says what the grader proposed.',
  CHANGED: 'An instructor signed a review that differs from the proposal.',
});

@ObjectType({
  implements: () => [Node],
  description:
    'The official score of a proof session, as an instructor signed it: for passing on to a learning system.',
})
@ReadScope('score:read')
export class SignedScore extends Node {
  @Field(() => ID, { description: 'Global id of the scenario session.' })
  sessionId: string;

  @Field(() => ID, { description: 'The trainee: global id of a member.' })
  traineeId: string;

  @Field(() => String, { description: 'Title of the scenario.' })
  scenarioTitle: string;

  @Field(() => Float, { description: 'Signed final score, in points of 100.' })
  final: number;

  @Field(() => Boolean, { description: 'Whether it passed.' })
  passed: boolean;

  @Field(() => SignedDecisionEnum, { description: 'Whether the instructor changed what was proposed.' })
  decision: string;

  @Field(() => Date, { description: 'When it was signed.' })
  decidedAt: Date;
}

export const SignedScoreConnection = Connection(SignedScore);

@ArgsType()
export class SignedScoresArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only scores of this trainee.' })
  @IsOptional()
  @IsString()
  traineeId?: string | null;
}
