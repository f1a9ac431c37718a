import { Field, Float, ID, InputType, ObjectType } from '@nestjs/graphql';
import { enumOf, PublicType, ReadScope, UserErrorsField, UserErrorType } from '#platform';
import { IsIn, IsString, Length, Matches } from 'class-validator';
import { DOCUMENT_KINDS, MEDIA_TYPE_NAMES, MOST_BASE64, type DocumentKind } from './presentation-document.js';

export const DocumentKindEnum = enumOf<DocumentKind>('DocumentKind', 'What a document of a presentation is.', {
  LESSON_PLAN: 'The lesson plan.',
  LEARNING_OBJECTIVES: 'The learning objectives.',
  INSTRUCTOR_BIOGRAPHY: 'The biography of the instructor.',
  INSTRUCTOR_CERTIFICATE: 'The certificate of the instructor.',
  ASSESSMENT: 'An assessment on paper.',
  EVALUATION: 'An evaluation of the class by those who attended it.',
  SIGN_IN_SHEET: 'The sheet that attendees signed by hand.',
});

@InputType({ description: 'A document to attach to a presentation.' })
export class AttachDocumentInput {
  @Field(() => ID, { description: 'The presentation, by global id.' })
  @IsString()
  presentationId: string;

  @Field(() => DocumentKindEnum, { description: 'What it is.' })
  @IsIn(DOCUMENT_KINDS)
  kind: DocumentKind;

  @Field(() => String, { description: 'What it is saved as, 1 to 200 characters, without folders.' })
  @IsString()
  @Length(1, 200)
  @Matches(/^[^/\\\p{Cc}]+$/u, { message: '$property must be a file name without folders or control characters' })
  fileName: string;

  @Field(() => String, {
    description: 'Its media type: `application/pdf`, `image/png` or `image/jpeg`. The content must be that.',
  })
  @IsIn(MEDIA_TYPE_NAMES)
  mediaType: string;

  @Field(() => String, { description: 'Its bytes, at most 2 MiB, as base64 (RFC 4648) without line breaks.' })
  @IsString()
  @Length(4, MOST_BASE64)
  contentBase64: string;

  @Field(() => String, { description: 'Names this request, 1 to 200 characters: a repeat gives the first answer.' })
  @IsString()
  @Length(1, 200)
  idempotencyKey: string;
}

@ObjectType('PresentationDocument', { description: 'A document that was attached to a presentation.' })
@ReadScope('export:read')
export class PresentationDocumentType {
  @Field(() => DocumentKindEnum, { description: 'What it is.' })
  kind: string;

  @Field(() => String, { description: 'What it is saved as.' })
  fileName: string;

  @Field(() => String, { description: 'Its media type.' })
  mediaType: string;

  @Field(() => Float, { description: 'Its size in bytes.' })
  bytes: number;

  @Field(() => String, { description: 'SHA-256 of its bytes, 64 characters of lower-case hex.' })
  digest: string;

  @Field(() => Date, { description: 'When it was attached.' })
  attachedAt: Date;
}

@ObjectType({ description: 'The documents of the presentation, or why none was attached.' })
@PublicType()
export class AttachDocumentPayload {
  @Field(() => [PresentationDocumentType], {
    nullable: true,
    description: 'All documents of the presentation, the new one last; null after a failure.',
  })
  documents: PresentationDocumentType[] | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}
