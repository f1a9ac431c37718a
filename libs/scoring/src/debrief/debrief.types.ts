import { Field, ObjectType } from '@nestjs/graphql';
import { enumOf, ReadScope } from '#platform';
import type { DebriefDocument, DebriefEdition } from './description/debrief-document.js';

export const DebriefEditionEnum = enumOf<DebriefEdition>('DebriefEdition', 'Which reader a debrief is for.', {
  OFFICER: 'The officer who played: without what the grader proposed for a proof session.',
  REVIEWER: 'Those who may read proposals: with the review beside the proposal.',
});

// It quotes turns, so it needs the scope of the turns.
@ObjectType('DebriefDocument', {
  description: 'The printable debrief of one graded session. The same facts are the same digest, HTML and PDF.',
})
@ReadScope('session:read')
export class DebriefDocumentType {
  @Field(() => String, { description: 'Title of the scenario.' })
  title: string;

  @Field(() => DebriefEditionEnum, { description: 'Which reader it is for.' })
  edition: DebriefEdition;

  @Field(() => String, {
    description:
      'SHA-256, in hexadecimal, of the description that HTML and PDF are made from, both of which print it: what a printed copy is checked with.',
  })
  digest: string;

  @Field(() => String, {
    description: 'A name for a file of it, without its ending: `debrief-2026-03-02-0123456789ab`. It names nobody.',
  })
  fileName: string;

  /** What HTML and PDF are made from when they are asked for. */
  document: DebriefDocument;
}
