import { Field, ID, InputType } from '@nestjs/graphql';
import { LocalDate } from '#platform';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsIn, IsOptional, IsString, Length } from 'class-validator';
import { BOARD_LAYOUTS, type BoardLayout } from './board-layouts.js';
import { EXPORT_FORMATS, EXPORT_KINDS, type ExportFormat, type ExportKind } from './export.js';
import { ExportFormatEnum, ExportKindEnum, ExportLayoutEnum } from './export.types.js';

const MOST_NAMED = 500;

@InputType({ description: 'What to export. What says nothing about its kind is refused, not ignored.' })
export class StartExportInput {
  @Field(() => ExportKindEnum, { description: 'What to tell.' })
  @IsIn(EXPORT_KINDS)
  kind: ExportKind;

  @Field(() => ExportFormatEnum, { description: 'How to write it.' })
  @IsIn(EXPORT_FORMATS)
  format: ExportFormat;

  @Field(() => ExportLayoutEnum, {
    nullable: true,
    description: 'Only of a BOARD_ROSTER: whose words to name its columns by; left out or null for GENERIC.',
  })
  @IsOptional()
  @IsIn(BOARD_LAYOUTS)
  layout?: BoardLayout | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Under which system of external ids of members the board’s officer numbers are, 1 to 60 characters; left out or null for `board`.',
  })
  @IsOptional()
  @IsString()
  @Length(1, 60)
  boardIdSystem?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Only of a STATUS_LIST: code of an adopted mandate; left out or null for all that are in force on the day.',
  })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  mandateCode?: string | null;

  @Field(() => [ID], {
    nullable: true,
    description:
      'Only of a BOARD_ROSTER: global ids of presentations, 1 to 500; left out or null for all from `from` to `to`.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_NAMED)
  @IsString({ each: true })
  presentationIds?: string[] | null;

  @Field(() => [ID], {
    nullable: true,
    description:
      'Not of a BOARD_ROSTER: global ids of members, 1 to 500, who may have left; left out or null for everybody in service.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_NAMED)
  @IsString({ each: true })
  memberIds?: string[] | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'Not of a BOARD_ROSTER: only members of this org unit and below, by global id; left out or null for all.',
  })
  @IsOptional()
  @IsString()
  orgUnitId?: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'Not of a STATUS_LIST: only presentations that began, or training completed, on this day or later; left out or null for no limit.',
  })
  @IsOptional()
  from?: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The same, until this day and with it; left out or null for no limit.',
  })
  @IsOptional()
  to?: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The agency’s day as of which to tell; left out or null for today.',
  })
  @IsOptional()
  asOf?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Only of a BOARD_ROSTER: write it although its board would refuse it; left out, null or false does not.',
  })
  @IsOptional()
  @IsBoolean()
  allowProblems?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Of CSV: whether to begin with a byte order mark, by which Excel knows UTF-8; left out or null for true.',
  })
  @IsOptional()
  @IsBoolean()
  byteOrderMark?: boolean | null;

  @Field(() => String, { description: 'Names this request, 1 to 200 characters: a repeat gives the first answer.' })
  @IsString()
  @Length(1, 200)
  idempotencyKey: string;
}
