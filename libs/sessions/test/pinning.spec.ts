import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Actor, oneTransaction, TenantDb, toGlobalId } from '#platform';
import { allowModel, beginCanary, operatorByName, PersonaEngines, readModelCard, registerModel, retire } from '#slm';
import { createHash } from 'node:crypto';
import { FakeEngine } from './fake-engine.js';
import { PlayedByHand } from './played-by-hand.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const NAME = { code: 'heron', version: '1.0.0' };

describe('the model of a session', () => {
  let hand: PlayedByHand;
  let versionId: string;
  beforeAll(async () => {
    hand = await PlayedByHand.start();
    versionId = await release();
  });
  afterAll(() => hand?.app.stop());

  const operating = <T>(work: Parameters<typeof oneTransaction<T>>[2]): Promise<T> =>
    oneTransaction(hand.app.database.urls.operator, 'test', work);

  /** Registers a model and gives it to all new sessions of the agency. @returns its id */
  async function release(): Promise<string> {
    const read = readModelCard({
      ...NAME,
      kind: 'INFERENCE_SERVER',
      servedName: 'heron',
      base: 'Qwen2.5-1.5B-Instruct',
      licence: 'Apache-2.0',
      allowedUse: 'PRODUCTION',
      digests: { weights: sha256('weights'), tokenizer: sha256('tokenizer'), template: sha256('template') },
      contextTokens: 8_192,
      promptTemplate: 'persona-1',
      notice: 'a language model',
      lane: 'herons',
      dataManifest: { sources: ['phrases of our own'] },
      trainingConfig: { steps: 500 },
    });
    if (!('card' in read)) throw new Error(read.problems.join('; '));
    const { card } = read;
    const { operator, id } = await operating(async (tx) => {
      const desk = await operatorByName(tx, 'desk');
      const { version } = await registerModel(tx, desk, card);
      await beginCanary(tx, desk, NAME, 'a test has no held-out cases');
      return { operator: desk, id: version.id };
    });
    const actor = new Actor({
      agencyId: hand.agency.agencyId,
      principalId: operator,
      kind: 'OPERATOR',
      scopes: new Map(),
      requestId: 'test',
    });
    for (const percent of [5, 25, 100] as const) {
      await hand.app.get(TenantDb).run(actor, (tx) => allowModel(tx, actor, NAME, percent));
    }
    return id;
  }

  const pinned = async (sessionId: string) =>
    (
      await hand.agency.rows(
        `select engine_kind as kind, engine_label as label, model_version_id as model from scenario_sessions where id = $1`,
        [sessionId],
      )
    )[0];
  const MODELLED = { kind: 'INFERENCE_SERVER', label: 'heron 1.0.0: a language model' };

  it('is chosen for a proof session by what its course takes', async () => {
    const start = async (kinds: string) => {
      await hand.agency.allowEngines(kinds);
      return pinned(await hand.proof());
    };
    expect(await start('{SCRIPTED}')).toMatchObject({ kind: 'SCRIPTED', model: null });
    expect(await start('{SCRIPTED,INFERENCE_SERVER}')).toMatchObject({ ...MODELLED, model: versionId });
    await expect(start('{IN_PROCESS}')).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
      message: expect.stringContaining('IN_PROCESS'),
    });
  });

  it('is the one that the agency’s releases give it, whose lane its turns wait in, and stays when it is retired', async () => {
    const sessionId = await hand.practice();
    expect(await pinned(sessionId)).toEqual({ ...MODELLED, model: versionId });
    await hand.say(sessionId);
    await operating(async (tx) => retire(tx, await operatorByName(tx, 'desk'), NAME));
    const later = await hand.practice();
    expect(await pinned(later)).toMatchObject({ kind: 'SCRIPTED', model: null });
    const engine = new FakeEngine();
    engine.finish('What do you want?');
    await hand.answer(sessionId, { engines: engine.among(hand.app.get(PersonaEngines)) });
    expect(await hand.speakers(sessionId)).toEqual(['OFFICER', 'CIVILIAN']);
    await hand.say(sessionId, 'To talk.');
    const lanes = await hand.agency.rows<{ lane: string }>(
      `select lane from tasks where name = 'play-turn' and payload ->> 'sessionId' = $1`,
      [sessionId],
    );
    expect(lanes).toEqual([{ lane: 'herons' }]);
    const shown = await (
      await hand.client(hand.agency.trainees[0])
    ).done(`query($id: ID!) { session(id: $id) { engineKind engineLabel modelVersionId } }`, {
      id: hand.globalId(sessionId),
    });
    expect(shown).toEqual({
      engineKind: MODELLED.kind,
      engineLabel: MODELLED.label,
      modelVersionId: toGlobalId('ModelVersion', versionId),
    });
    for (const column of ['model_version_id', 'engine_label']) {
      await expect(hand.agency.rows(`update scenario_sessions set ${column} = null`)).rejects.toThrow(/permission/);
    }
  });
});
