import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { ReadScope, toGlobalId } from '#platform';
import { EvidenceType } from '../session-grades/graded-parts.types.js';
import type { JudgeProvenance } from '../proposal.js';

@ObjectType('JudgeProvenance', {
  description: 'Which language model judged, and what it was asked with: enough to ask it the same again.',
})
@ReadScope('grade:read')
export class JudgeProvenanceType {
  @Field(() => ID, { description: 'Global id of the model version.' })
  modelVersionId: string;

  @Field(() => String, { description: 'Its code and version, as registered.' })
  model: string;

  @Field(() => String, { description: 'SHA-256 of its weights, in hexadecimal.' })
  weightsDigest: string;

  @Field(() => String, { description: 'Code of the prompt file.' })
  promptTemplate: string;

  @Field(() => String, { description: 'SHA-256 of the prompt file, in hexadecimal.' })
  promptDigest: string;

  @Field(() => Int, {
    description: 'From 0 below 2^31: the seeds of the samples and the orders of their options follow from it.',
  })
  seed: number;

  @Field(() => Int, { description: 'Usable answers that each level, outcome and critical fail stands on.' })
  samples: number;

  @Field(() => String, { description: 'Version of how answers are asked for, checked and put together.' })
  judgeVersion: string;

  @Field(() => [String], { description: 'Names of the engines that answered.' })
  engines: string[];

  @Field(() => [String], {
    description:
      'What could not be asked any more, as too many answers were unusable or the time was up: codes of the rubric, and `outcome.band`.',
  })
  notAsked: string[];

  @Field(() => [EvidenceType], {
    description:
      'Words meant for whoever grades, which the judge was not shown. Where there are any, what it said for the officer is left to a person.',
  })
  withheld: EvidenceType[];
}

export const judgeProvenanceTyped = (judge: JudgeProvenance): JudgeProvenanceType => ({
  ...judge,
  withheld: [...(judge.withheld ?? [])],
  modelVersionId: toGlobalId('ModelVersion', judge.modelVersionId),
});
