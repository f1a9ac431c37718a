import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { PlayedByHand } from './played-by-hand.js';

describe('a proof session of a presentation that was cancelled', () => {
  let hand: PlayedByHand;
  beforeAll(async () => {
    hand = await PlayedByHand.start();
  });
  afterAll(() => hand?.app.stop());

  const cancel = (): Promise<unknown> =>
    hand.agency.rows(`update presentations set cancelled_at = now(), cancel_reason = 'Flood'`);
  const sessions = async (): Promise<number> => (await hand.agency.rows('select id from scenario_sessions')).length;

  it('is not started, for it could never be signed; what was started is still found by its key, and practice goes on', async () => {
    const [trainee] = hand.agency.trainees;
    const started = {
      assignmentId: await hand.agency.assign(trainee, 'PROOF'),
      idempotencyKey: uuidv7(),
    };
    const { id } = await hand.service.start(hand.trainee(), started);
    await cancel();
    const assignmentId = await hand.agency.assign(trainee, 'PROOF');
    await expect(hand.service.start(hand.trainee(), { assignmentId, idempotencyKey: uuidv7() })).rejects.toMatchObject({
      code: 'WRONG_STATE',
      field: 'input.assignmentId',
    });
    expect(await sessions()).toBe(1);
    expect((await hand.service.start(hand.trainee(), started)).id).toBe(id);
    const practice = await hand.agency.assign(trainee, 'PRACTICE');
    await hand.service.start(hand.trainee(), { assignmentId: practice, idempotencyKey: uuidv7() });
    expect(await sessions()).toBe(2);
  });
});
