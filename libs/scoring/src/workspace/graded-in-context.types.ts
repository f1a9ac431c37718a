import { Field, Int, ObjectType } from '@nestjs/graphql';
import { ReadScope } from '#platform';
import { SpeakerEnum } from '#sessions';

@ObjectType('WorkspaceTurn', { description: 'A turn of the dialogue as its reviewer sees it.' })
@ReadScope('grade:review')
export class WorkspaceTurnType {
  @Field(() => Int, { description: 'Its place in the dialogue, from 1, without gaps.' })
  number: number;

  @Field(() => SpeakerEnum, { description: 'Who said it.' })
  speaker: string;

  @Field(() => String, {
    description:
      'What was said. For a reviewer from outside, each character of the trainee’s names and badge number is a •; quote it as it is shown.',
  })
  text: string;
}

@ObjectType('EvidenceInContext', { description: 'A quote where it was said, with the turns around it.' })
@ReadScope('grade:review')
export class EvidenceInContextType {
  @Field(() => Int, { description: 'Number of the turn, from 1.' })
  turn: number;

  @Field(() => String, { description: 'What is quoted of it.' })
  quote: string;

  @Field(() => WorkspaceTurnType, { nullable: true, description: 'The turn before it; null before the first.' })
  before: WorkspaceTurnType | null;

  @Field(() => WorkspaceTurnType, {
    nullable: true,
    description: 'The turn; null where a draft names one that the session does not have.',
  })
  said: WorkspaceTurnType | null;

  @Field(() => WorkspaceTurnType, { nullable: true, description: 'The turn after it; null after the last.' })
  after: WorkspaceTurnType | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Where the quote begins in the turn’s text, in UTF-16 units; null where a draft quotes what it does not say.',
  })
  start: number | null;

  @Field(() => Int, { nullable: true, description: 'Where it ends, not included; null as `start`.' })
  end: number | null;
}

@ObjectType('WorkspaceLevel', { description: 'A level of one competency, with its evidence in context.' })
@ReadScope('grade:review')
export class WorkspaceLevelType {
  @Field(() => String, { description: 'Code of the competency in the rubric version.' })
  competency: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Level 0 to 5; null where a grader leaves it to a person, or a draft has none yet.',
  })
  level: number | null;

  @Field(() => [EvidenceInContextType], { description: 'What it rests on.' })
  evidence: EvidenceInContextType[];

  @Field(() => String, { nullable: true, description: 'Why; null where nobody said.' })
  reason: string | null;
}

@ObjectType('WorkspaceOutcome', { description: 'How the dialogue ended, with its evidence in context.' })
@ReadScope('grade:review')
export class WorkspaceOutcomeType {
  @Field(() => String, { nullable: true, description: 'Code of the outcome band; null where there is none yet.' })
  band: string | null;

  @Field(() => [EvidenceInContextType], { description: 'What it rests on.' })
  evidence: EvidenceInContextType[];
}

@ObjectType('WorkspaceFinding', { description: 'A critical fail or penalty, with its evidence in context.' })
@ReadScope('grade:review')
export class WorkspaceFindingType {
  @Field(() => String, { description: 'Its code in the rubric version.' })
  code: string;

  @Field(() => [EvidenceInContextType], { description: 'What it rests on.' })
  evidence: EvidenceInContextType[];
}

@ObjectType('GradedInContext', {
  description: 'What a proposal, a review or a draft says of a session, with each quote where it was said.',
})
@ReadScope('grade:review')
export class GradedInContextType {
  @Field(() => [WorkspaceLevelType], { description: 'Levels, one entry per competency; fewer in a draft.' })
  levels: WorkspaceLevelType[];

  @Field(() => WorkspaceOutcomeType, { description: 'How the dialogue ended.' })
  outcome: WorkspaceOutcomeType;

  @Field(() => [WorkspaceFindingType], { description: 'Critical fails.' })
  criticalFails: WorkspaceFindingType[];

  @Field(() => [WorkspaceFindingType], { description: 'Penalties.' })
  penalties: WorkspaceFindingType[];
}
