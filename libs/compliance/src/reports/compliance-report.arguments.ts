import { ArgsType, Field, ID } from '@nestjs/graphql';
import { LocalDate, PageArgs } from '#platform';
import { IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import type { ComplianceStatus } from '../evaluation/evaluation.js';
import { ComplianceStatusEnum } from './compliance-enums.js';

@ArgsType()
export class MemberComplianceArgs {
  @Field(() => ID, { description: 'Global id of the member.' })
  @IsString()
  memberId: string;

  @Field(() => String, { description: 'Code of a mandate, for example `US-GA-ANNUAL`.' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  mandateCode: string;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The day to judge; today, where the agency is, when left out.',
  })
  @IsOptional()
  @IsString()
  asOf?: string | null;
}

@ArgsType()
export class ComplianceReportArgs extends PageArgs {
  @Field(() => String, { description: 'Code of a mandate, for example `US-GA-ANNUAL`.' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  mandateCode: string;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The day to judge; today, where the agency is, when left out.',
  })
  @IsOptional()
  @IsString()
  asOf?: string | null;

  @Field(() => ComplianceStatusEnum, {
    nullable: true,
    description: 'Only members with this status; all when left out.',
  })
  @IsOptional()
  status?: ComplianceStatus | null;
}
