import { AgenciesModule } from '#agencies';
import { CurriculaModule } from '#curricula';
import { IdentityModule } from '#identity';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Actor, Events, Live, SCOPES, Tasks, TenantDb, toGlobalId, type Reach, type Scope } from '#platform';
import { PersonaEngines } from '#slm';
import { testApp, until, type GraphqlClient, type TestApp, type WatchedSubscription } from '#testing';
import { TraineesModule } from '#trainees';
import { v7 as uuidv7 } from 'uuid';
import { SessionsModule } from '../src/index.js';
import { PinnedVersions } from '../src/pinned-versions.js';
import { PlayTurnTask } from '../src/play-turn.task.js';
import { SessionService } from '../src/session.service.js';
import { FakeEngine } from './fake-engine.js';
import { sessionAgency, type SessionAgency } from './session-agency.js';

const EVERYTHING = new Map(Object.keys(SCOPES).map((scope) => [scope as Scope, 'AGENCY' as Reach]));
const WATCH = `subscription($id: ID!, $after: Int, $partial: Boolean) {
  sessionProgressed(sessionId: $id, afterTurn: $after, partial: $partial) {
    turn { number text } speaking { number attempt text } session { state } } }`;

interface Progress {
  turn: { number: number; text: string } | null;
  speaking: { number: number; attempt: number; text: string } | null;
  session: { state: string };
}

describe('an answer that is watched while the engine speaks', () => {
  let app: TestApp;
  let agency: SessionAgency;
  let client: GraphqlClient;
  let engine: FakeEngine;
  let sessionId: string;
  const watched: WatchedSubscription[] = [];

  beforeAll(async () => {
    app = await testApp({ modules: [IdentityModule, AgenciesModule, CurriculaModule, TraineesModule, SessionsModule] });
    agency = await sessionAgency(app.get(TenantDb));
    client = app.as((await app.tokens.issueMemberToken(agency.agencyId, agency.trainees[0])).accessToken);
  });
  beforeEach(async () => {
    engine = new FakeEngine();
    const { scenarioVersionId, rubricVersionId } = agency;
    const input = { scenarioVersionId, rubricVersionId, idempotencyKey: uuidv7() };
    ({ id: sessionId } = await app.get(SessionService).startPractice(trainee(), input));
  });
  afterEach(() => Promise.all(watched.splice(0).map((one) => one.stop())));
  afterAll(() => app?.stop());

  const trainee = () => agency.actor(agency.trainees[0], 'TRAINEE');
  const watch = (variables: { after?: number; partial?: boolean } = { partial: true }): WatchedSubscription => {
    const subscription = client.watch(WATCH, { id: toGlobalId('ScenarioSession', sessionId), ...variables });
    watched.push(subscription);
    return subscription;
  };
  const seen = ({ events }: WatchedSubscription): Progress[] =>
    events.map(({ data }) => data?.['sessionProgressed'] as Progress);
  /** `2 that` for a turn, `2.1 that` for what is being said in an attempt at it. */
  const told = (viewer: WatchedSubscription): string[] =>
    seen(viewer).map(({ turn, speaking, session }) => {
      if (turn) return `${turn.number} ${turn.text}`;
      return speaking ? `${speaking.number}.${speaking.attempt} ${speaking.text}` : session.state;
    });
  const untilTold = (viewer: WatchedSubscription, what: string): Promise<true> =>
    until(`the viewer to be told "${what}"`, async () => (told(viewer).includes(what) ? true : null));
  const say = (text: string) => app.get(SessionService).say(trainee(), { sessionId, text, clientKey: uuidv7() });
  /** Has a worker that holds the lease answer the officer's turn. */
  const work = async (number = 1, token = '1', signal = new AbortController().signal): Promise<void> => {
    const [task] = await agency.rows<{ id: string }>(
      `update tasks set lease_token = '${token}' where name = 'play-turn' and payload ->> 'sessionId' = $1 returning id`,
      [sessionId],
    );
    const engines = engine.among(app.get(PersonaEngines), true);
    const handler = new PlayTurnTask(
      app.get(TenantDb),
      app.get(Tasks),
      app.get(Events),
      app.get(Live),
      engines,
      app.get(PinnedVersions),
    );
    const taskId = task?.id ?? '';
    const actor = Actor.task(agency.agencyId, taskId, EVERYTHING);
    await handler.handle(actor, { sessionId, number }, { taskId, token, attempt: 1, signal });
  };

  it('comes word by word and then as the turn that was stored, to whoever asked for the words', async () => {
    const [reader, other, plain] = [watch(), watch(), watch({})];
    await say('Hello.');
    await plain.first(1);
    const working = work();
    engine.say('I am ');
    for (const viewer of [reader, other]) await untilTold(viewer, '2.1 I am');
    engine.say('fine.');
    for (const viewer of [reader, other]) await untilTold(viewer, '2.1 I am fine.');
    engine.finish('I am fine.');
    await working;
    for (const viewer of [reader, other]) {
      await untilTold(viewer, '2 I am fine.');
      expect(told(viewer)).toEqual(['1 Hello.', '2.1 I am', '2.1 I am fine.', '2 I am fine.']);
    }
    await plain.first(2);
    expect(told(plain)).toEqual(['1 Hello.', '2 I am fine.']);
  });

  it('is withdrawn by a higher attempt, and by the worker that takes over from one that died', async () => {
    const viewer = watch();
    await say('Hello.');
    const dying = new AbortController();
    const first = work(1, '1', dying.signal);
    engine.say('As an AI');
    await untilTold(viewer, '2.1 As an AI');
    engine.say('Go', 2);
    await untilTold(viewer, '2.2 Go');
    dying.abort(new Error('the worker died'));
    await expect(first).rejects.toThrow('the worker died');
    const second = work(1, '2');
    engine.say('Go away.');
    engine.finish('Go away.');
    await second;
    await untilTold(viewer, '2 Go away.');
    expect(told(viewer).filter((one) => one.startsWith('2.'))).toEqual(['2.1 As an AI', '2.2 Go', '2.101 Go away.']);
  });

  it('reaches a viewer who comes in the middle of it within a second or so, whole', async () => {
    await say('Hello.');
    const working = work();
    engine.say('I have been sitting here');
    await until('the engine to be asked', async () => engine.asked[0] ?? null);
    const late = watch({ after: 1, partial: true });
    await untilTold(late, '2.1 I have been sitting here');
    engine.finish('I have been sitting here all day.');
    await working;
    await untilTold(late, '2 I have been sitting here all day.');
    expect(told(late).filter((one) => one.startsWith('2 '))).toHaveLength(1);
  });

  it('is cut where a live message would be too long, and stored whole', async () => {
    const viewer = watch();
    const long = '\u{1f600}'.repeat(3_900);
    await say('Hello.');
    const working = work();
    engine.say(long);
    // What is only a hint gives way to the turn itself: seen before it, or not at all.
    await until('some of it to be seen', async () => seen(viewer).find(({ speaking }) => speaking) ?? null);
    engine.finish(long);
    await working;
    await untilTold(viewer, `2 ${long}`);
    const [spoken] = seen(viewer).flatMap(({ speaking }) => speaking ?? []);
    expect(long.startsWith(spoken?.text ?? 'nothing')).toBe(true);
    expect(spoken?.text.length).toBeGreaterThan(1_000);
  });

  it('ends with the session when the trainee completes it meanwhile', async () => {
    const viewer = watch();
    await say('Hello.');
    const working = work();
    engine.say('I am');
    await untilTold(viewer, '2.1 I am');
    await app.get(SessionService).complete(trainee(), { sessionId });
    engine.finish('I am fine.');
    await working;
    expect(await viewer.ended()).toEqual({ errors: null, closed: null });
    expect(told(viewer).at(-1)).toBe('COMPLETED');
    expect(told(viewer)).not.toContain('2 I am fine.');
  });
});
