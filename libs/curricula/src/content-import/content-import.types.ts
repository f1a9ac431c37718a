import { Field, Float, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Connection, Node, PublicType, ReadScope, UserErrorsField, UserErrorType } from '#platform';
import { IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { describedEnum } from '../described-enum.js';
import type { ImportFormat } from './imported-item.js';

const ContentFormatEnum = describedEnum<ImportFormat>(
  'ContentFormat',
  'A format of scenario material that can be imported.',
  {
    DEESCALWILD_CASES: 'DeEscalWild cases: a JSON array of situations with a civilian’s profile and officer lines.',
    DEESCALWILD_TRANSCRIPT: 'A DeEscalWild transcript: CSV with start_time, speaker_label, transcript.',
    CHAT_JSONL: 'Chats for fine-tuning: one conversation a line, the officer as user, the civilian as assistant.',
    POLCOM_SCENARIO: 'A POL-COM scenario: JSON with stages and rated officer responses.',
  },
);

const DialogueSpeakerEnum = describedEnum('DialogueSpeaker', 'Who said a turn of an imported dialogue.', {
  OFFICER: 'An officer.',
  CIVILIAN: 'A civilian.',
  BYSTANDER: 'Somebody else at the scene.',
  DISPATCHER: 'The dispatcher.',
});

@ObjectType({ implements: () => [Node], description: 'Something in an imported file that was not taken, and why.' })
@ReadScope('curriculum:read')
export class ImportRejection extends Node {
  @Field(() => Int, { nullable: true, description: 'Line of the file, from 1; null when the whole file is meant.' })
  line: number | null;

  @Field(() => String, {
    nullable: true,
    description:
      'JSON pointer (RFC 6901) to the part at fault, within the element or line; null where the line says it all.',
  })
  pointer: string | null;

  @Field(() => String, { description: 'Why, in one sentence for a person, in English.' })
  reason: string;
}

export const ImportRejectionConnection = Connection(ImportRejection);

@ObjectType({ description: 'One turn of an imported dialogue.' })
@ReadScope('curriculum:read')
export class DialogueTurn {
  @Field(() => Int, { description: 'Its place in the dialogue, from 1, without gaps.' })
  number: number;

  @Field(() => DialogueSpeakerEnum, { description: 'Who said it.' })
  speaker: string;

  @Field(() => String, { nullable: true, description: 'The speaker as the file names them; null where it does not.' })
  label: string | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Seconds from the start of the recording; null where the file has no times.',
  })
  startSeconds: number | null;

  @Field(() => String, { description: 'What was said, at most 4,000 characters.' })
  text: string;
}

@ObjectType({
  implements: () => [Node],
  description: 'An imported transcript or chat: material to read, not a scenario session.',
})
@ReadScope('curriculum:read')
export class Dialogue extends Node {
  @Field(() => ID, { description: 'The content import it came with.' })
  importId: string;

  @Field(() => String, { description: 'What the file calls it, or its place in the file.' })
  key: string;

  @Field(() => String, { description: 'What it is called.' })
  title: string;

  @Field(() => String, {
    nullable: true,
    description: 'What the file says of the scene before the first turn; null where nothing.',
  })
  situation: string | null;

  @Field(() => Int, { description: 'How many turns it has.' })
  turnCount: number;
}

export const DialogueConnection = Connection(Dialogue);

@ObjectType({ implements: () => [Node], description: 'One file of scenario material that the agency imported.' })
@ReadScope('curriculum:read')
export class ContentImport extends Node {
  @Field(() => String, { description: 'Name of the file, as it was sent.' })
  fileName: string;

  @Field(() => ContentFormatEnum, { description: 'Its format.' })
  format: string;

  @Field(() => String, { description: 'SHA-256, in hexadecimal, of the format and the exact content.' })
  digest: string;

  @Field(() => Int, { description: 'Elements, lines or records that the file held, blank ones left out.' })
  rows: number;

  @Field(() => Int, { description: 'Scenarios and dialogues that were taken.' })
  accepted: number;

  @Field(() => Int, { description: 'Entries in `rejections`.' })
  rejected: number;

  @Field(() => ID, { description: 'Who imported it: global id of a member.' })
  importedBy: string;

  @Field(() => Date, { description: 'When.' })
  createdAt: Date;
}

export const ContentImportConnection = Connection(ContentImport);

@InputType({ description: 'A file of scenario material.' })
export class ImportContentInput {
  @Field(() => String, { description: 'Name of the file, 1 to 255 characters.' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(255)
  fileName: string;

  @Field(() => ContentFormatEnum, {
    nullable: true,
    description: 'Its format; told from content and name where it is left out.',
  })
  @IsOptional()
  format?: ImportFormat | null;

  @Field(() => String, {
    description: 'The text of the file, within the 4 MiB of a request. The same content again is the same import.',
  })
  @IsString()
  content: string;
}

@ObjectType({ description: 'The content import, or why there is none.' })
@PublicType()
export class ImportContentPayload {
  @Field(() => ContentImport, {
    nullable: true,
    description: 'The import with what it took and rejected; null after a failure.',
  })
  contentImport: ContentImport | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}
