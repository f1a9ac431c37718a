import { Args, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import {
  Actor,
  Allow,
  connectionFrom,
  CurrentActor,
  decodeCursor,
  fromGlobalId,
  LoadsNode,
  PageArgs,
  payload,
  rowsToFetch,
  toGlobalId,
  type Page,
  type Payload,
} from '#platform';
import { SessionGradeType } from '../session-grades/session-grade.types.js';
import type { CoachingNoteRow } from './coaching-note.queries.js';
import { CoachingNoteService } from './coaching-note.service.js';
import {
  AddCoachingNoteInput,
  CoachingNoteConnection,
  CoachingNoteInput,
  CoachingNotePayload,
  CoachingNoteType,
  ReplaceCoachingNoteInput,
  RetractCoachingNotePayload,
} from './coaching-note.types.js';

@Resolver(() => SessionGradeType)
export class CoachingNoteResolver {
  constructor(private readonly notes: CoachingNoteService) {}

  @Mutation(() => CoachingNotePayload, {
    description: 'Says something to the trainee about one turn of a proof session; they read it once it is decided.',
  })
  @Allow('coaching:write')
  addCoachingNote(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The note.' }) input: AddCoachingNoteInput,
  ): Promise<Payload<CoachingNotePayload>> {
    return payload(async () => {
      const sessionId = fromGlobalId('ScenarioSession', input.sessionId, 'input.sessionId');
      const { turnNumber, idempotencyKey } = input;
      const note = { ...contentOf(input), sessionId, turnNumber, idempotencyKey };
      const { noteId } = await this.notes.add(actor, note);
      return { coachingNote: await this.load(actor, noteId) };
    });
  }

  @Mutation(() => CoachingNotePayload, {
    description: 'Puts a new coaching note in the place of one of the caller’s own, about the same turn.',
  })
  @Allow('coaching:write')
  replaceCoachingNote(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The new note, and which it replaces.' }) input: ReplaceCoachingNoteInput,
  ): Promise<Payload<CoachingNotePayload>> {
    return payload(async () => {
      const { idempotencyKey } = input;
      const { noteId } = await this.notes.replace(actor, {
        ...contentOf(input),
        noteId: noteOf(input),
        idempotencyKey,
      });
      return { coachingNote: await this.load(actor, noteId) };
    });
  }

  @Mutation(() => RetractCoachingNotePayload, { description: 'Takes a coaching note of the caller’s own back.' })
  @Allow('coaching:write')
  retractCoachingNote(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'Which coaching note.' }) input: CoachingNoteInput,
  ): Promise<Payload<RetractCoachingNotePayload>> {
    return payload(async () => {
      const { noteId } = await this.notes.retract(actor, noteOf(input));
      return { coachingNoteId: toGlobalId('CoachingNote', noteId) };
    });
  }

  @Mutation(() => CoachingNotePayload, {
    description: 'Says that the caller has read a coaching note on a scenario session of their own.',
  })
  @Allow('coaching:acknowledge')
  acknowledgeCoachingNote(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'Which coaching note.' }) input: CoachingNoteInput,
  ): Promise<Payload<CoachingNotePayload>> {
    return payload(async () => {
      const { noteId } = await this.notes.acknowledge(actor, noteOf(input));
      return { coachingNote: await this.load(actor, noteId) };
    });
  }

  @ResolveField(() => CoachingNoteConnection, {
    description: 'Coaching notes on its turns that the caller may see, in the order in which they were written.',
  })
  async coachingNotes(
    @CurrentActor() actor: Actor,
    @Parent() grade: SessionGradeType,
    @Args() page: PageArgs,
  ): Promise<Page<CoachingNoteType>> {
    const sessionId = fromGlobalId('ScenarioSession', grade.sessionId, 'sessionId');
    const after = (decodeCursor(page.after, ['uuid'])?.[0] ?? null) as string | null;
    const rows = await this.notes.ofSession(actor, sessionId, { limit: rowsToFetch(page), after });
    return connectionFrom(rows, page, (row) => [row.id], noteTyped);
  }

  @LoadsNode('CoachingNote')
  async load(actor: Actor, id: string): Promise<CoachingNoteType | null> {
    const row = await this.notes.byId(actor, id);
    return row && noteTyped(row);
  }
}

const noteOf = ({ coachingNoteId }: { coachingNoteId: string }): string =>
  fromGlobalId('CoachingNote', coachingNoteId, 'input.coachingNoteId');

const contentOf = ({ kind, text, quote, suggestion }: AddCoachingNoteInput | ReplaceCoachingNoteInput) => ({
  kind,
  text,
  quote: quote ?? null,
  suggestion: suggestion ?? null,
});

const noteTyped = (row: CoachingNoteRow): CoachingNoteType => ({
  id: row.id,
  sessionId: toGlobalId('ScenarioSession', row.sessionId),
  turnNumber: row.turnNumber,
  kind: row.kind,
  text: row.text,
  quote: row.quote,
  suggestion: row.suggestion,
  writtenById: toGlobalId('Member', row.writtenBy),
  writtenAt: row.writtenAt,
  acknowledgedAt: row.acknowledgedAt,
});
