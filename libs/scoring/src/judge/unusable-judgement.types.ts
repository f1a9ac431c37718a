import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { enumOf, ReadScope, toGlobalId } from '#platform';
import type { JudgementProblem, UnusableJudgementEntity } from './unusable-judgement.entity.js';

const JudgementProblemEnum = enumOf<JudgementProblem>(
  'JudgementProblem',
  'Why an answer, a question or a whole scenario session has no part in a judge’s grade.',
  {
    NO_ANSWER: 'The engine gave no whole answer.',
    NOT_OF_THE_SCHEMA: 'The answer was not in the form that was asked for, or named a turn that cannot be quoted.',
    NOT_A_QUOTE: 'The answer quoted words that its turn does not contain.',
    NO_EVIDENCE: 'The answer quoted nothing that can be evidence for it.',
    NOT_ASKED: 'Too many answers were unusable before, or the time was up.',
    PLAYED_BY_THE_JUDGE: 'The judge’s own weights played the civilian: nobody judges themselves.',
    PLAYER_UNKNOWN: 'Which model played is only a device’s word, so it may have been the judge.',
    TOO_LONG: 'The transcript does not fit the judge’s context.',
    NOTHING_TO_JUDGE: 'The officer said nothing, or the rubric asks for nothing that can be judged.',
    NOTHING_USABLE: 'Not one question had enough usable answers, so there is no grade.',
  },
);

@ObjectType('UnusableJudgement', {
  description:
    'What a judge answered that became no part of a grade, or why it did not judge. A person decides instead.',
})
@ReadScope('grade:read')
export class UnusableJudgementType {
  @Field(() => String, {
    nullable: true,
    description: 'Code of the competency or critical fail, or `outcome.band`; null for the whole scenario session.',
  })
  question: string | null;

  @Field(() => Int, { description: 'Which sample, from 0; 5 for NOT_ASKED, and 0 for the whole scenario session.' })
  sample: number;

  @Field(() => JudgementProblemEnum, { description: 'What was wrong.' })
  problem: JudgementProblem;

  @Field(() => String, { description: 'What the engine said, its first 8 KiB; empty where it said nothing.' })
  rawOutput: string;

  @Field(() => ID, { description: 'The judge: global id of a model version.' })
  modelVersionId: string;

  @Field(() => String, { description: 'Version of the judge, as its grades name it.' })
  graderVersion: string;

  @Field(() => Date, { description: 'When it was kept.' })
  createdAt: Date;
}

export const unusableJudgementTyped = (row: UnusableJudgementEntity): UnusableJudgementType => ({
  question: row.question,
  sample: row.sample,
  problem: row.problem,
  rawOutput: row.raw,
  modelVersionId: toGlobalId('ModelVersion', row.modelVersionId),
  graderVersion: row.graderVersion,
  createdAt: row.createdAt,
});
