import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AgenciesModule } from '#agencies';
import { CurriculaModule } from '#curricula';
import { IdentityModule } from '#identity';
import { Events, TenantDb, toGlobalId } from '#platform';
import { testApp, type TestApp } from '#testing';
import { TraineesModule } from '#trainees';
import { v7 as uuidv7 } from 'uuid';
import { SessionsModule, storeEdgeSession, turnsOf, type PlayedOffline } from '../src/index.js';
import { CompletionsModule, timesCompleted } from './completions.js';
import { sessionAgency, type SessionAgency } from './session-agency.js';

describe('a session that a device played', () => {
  let app: TestApp;
  let agency: SessionAgency;
  beforeAll(async () => {
    const contexts = [IdentityModule, AgenciesModule, CurriculaModule, TraineesModule, SessionsModule];
    app = await testApp({ modules: [...contexts, CompletionsModule] });
    agency = await sessionAgency(app.get(TenantDb));
  });
  afterAll(() => app?.stop());

  const played = (assignmentId: string, changes: Partial<PlayedOffline['session']> = {}): PlayedOffline => ({
    assignmentId,
    traineeId: agency.trainees[0],
    session: {
      engine: { kind: 'SCRIPTED', label: 'scripted player', version: '1.0.0' },
      seed: 2 ** 33,
      outcomePath: 'RESOLUTION',
      turns: [
        { number: 1, speaker: 'OFFICER', text: 'Good evening.', provenance: null },
        { number: 2, speaker: 'CIVILIAN', text: 'Evening.', provenance: { scripted: { stress: 3, band: 'LOW' } } },
      ],
      ...changes,
    },
  });
  const store = (what: PlayedOffline, deviceId = agency.deviceId): Promise<string | null> => {
    const actor = agency.actor(deviceId, 'DEVICE');
    return app.get(TenantDb).run(actor, (tx) => storeEdgeSession(tx, app.get(Events), actor, what));
  };
  const assigned = (mode: 'PROOF' | 'PRACTICE' = 'PROOF') => agency.assign(agency.trainees[0], mode, agency.deviceId);
  const turnsIn = (sessionId: string) =>
    app.get(TenantDb).run(agency.actor(agency.deviceId, 'DEVICE'), (tx) => turnsOf(tx, sessionId));

  it('is stored closed, with the seed that the device says, and completed once', async () => {
    const assignmentId = await assigned();
    const id = (await store(played(assignmentId))) as string;
    const [session] = await agency.rows('select * from scenario_sessions where id = $1', [id]);
    expect(session).toMatchObject({
      origin: 'EDGE',
      state: 'COMPLETED',
      end_reason: 'EDGE_RESULT',
      outcome_path: 'RESOLUTION',
      seed: String(2 ** 33),
      completed_at: expect.any(Date),
    });
    expect((await turnsIn(id)).map(({ number, text }) => [number, text])).toEqual([
      [1, 'Good evening.'],
      [2, 'Evening.'],
    ]);
    expect(await timesCompleted(agency, id)).toBe(1);
  });

  it('counts once, of two results for one assignment at once; practice is kept each time', async () => {
    const proof = await assigned();
    const results = await Promise.all([store(played(proof)), store(played(proof)), store(played(proof))]);
    expect(results.filter((id) => id !== null)).toHaveLength(1);
    expect(await agency.rows('select 1 from scenario_sessions where assignment_id = $1', [proof])).toHaveLength(1);
    const practice = await assigned('PRACTICE');
    const kept = await Promise.all([store(played(practice)), store(played(practice))]);
    expect(new Set(kept).size).toBe(2);
    expect(kept).not.toContain(null);
  });

  it('is refused from another device, for another trainee, and for an assignment that is played live', async () => {
    const assignmentId = await assigned();
    expect(await store(played(assignmentId), uuidv7())).toBeNull();
    expect(await store({ ...played(assignmentId), traineeId: agency.trainees[1] })).toBeNull();
    expect(await store(played(await agency.assign(agency.trainees[0], 'PROOF')))).toBeNull();
    expect(await store(played(uuidv7()))).toBeNull();
    expect(await agency.rows('select 1 from scenario_sessions where assignment_id = $1', [assignmentId])).toEqual([]);
  });

  it('is stored and can be read whatever a device wrote into it', async () => {
    const hostile = { engine: 'x', label: null, scripted: { stress: '\u0000', band: '\ud800' }, '\u0000': '\u0000' };
    const text = ['a\u0000b', '\u0000', '\ud83d', '\u202etxet'];
    const turns = text.map((words, index) => ({
      number: index + 1,
      speaker: 'CIVILIAN' as const,
      text: words,
      provenance: hostile,
    }));
    const label = `\u0000${'x'.repeat(199)}`;
    const engine = { kind: 'SCRIPTED' as const, label, version: 'y'.repeat(200) };
    const id = (await store(played(await assigned(), { turns, engine }))) as string;
    expect((await turnsIn(id)).map((turn) => turn.text)).toEqual(['ab', '[unreadable]', '[unreadable]', 'txet']);
    const { accessToken } = await app.tokens.issueMemberToken(agency.agencyId, agency.instructorId);
    const session = await app
      .as(accessToken)
      .done<{ turns: { nodes: { provenance: object }[] } }>(
        `query($id: ID!) { session(id: $id) { turns(first: 9) { nodes { provenance { engine label version stress band } } } } }`,
        { id: toGlobalId('ScenarioSession', id) },
      );
    expect(session.turns.nodes[0]?.provenance).toMatchObject({ engine: 'SCRIPTED', stress: null });
  });
});
