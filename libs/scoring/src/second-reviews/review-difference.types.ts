import { Field, Int, ObjectType } from '@nestjs/graphql';
import { ReadScope } from '#platform';
import type { ReviewDifference } from './review-difference.js';

@ObjectType('LevelsApart', { description: 'A competency on which two reviews are two levels or more apart.' })
@ReadScope('grade:read')
export class LevelsApartType {
  @Field(() => String, { description: 'Code of the competency.' })
  competency: string;

  @Field(() => Int, { description: 'Level of the first review, 0 to 5.' })
  first: number;

  @Field(() => Int, { description: 'Level of the second review, 0 to 5.' })
  second: number;
}

@ObjectType('ReviewDifference', { description: 'What two reviews of one session say differently.' })
@ReadScope('grade:read')
export class ReviewDifferenceType {
  @Field(() => [LevelsApartType], { description: 'Competencies on which they are two levels or more apart.' })
  levels: LevelsApartType[];

  @Field(() => Boolean, { description: 'Whether one says that it passes and the other not.' })
  passDiffers: boolean;

  @Field(() => [String], { description: 'Critical fails that only the first review has.' })
  criticalFailsOnlyFirst: string[];

  @Field(() => [String], { description: 'Critical fails that only the second review has.' })
  criticalFailsOnlySecond: string[];
}

export const differenceTyped = ({ levels, passDiffers, criticalFails }: ReviewDifference): ReviewDifferenceType => ({
  levels,
  passDiffers,
  criticalFailsOnlyFirst: criticalFails.onlyFirst,
  criticalFailsOnlySecond: criticalFails.onlySecond,
});
