import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { toGlobalId } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { reviewOf } from './scoring-client.js';
import { appealAgency, WHY, type AppealAgency } from './appeal-agency.js';
import { serveScoring, type ServedScoring } from './serve-scoring.js';

interface NoteView {
  id: string;
  turnNumber: number;
  kind: string;
  text: string;
  quote: string | null;
  suggestion: string | null;
  acknowledgedAt: string | null;
}
const NOTE = 'id turnNumber kind text quote suggestion acknowledgedAt';

describe('a coaching note', () => {
  let served: ServedScoring;
  let agency: AppealAgency;
  let session: { id: string; uuid: string };
  beforeAll(async () => {
    served = await serveScoring();
  });
  beforeEach(async () => {
    agency = await appealAgency(served);
    session = await served.graded(agency, { traineeId: agency.trainees[0] });
  });
  afterAll(() => served.close());

  const send = (token: string, name: string, input: object, type?: string) =>
    agency.change<{ coachingNote: NoteView | null }>(token, name, input, `coachingNote { ${NOTE} }`, type);
  const acknowledge = (token: string, coachingNoteId: string) =>
    send(token, 'acknowledgeCoachingNote', { coachingNoteId }, 'CoachingNoteInput');
  const add = (token: string, input: object = {}) =>
    send(token, 'addCoachingNote', {
      sessionId: session.id,
      turnNumber: 3,
      kind: 'PRAISE',
      text: 'You named what he felt.',
      idempotencyKey: uuidv7(),
      ...input,
    });
  const replace = (token: string, coachingNoteId: string, input: object = {}) =>
    send(token, 'replaceCoachingNote', {
      coachingNoteId,
      kind: 'QUESTION',
      text: 'What made you say that?',
      idempotencyKey: uuidv7(),
      ...input,
    });
  const retract = (token: string, coachingNoteId: string) =>
    agency.change<{ coachingNoteId: string | null }>(
      token,
      'retractCoachingNote',
      { coachingNoteId },
      'coachingNoteId',
      'CoachingNoteInput',
    );
  const read = async (token: string): Promise<NoteView[]> =>
    (
      await agency.client.one<{ coachingNotes: { nodes: NoteView[] } }>(
        token,
        `query ($id: ID!) { sessionGrade(sessionId: $id) { coachingNotes(first: 20) { nodes { ${NOTE} } } } }`,
        { id: session.id },
      )
    ).coachingNotes.nodes;
  const decide = async () => {
    await agency.client.submit('signer', reviewOf(session.id));
    await agency.client.sign('signer', { sessionId: session.id, reason: WHY });
  };
  const codes = ({ userErrors }: { userErrors: { code: string; field: string | null }[] }) =>
    userErrors.map(({ code, field }) => [code, field]);

  it('is read by instructors at once and by its trainee once the session is decided, and by no other trainee', async () => {
    const input = { quote: 'I hear you', idempotencyKey: uuidv7() };
    const { coachingNote } = await add('signer', input);
    expect(coachingNote).toMatchObject({ turnNumber: 3, kind: 'PRAISE', quote: 'I hear you', acknowledgedAt: null });
    expect((await add('signer', input)).coachingNote?.id).toBe(coachingNote?.id);
    expect(await read('second')).toHaveLength(1);
    const node = (token: string) =>
      agency.client.one(token, 'query ($id: ID!) { node(id: $id) { id } }', { id: coachingNote?.id });
    expect(await read('trainee')).toEqual([]);
    expect(await node('trainee')).toBeNull();
    await decide();
    expect(await read('trainee')).toEqual([coachingNote]);
    expect(await node('trainee')).not.toBeNull();
    expect(await node('other-trainee')).toBeNull();
    expect(await agency.audited('coaching_note.added')).toHaveLength(1);
  });

  it('names the field at fault, and nothing is written', async () => {
    for (const [input, field] of [
      [{ quote: 'i hear you' }, 'input.quote'],
      [{ quote: '' }, 'input.quote'],
      [{ text: '  ' }, 'input.text'],
      [{ suggestion: 'I am Sam.' }, 'input.suggestion'],
      [{ turnNumber: 99 }, 'input.turnNumber'],
      [{ sessionId: toGlobalId('ScenarioSession', uuidv7()) }, 'input.sessionId'],
    ] as const) {
      expect((await add('signer', input)).userErrors.map((one) => one.field)).toEqual([field]);
    }
    expect((await add('signer', { kind: 'TRY_INSTEAD', suggestion: 'I am Sam.' })).userErrors).toEqual([]);
    expect(await served.rows(agency, 'select id from coaching_notes')).toHaveLength(1);
  });

  it('is nobody’s to write about practice, about themself, or while it is played', async () => {
    const practice = await served.graded(agency, { traineeId: agency.trainees[0], mode: 'PRACTICE' });
    expect(codes(await add('signer', { sessionId: practice.id }))).toEqual([['NOT_FOUND', 'input.sessionId']]);
    const own = await served.graded(agency, { traineeId: agency.instructors[1] });
    expect(codes(await add('second', { sessionId: own.id }))).toEqual([['NOT_ALLOWED', 'input.sessionId']]);
    await served.force(
      `update scenario_sessions set state = 'OPEN', completed_at = null, end_reason = null where id = $1`,
      session.uuid,
    );
    expect(codes(await add('signer'))).toEqual([['WRONG_STATE', 'input.sessionId']]);
  });

  it('is replaced and retracted by who wrote it, and stays in the table', async () => {
    const { coachingNote } = await add('signer');
    const id = coachingNote?.id ?? '';
    expect(codes(await replace('second', id))).toEqual([['NOT_ALLOWED', 'input.coachingNoteId']]);
    expect(codes(await retract('second', id))).toEqual([['NOT_ALLOWED', 'input.coachingNoteId']]);
    const both = await Promise.all([replace('signer', id), replace('signer', id)]);
    expect(both.flatMap(codes)).toEqual([['NOT_FOUND', 'input.coachingNoteId']]);
    const newer = both.find((one) => one.coachingNote)?.coachingNote;
    expect(await read('signer')).toEqual([expect.objectContaining({ id: newer?.id, kind: 'QUESTION', turnNumber: 3 })]);
    for (let time = 0; time < 2; time++) {
      expect((await retract('signer', newer?.id ?? '')).userErrors).toEqual([]);
    }
    expect(await read('signer')).toEqual([]);
    expect(await served.rows(agency, 'select id from coaching_notes')).toHaveLength(2);
    expect(await agency.audited('coaching_note.replaced', 'coaching_note.retracted')).toHaveLength(2);
    await expect(served.rows(agency, `update coaching_notes set text = 'x'`)).rejects.toThrow(/permission denied/);
  });

  it('is acknowledged by its trainee alone, once', async () => {
    const { coachingNote } = await add('signer');
    const id = coachingNote?.id ?? '';
    expect(codes(await acknowledge('trainee', id))).toEqual([['NOT_FOUND', 'input.coachingNoteId']]);
    await decide();
    const first = await acknowledge('trainee', id);
    expect(first.coachingNote?.acknowledgedAt).not.toBeNull();
    expect(await acknowledge('trainee', id)).toEqual(first);
    expect(codes(await acknowledge('other-trainee', id))).toEqual([['NOT_FOUND', 'input.coachingNoteId']]);
    expect(await agency.audited('coaching_note.acknowledged')).toHaveLength(1);
  });

  it('is kept from who may decide an appeal until they have said what they think', async () => {
    await add('signer');
    await decide();
    const { appeal } = await agency.appeal('trainee', { sessionId: session.id });
    expect(await read('second')).toEqual([]);
    await add('second', { text: 'My own.' });
    expect((await read('second')).map(({ text }) => text)).toEqual(['My own.']);
    expect(await read('trainee')).toHaveLength(2);
    await agency.submit('second', appeal?.id ?? '', 4);
    expect(await read('second')).toHaveLength(2);
  });
});
