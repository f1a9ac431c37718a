import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import type { RubricVersionContent } from '#curricula';
import { ReadScope, toGlobalId } from '#platform';

@ObjectType('RubricAnchor', {
  description: 'What an officer at a level does; levels between anchors lie between them.',
})
@ReadScope('grade:review')
export class RubricAnchorType {
  @Field(() => Int, { description: 'Level: 0, 1, 3 or 5.' })
  level: number;

  @Field(() => String, { description: 'What it looks like.' })
  text: string;
}

@ObjectType('WorkspaceCompetency', { description: 'A competency of the rubric version that a review is written by.' })
@ReadScope('grade:review')
export class WorkspaceCompetencyType {
  @Field(() => String, { description: 'Its code.' })
  code: string;

  @Field(() => Float, { description: 'Its weight in the process score, percent.' })
  weight: number;

  @Field(() => [RubricAnchorType], { description: 'Its anchors, from the lowest level.' })
  anchors: RubricAnchorType[];
}

@ObjectType('WorkspaceBand', { description: 'An outcome band of the rubric version.' })
@ReadScope('grade:review')
export class WorkspaceBandType {
  @Field(() => String, { description: 'Its code.' })
  code: string;

  @Field(() => Int, { description: 'Fewest points, of 100.' })
  min: number;

  @Field(() => Int, { description: 'Most points, of 100.' })
  max: number;
}

@ObjectType('WorkspaceCriticalFail', { description: 'A critical fail of the rubric version.' })
@ReadScope('grade:review')
export class WorkspaceCriticalFailType {
  @Field(() => String, { description: 'Its code.' })
  code: string;

  @Field(() => String, { description: 'What it is.' })
  text: string;
}

@ObjectType('WorkspacePenalty', { description: 'A penalty of the rubric version.' })
@ReadScope('grade:review')
export class WorkspacePenaltyType {
  @Field(() => String, { description: 'Its code.' })
  code: string;

  @Field(() => Float, { description: 'Points that it takes.' })
  points: number;
}

@ObjectType('WorkspaceRubric', { description: 'The rubric version that a review is written by.' })
@ReadScope('grade:review')
export class WorkspaceRubricType {
  @Field(() => ID, { description: 'Global id of the rubric version.' })
  rubricVersionId: string;

  @Field(() => String, { description: 'Its version.' })
  version: string;

  @Field(() => [WorkspaceCompetencyType], { description: 'Its competencies; a review has a level for each.' })
  competencies: WorkspaceCompetencyType[];

  @Field(() => [WorkspaceBandType], { description: 'Its outcome bands; a review names one.' })
  outcomeBands: WorkspaceBandType[];

  @Field(() => [WorkspaceCriticalFailType], { description: 'Its critical fails.' })
  criticalFails: WorkspaceCriticalFailType[];

  @Field(() => [WorkspacePenaltyType], { description: 'Its penalties.' })
  penalties: WorkspacePenaltyType[];
}

export const rubricTyped = ({ id, version, rubric }: RubricVersionContent): WorkspaceRubricType => ({
  rubricVersionId: toGlobalId('RubricVersion', id),
  version,
  competencies: rubric.competencies.map(({ code, weight, a0, a1, a3, a5 }) => ({
    code,
    weight,
    anchors: [
      { level: 0, text: a0 },
      { level: 1, text: a1 },
      { level: 3, text: a3 },
      { level: 5, text: a5 },
    ],
  })),
  outcomeBands: rubric.outcomeBands,
  criticalFails: rubric.criticalFails,
  penalties: rubric.penalties,
});
