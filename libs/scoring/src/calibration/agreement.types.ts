import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import { enumOf, ReadScope } from '#platform';
import type { MissingFigure } from './statistics/estimate.js';

const MissingFigureEnum = enumOf<MissingFigure>('MissingFigure', 'Why there is no figure.', {
  NO_PAIRS: 'Nothing was rated by both.',
  ONE_PAIR: 'One pair says nothing of agreement.',
  NO_VARIANCE: 'Both gave every session the same: agreement cannot be told from chance.',
});

@ObjectType('Estimate', { description: 'A figure with the bounds of its 95 % confidence interval.' })
@ReadScope('calibration:read')
export class EstimateType {
  @Field(() => Float, { nullable: true, description: 'The figure; null where `missing` says why.' })
  value: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Lower bound; null where the sessions show no spread to tell it from.',
  })
  low: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Upper bound; null where the sessions show no spread to tell it from.',
  })
  high: number | null;

  @Field(() => MissingFigureEnum, { nullable: true, description: 'Why there is no figure; null where there is one.' })
  missing: string | null;
}

@ObjectType('ConfusionCell', { description: 'How often the first rater said this where the second said that.' })
@ReadScope('calibration:read')
export class ConfusionCellType {
  @Field(() => Int, { description: 'Level of the first rater, or place of the band from the worst, from 0.' })
  first: number;

  @Field(() => Int, { description: 'Level of the second rater, or place of the band from the worst, from 0.' })
  second: number;

  @Field(() => Int, { description: 'Sessions, at least 1.' })
  sessions: number;
}

@ObjectType('Agreement', {
  description:
    'How far two raters agree on one part of a rubric. Of a grader and people, the grader is the first rater.',
})
@ReadScope('calibration:read')
export class AgreementType {
  @Field(() => Int, { description: 'Sessions that both gave a level to.' })
  pairs: number;

  @Field(() => Int, { description: 'Sessions that the grader left to a person.' })
  abstained: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Share of the sessions in which the first rater gave a level, 0 to 1; null without sessions.',
  })
  coverage: number | null;

  @Field(() => EstimateType, { description: 'Quadratic weighted kappa (QWK): 1 is identity, 0 chance, -1 the worst.' })
  weightedKappa: EstimateType;

  @Field(() => EstimateType, {
    description: 'Intraclass correlation ICC(2,1), absolute agreement of single ratings; 1 at best.',
  })
  icc: EstimateType;

  @Field(() => Float, {
    nullable: true,
    description: 'Share of pairs with the same level, 0 to 1; null without pairs.',
  })
  exact: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Share of pairs at most one level apart, 0 to 1; null without pairs.',
  })
  adjacent: number | null;

  @Field(() => [ConfusionCellType], { description: 'The confusion matrix, without its empty cells.' })
  confusion: ConfusionCellType[];
}

@ObjectType('FindingAgreement', {
  description:
    'How far two raters agree on whether a critical fail was found. Of a grader and people, the grader is the first rater.',
})
@ReadScope('calibration:read')
export class FindingAgreementType {
  @Field(() => Int, { description: 'Sessions in which both found it.' })
  both: number;

  @Field(() => Int, { description: 'Sessions in which only the first rater found it.' })
  onlyFirst: number;

  @Field(() => Int, { description: 'Sessions in which only the second rater found it.' })
  onlySecond: number;

  @Field(() => Int, { description: 'Sessions in which neither found it.' })
  neither: number;

  @Field(() => EstimateType, { description: 'Cohen’s kappa, unweighted.' })
  kappa: EstimateType;

  @Field(() => EstimateType, { description: 'Share of what the second rater found that the first found too, 0 to 1.' })
  sensitivity: EstimateType;

  @Field(() => EstimateType, {
    description: 'Share of what the second rater did not find that the first did not find either, 0 to 1.',
  })
  specificity: EstimateType;
}
