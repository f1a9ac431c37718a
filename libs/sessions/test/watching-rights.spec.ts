import { AgenciesModule } from '#agencies';
import { CurriculaModule } from '#curricula';
import { IdentityModule } from '#identity';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Live, TenantDb, toGlobalId } from '#platform';
import { testApp, until, type GraphqlClient, type TestApp, type WatchedSubscription } from '#testing';
import { TraineesModule } from '#trainees';
import { v7 as uuidv7 } from 'uuid';
import { SessionsModule } from '../src/index.js';
import { sessionAgency, type SessionAgency } from './session-agency.js';

const WATCH = `subscription($id: ID!) { sessionProgressed(sessionId: $id) { turn { number } } }`;
const START = `mutation($input: StartPracticeInput!) { startPractice(input: $input) { session { id } userErrors { field } } }`;
const PROOF = `mutation($input: StartSessionInput!) { startSession(input: $input) { session { id } userErrors { field } } }`;
const SAY = `mutation($input: SayInput!) { say(input: $input) { turn { number } userErrors { code } } }`;
/** How old the scopes of a principal may be, and a little. */
const SCOPES_MS = 31_000;
const HOUR_MS = 3_600_000;

describe('the right to watch a session', () => {
  let app: TestApp;
  let agency: SessionAgency;
  let viewer: WatchedSubscription;
  let traineeId: string;

  beforeAll(async () => {
    app = await testApp({
      modules: [IdentityModule, AgenciesModule, CurriculaModule, TraineesModule, SessionsModule],
      subscriptionLimits: { recheckMs: 25 },
    });
  });
  beforeEach(async () => {
    jest.useFakeTimers({
      now: Date.now(),
      doNotFake: [
        'setTimeout',
        'clearTimeout',
        'setInterval',
        'clearInterval',
        'setImmediate',
        'clearImmediate',
        'nextTick',
        'queueMicrotask',
        'performance',
        'hrtime',
      ],
    });
    agency = await sessionAgency(app.get(TenantDb));
    traineeId = agency.trainees[0];
    const trainee = app.as((await app.tokens.issueMemberToken(agency.agencyId, traineeId)).accessToken);
    const input = {
      scenarioVersionId: toGlobalId('ScenarioVersion', agency.scenarioVersionId),
      rubricVersionId: toGlobalId('RubricVersion', agency.rubricVersionId),
      idempotencyKey: uuidv7(),
    };
    const { session } = await trainee.done<{ session: { id: string } }>(START, { input });
    viewer = trainee.watch(WATCH, { id: session.id });
    await until('the viewer to listen', async () => (app.get(Live).topicCount > 0 ? true : null));
  });
  afterEach(async () => {
    jest.useRealTimers();
    await viewer.stop();
    await until('the viewer to be gone', async () => (app.get(Live).topicCount === 0 ? true : null));
  });
  afterAll(() => app?.stop());

  const later = (ms: number): void => void jest.setSystemTime(Date.now() + ms);

  it('ends with the access token', async () => {
    later(HOUR_MS + 60_000);
    expect((await viewer.ended()).closed).toEqual({ code: 4401, reason: 'Unauthorized' });
  });

  it('ends for a member who is suspended', async () => {
    await agency.rows(`update principals set state = 'SUSPENDED' where id = $1`, [traineeId]);
    later(SCOPES_MS);
    expect((await viewer.ended()).closed).toEqual({ code: 4401, reason: 'Unauthorized' });
  });

  it('ends for a member who loses the role that gave it', async () => {
    await agency.rows(`delete from role_assignments where principal_id = $1`, [traineeId]);
    later(SCOPES_MS);
    expect((await viewer.ended()).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(viewer.events).toEqual([]);
  });

  it('ends for an instructor who is only a trainee from now on, before they see another turn', async () => {
    const as = async (memberId: string): Promise<GraphqlClient> =>
      app.as((await app.tokens.issueMemberToken(agency.agencyId, memberId)).accessToken);
    const [trainee, both] = [await as(traineeId), await as(agency.trainees[2])];
    const assignmentId = toGlobalId('Assignment', await agency.assign(traineeId, 'PROOF'));
    const { session } = await trainee.done<{ session: { id: string } }>(PROOF, {
      input: { assignmentId, idempotencyKey: uuidv7() },
    });
    const say = (text: string): Promise<unknown> =>
      trainee.done(SAY, { input: { sessionId: session.id, text, clientKey: text } });
    await viewer.stop();
    viewer = both.watch(WATCH, { id: session.id });
    await say('Hello.');
    expect(await viewer.first(1)).toMatchObject([{ data: { sessionProgressed: { turn: { number: 1 } } } }]);
    await agency.rows(`delete from role_assignments where principal_id = $1 and role = 'INSTRUCTOR'`, [
      agency.trainees[2],
    ]);
    later(SCOPES_MS);
    await agency.rows(
      `insert into turns (agency_id, session_id, number, speaker, text)
       select agency_id, id, 2, 'CIVILIAN', 'Hello, officer.' from scenario_sessions where mode = 'PROOF'`,
    );
    await say('How are you?');
    expect((await viewer.ended()).errors).toMatchObject([{ extensions: { reason: 'NOT_FOUND' } }]);
    expect(viewer.events).toHaveLength(1);
  });
});
