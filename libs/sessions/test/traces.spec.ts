import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AgenciesModule } from '#agencies';
import { CurriculaModule } from '#curricula';
import { IdentityModule } from '#identity';
import { startTracing, TenantDb, toGlobalId, type RunningTracing } from '#platform';
import { fakeTraceCollector, testApp, until, type FakeTraceCollector, type ReceivedSpan, type TestApp } from '#testing';
import { TraineesModule } from '#trainees';
import { v7 as uuidv7 } from 'uuid';
import { SessionsModule } from '../src/index.js';
import { CompletionsModule } from './completions.js';
import { sessionAgency, type SessionAgency } from './session-agency.js';

/** Of a client that traces too. */
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const CLIENT_SPAN = '00f067aa0ba902b7';
const SAID = 'Good evening, my name is Officer Delgado-Quimby.';

const START = `mutation StartOfDelgado($input: StartPracticeInput!) { startPractice(input: $input) { session { id } userErrors { code } } }`;
const SAY = `mutation SayOfDelgado($input: SayInput!) { say(input: $input) { turn { id } userErrors { code } } }`;

describe('a trace', () => {
  let collector: FakeTraceCollector;
  let tracing: RunningTracing;
  let app: TestApp;
  let agency: SessionAgency;
  let accessToken: string;
  beforeAll(async () => {
    collector = await fakeTraceCollector();
    tracing = await startTracing('parley-test', collector.endpoint);
    const modules = [
      IdentityModule,
      AgenciesModule,
      CurriculaModule,
      TraineesModule,
      SessionsModule,
      CompletionsModule,
    ];
    app = await testApp({ modules, worker: modules });
    agency = await sessionAgency(app.get(TenantDb));
    ({ accessToken } = await app.tokens.issueMemberToken(agency.agencyId, agency.trainees[0]));
  });
  afterAll(async () => {
    await app?.stop();
    await tracing?.stop();
    await collector?.stop();
  });

  const ask = async (query: string, input: Record<string, unknown>, headers: Record<string, string> = {}) => {
    const response = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${accessToken}`, ...headers },
      body: JSON.stringify({ query, variables: { input } }),
    });
    const { data, errors } = (await response.json()) as {
      data: Record<string, Record<string, unknown>>;
      errors?: unknown;
    };
    if (errors) throw new Error(JSON.stringify(errors));
    return Object.values(data)[0] as { session?: { id: string } };
  };

  it('goes from the client’s request through its task to the engine, and holds nothing that anybody said', async () => {
    const { session } = await ask(START, {
      scenarioVersionId: toGlobalId('ScenarioVersion', agency.scenarioVersionId),
      rubricVersionId: toGlobalId('RubricVersion', agency.rubricVersionId),
      idempotencyKey: uuidv7(),
    });
    const traceparent = `00-${TRACE}-${CLIENT_SPAN}-01`;
    await ask(SAY, { sessionId: session?.id, text: SAID, clientKey: 'key-of-delgado' }, { traceparent });
    await until('the answer', async () => {
      const turns = await agency.rows(`select 1 as one from turns where speaker = 'CIVILIAN'`);
      return turns.length > 0 ? turns : null;
    });
    await app.stop();
    await tracing.stop();

    const ours = collector.spans.filter(({ traceId }) => traceId === TRACE);
    const named = (name: string): ReceivedSpan => {
      const found = ours.filter((span) => span.name === name);
      expect([name, found.length]).toEqual([name, 1]);
      return found[0] as ReceivedSpan;
    };
    const below = (parent: ReceivedSpan, name: string) =>
      ours.filter((span) => span.name === name && span.parentSpanId === parent.spanId);

    const request = named('graphql mutation');
    expect(request.parentSpanId).toBe(CLIENT_SPAN);
    expect(request.attributes).toMatchObject({ 'http.route': '/graphql', 'parley.outcome': 'OK' });
    expect(below(request, 'transaction write').length).toBeGreaterThan(0);
    const task = named('task play-turn');
    expect(task.parentSpanId).toBe(request.spanId);
    const engine = named('engine play');
    expect(engine.parentSpanId).toBe(task.spanId);
    expect(engine.attributes).toEqual({ 'parley.engine.kind': 'SCRIPTED' });
    // The question and the answer: none is open while the engine plays.
    expect(below(task, 'transaction write')).toHaveLength(2);
    expect(below(engine, 'transaction write')).toHaveLength(0);
    expect(collector.received()).not.toMatch(/delgado|good evening/i);
    expect(collector.received()).not.toContain(agency.agencyId);
    expect(collector.received()).not.toContain(agency.trainees[0]);
  });
});
