import type { CallerName, People } from './agency-people.js';

/** A coaching note of the agency's instructor on the first turn of the proof session of this caller. */
export async function coachATurn(people: People, name: CallerName, marker: string): Promise<void> {
  const { own } = people.callers[name];
  const input = {
    sessionId: own.ScenarioSession,
    turnNumber: 1,
    kind: 'TRY_INSTEAD',
    text: `${marker}: say your name first.`,
    suggestion: `Good evening, ${marker}.`,
    idempotencyKey: `coaching ${own.ScenarioSession}`,
  };
  const { coachingNote } = await people
    .as('instructor')
    .done<{ coachingNote: { id: string } }>(
      `mutation($input: AddCoachingNoteInput!) { addCoachingNote(input: $input) { coachingNote { id } userErrors { field message } } }`,
      { input },
    );
  own.CoachingNote = coachingNote.id;
}
