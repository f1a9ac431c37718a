import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TenantDb, toGlobalId } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { PlayedByHand } from './played-by-hand.js';

describe('an instructor’s word in a session', () => {
  let hand: PlayedByHand;
  beforeAll(async () => {
    hand = await PlayedByHand.start();
  });
  afterAll(() => hand?.app.stop());

  it('notes a turn: instructors read it at once, its trainee when the session has closed, nobody else ever', async () => {
    const sessionId = await hand.proof();
    await hand.say(sessionId);
    const note = (text: string, idempotencyKey: string) =>
      hand.direction.note(hand.instructor(), { sessionId, turnNumber: 1, text, idempotencyKey });
    await Promise.all([note('A calm start.', 'a'), note('A calm start.', 'a')]);
    await note('And his hands are in sight.', 'b');
    const noted = async (memberId: string) => {
      const session = await (
        await hand.client(memberId)
      ).done<{ notes: { nodes: object[] } } | null>(
        `query($id: ID!) { session(id: $id) { notes(first: 10) { nodes { turnNumber text writtenById } } } }`,
        { id: hand.globalId(sessionId) },
      );
      return session?.notes.nodes ?? null;
    };
    const writtenById = toGlobalId('Member', hand.agency.instructorId);
    const all = ['A calm start.', 'And his hands are in sight.'].map((text) => ({ turnNumber: 1, text, writtenById }));
    const [trainee, second, both] = hand.agency.trainees;
    expect(await noted(hand.agency.instructorId)).toEqual(all);
    expect(await noted(both)).toEqual(all);
    expect(await noted(trainee)).toEqual([]);
    expect(await noted(second)).toBeNull();
    await hand.service.complete(hand.trainee(), { sessionId });
    expect(await noted(trainee)).toEqual(all);
    expect(await noted(second)).toBeNull();
    const missing = { sessionId, turnNumber: 2, text: 'What?', idempotencyKey: 'c' };
    await expect(hand.direction.note(hand.instructor(), missing)).rejects.toMatchObject({
      code: 'NOT_FOUND',
      field: 'input.turnNumber',
    });
  });

  it('is refused practice like what never was, and a session of their own; nobody else directs any', async () => {
    const sessionIds = [await hand.proof(), await hand.practice(), uuidv7()];
    const trainee = hand.trainee();
    const refused = (work: Promise<unknown>) =>
      work.then(
        () => 'done',
        (error: Error & { code: string }) => error.code,
      );
    expect(await refused(hand.direction.pause(hand.instructor(), sessionIds[1] as string))).toBe('NOT_FOUND');
    expect(await refused(hand.direction.pause(hand.instructor(), sessionIds[2] as string))).toBe('NOT_FOUND');
    for (const role of ['TRAINEE', 'AGENCY_ADMIN', 'AUDITOR'] as const) {
      const actor = hand.agency.actor(trainee.principalId, role);
      await expect(async () => hand.direction.pause(actor, sessionIds[0] as string)).rejects.toMatchObject({
        code: 'FORBIDDEN',
      });
    }
    const own = await hand.agency.assign(hand.agency.trainees[2], 'PROOF');
    const both = hand.agency.actor(hand.agency.trainees[2], 'TRAINEE', 'INSTRUCTOR');
    const { id } = await hand.service.start(both, { assignmentId: own, idempotencyKey: uuidv7() });
    for (const work of [
      () => hand.direction.pause(both, id),
      () => hand.direction.resume(both, id),
      () => hand.direction.end(both, id, 'me'),
      () => hand.direction.inject(both, { sessionId: id, speaker: 'DISPATCHER', text: 'x', idempotencyKey: 'x' }),
      () => hand.direction.note(both, { sessionId: id, turnNumber: 1, text: 'x', idempotencyKey: 'x' }),
    ]) {
      expect(await refused(work())).toBe('NOT_ALLOWED');
    }
  });

  it('is told the field of every malformed or oversized input, and nothing is written', async () => {
    const sessionId = hand.globalId(await hand.proof());
    const instructor = await hand.client(hand.agency.instructorId);
    const everything = () =>
      hand.app.get(TenantDb).run(hand.trainee(), (tx) =>
        tx.query(
          `select (select count(*) from turns), (select count(*) from session_events), (select count(*) from session_notes),
               (select count(*) from audit_entries), (select md5(string_agg(s::text, '|' order by id)) from scenario_sessions s)`,
        ),
      );
    const before = await everything();
    const event = { sessionId, speaker: 'BYSTANDER', text: 'Hey!', idempotencyKey: 'event' };
    const note = { sessionId, turnNumber: 1, text: 'Good.', idempotencyKey: 'note' };
    const cases: [string, string, Record<string, unknown>, string][] = [
      ['pauseSession', 'DirectSessionInput', { sessionId: 'x' }, 'input.sessionId'],
      ['resumeSession', 'DirectSessionInput', { sessionId: toGlobalId('Turn', uuidv7()) }, 'input.sessionId'],
      ['endSession', 'EndSessionInput', { sessionId, reason: ' \u200b' }, 'input.reason'],
      ['endSession', 'EndSessionInput', { sessionId, reason: 'x'.repeat(1_001) }, 'input.reason'],
      ['injectEvent', 'InjectEventInput', { ...event, text: ' ' }, 'input.text'],
      ['injectEvent', 'InjectEventInput', { ...event, text: 'x'.repeat(4_001) }, 'input.text'],
      ['injectEvent', 'InjectEventInput', { ...event, idempotencyKey: '' }, 'input.idempotencyKey'],
      ['noteTurn', 'NoteTurnInput', { ...note, turnNumber: 0 }, 'input.turnNumber'],
      ['noteTurn', 'NoteTurnInput', { ...note, turnNumber: 1 }, 'input.turnNumber'],
      ['noteTurn', 'NoteTurnInput', { ...note, text: 'x'.repeat(2_001) }, 'input.text'],
    ];
    for (const [mutation, type, input, field] of cases) {
      const answer = await instructor.ask(
        `mutation($input: ${type}!) { ${mutation}(input: $input) { session { id } userErrors { field } } }`,
        { input },
      );
      const root = answer.data?.[mutation] as { userErrors: { field: string }[] } | null | undefined;
      const named = [
        ...(root?.userErrors ?? []).map((error) => error.field),
        ...(answer.errors?.[0]?.extensions?.fields ?? []).map((error) => error.field),
      ];
      expect({ mutation, input, named }).toEqual({ mutation, input, named: [field] });
    }
    expect(await everything()).toEqual(before);
  });
});
