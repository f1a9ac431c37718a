import { ArgsType, Field, ID } from '@nestjs/graphql';
import { enumOf, LocalDate, PageArgs } from '#platform';
import type { TrendPeriod } from '#scoring';
import { IsBoolean, IsIn, IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';

const FROM = { description: 'First day that is counted, where the agency is.' };
const TO = {
  nullable: true,
  description: 'Last day that is counted, at most ten years later; today, where the agency is, when left out or ahead.',
};

@ArgsType()
export class StatisticsArgs extends PageArgs {
  @Field(() => LocalDate, FROM)
  @IsString()
  from: string;

  @Field(() => LocalDate, TO)
  @IsOptional()
  @IsString()
  to?: string | null;
}

export const TrendPeriodEnum = enumOf<TrendPeriod>('TrendPeriod', 'Which days are counted together.', {
  MONTH: 'Those of a calendar month.',
  WEEK: 'Those of an ISO week, Monday to Sunday.',
});

@ArgsType()
export class ScoringTrendsArgs {
  @Field(() => LocalDate, FROM)
  @IsString()
  from: string;

  @Field(() => LocalDate, TO)
  @IsOptional()
  @IsString()
  to?: string | null;

  @Field(() => TrendPeriodEnum, { description: 'Which days are counted together.' })
  @IsIn(Object.values(TrendPeriodEnum))
  by: TrendPeriod;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether each cohort is counted apart, and trainees in none too; one in two cohorts counts in both. All together when left out.',
  })
  @IsOptional()
  @IsBoolean()
  perCohort?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only the competency with this code; all when left out.',
  })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  competency?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only trainees who are enrolled in this cohort now.' })
  @IsOptional()
  @IsString()
  cohortId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Only trainees of this org unit and of all units below it, as they are now.',
  })
  @IsOptional()
  @IsString()
  orgUnitId?: string | null;
}
