import { ArgsType, Field, Int, IntersectionType } from '@nestjs/graphql';
import { enumOf, PageArgs } from '#platform';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import type { ComplianceStatus } from '../../evaluation/evaluation.js';
import { ComplianceStatusEnum, STATUSES } from '../compliance-enums.js';
import { ReportArgs } from '../report-arguments.js';
import type { StatusOrder } from './member-statuses.queries.js';

export const StatusOrderEnum = enumOf<StatusOrder>('MemberStatusOrder', 'In which order statuses are listed.', {
  NAME: 'By family name, given name and mandate.',
  DUE: 'By deadline: what was due at once first, what has no deadline last.',
});

@ArgsType()
export class MemberStatusesArgs extends IntersectionType(PageArgs, ReportArgs) {
  @Field(() => [ComplianceStatusEnum], {
    nullable: true,
    description: 'Only these statuses; all when left out.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(STATUSES.length)
  @IsIn(STATUSES, { each: true })
  statuses?: ComplianceStatus[] | null;

  @Field(() => StatusOrderEnum, { nullable: true, description: 'In which order; by name when left out.' })
  @IsOptional()
  @IsIn(Object.values(StatusOrderEnum))
  orderBy?: StatusOrder | null;
}

/** How far ahead a list may look, in days. */
const MOST_DAYS_AHEAD = 400;

@ArgsType()
export class ExpiringArgs extends IntersectionType(PageArgs, ReportArgs) {
  @Field(() => Int, { description: `How many days after the day to look ahead, 1 to ${MOST_DAYS_AHEAD}.` })
  @IsInt()
  @Min(1)
  @Max(MOST_DAYS_AHEAD)
  withinDays: number;

  @Field(() => [ComplianceStatusEnum], {
    nullable: true,
    description: 'Only changes into these statuses; all changes for the worse when left out.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(STATUSES.length)
  @IsIn(STATUSES, { each: true })
  into?: ComplianceStatus[] | null;
}
