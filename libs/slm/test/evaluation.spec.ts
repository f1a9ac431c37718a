import { describe, expect, it } from '@jest/globals';
import { EngineError, type ChatMessage, type EvaluationCase } from '#slm';
import { evaluateModels } from '../src/evaluation/evaluate-models.js';
import { playCases } from '../src/evaluation/play-cases.js';
import { FakeChatModel, type FakeAnswer } from './fake-chat-model.js';

const persona = { name: 'Petra Malloy', age: 58, speakingStyle: 'short answers' };
const situation = 'Her car was towed and she is at the front desk.';
const OFFICER = ['Good evening, I am Officer Dray.', 'What happened to your car?', 'Who needs the medicine?'];

/** Only what an officer says, as DeEscalWild's cases have it. */
const told: EvaluationCase = {
  ...{ key: 'told', situation, persona },
  turns: OFFICER.map((text) => ({ speaker: 'OFFICER', text })),
};
/** With what the civilian answered; one turn of the officer nobody answers. */
const answered: EvaluationCase = {
  ...{ key: 'answered', situation, persona },
  turns: [
    { speaker: 'OFFICER', text: OFFICER[0]! },
    { speaker: 'CIVILIAN', text: 'Took you long enough.' },
    { speaker: 'OFFICER', text: 'One moment.' },
    { speaker: 'BYSTANDER', text: 'She has been here for hours.' },
    { speaker: 'OFFICER', text: OFFICER[1]! },
    { speaker: 'CIVILIAN', text: 'They towed it away.' },
    { speaker: 'CIVILIAN', text: 'His pills are in it!' },
  ],
};

const options = (signal = new AbortController().signal) => ({ seed: 3, atOnce: 1, signal });
const saying = (...texts: (string | FakeAnswer)[]): FakeChatModel =>
  new FakeChatModel(texts.map((one) => (typeof one === 'string' ? { text: one } : one)));
const asked = (model: FakeChatModel): string[] =>
  model.requests.map(({ messages }) =>
    messages.map(({ role, content }: ChatMessage) => `${role}: ${content}`).join('\n'),
  );

describe('held-out cases', () => {
  it('without answers are played on the model’s own words, and scored by nothing', async () => {
    const model = saying(
      'What took you so long?',
      'They towed it while I fetched his pills.',
      'My husband does, at nine.',
    );
    const [played] = await playCases(model, [told], options());
    expect(played?.turns.map(({ scores, fault, words }) => ({ scores, fault, words }))).toEqual([
      { scores: null, fault: null, words: 5 },
      { scores: null, fault: null, words: 8 },
      { scores: null, fault: null, words: 5 },
    ]);
    const last = asked(model).at(-1);
    expect(last).toContain('You are Petra Malloy, 58');
    expect(last).toContain('assistant: They towed it while I fetched his pills.');
    expect(last).toContain(`user: ${OFFICER[2]}`);
  });

  it('with answers are played on what was really said, and each answer is compared with all that the civilian said there', async () => {
    const model = saying('Something else entirely.', 'They towed it away. His pills are in it!');
    const [played] = await playCases(model, [answered], options());
    expect(played?.turns).toHaveLength(2);
    expect(played?.turns[0]?.scores).toMatchObject({ rougeL: 0, bleu4: 0, meteor: 0 });
    expect(played?.turns[1]?.scores).toMatchObject({ rougeL: 1, bleu4: expect.closeTo(1, 9) });
    const last = asked(model).at(-1);
    expect(last).toContain('assistant: Took you long enough.');
    expect(last).toContain('She has been here for hours.');
    expect(last).not.toContain('Something else entirely.');
  });

  it('show what a guard would withdraw, once and without another attempt', async () => {
    const model = saying('As an AI language model I cannot do that.', '.', `Officer: ${OFFICER[2]}`);
    const [played] = await playCases(model, [told], options());
    expect(played?.turns.map(({ fault }) => fault)).toEqual(['REFUSAL', 'EMPTY', 'ROLE_DRIFT']);
    expect(model.requests).toHaveLength(3);
    const report = await evaluateModels(
      saying('As an AI language model I cannot do that.', '.', 'He does.'),
      null,
      [told],
      options(),
    );
    expect(report.model.figures).toMatchObject({ realism: 65, rougeL: null, guards: { refusals: 0.3333 } });
    expect(report.gate).toMatchObject({ accepted: false, reasons: ['it was compared with nothing'] });
  });

  it('ask for the same words with the same seed, in one place', async () => {
    const seeds = async (seed: number): Promise<number[]> => {
      const model = saying('One.', 'Two.', 'Three.');
      await playCases(model, [told], { ...options(), seed });
      expect(new Set(model.requests.map(({ affinity }) => affinity)).size).toBe(1);
      return model.requests.map((request) => request.seed);
    };
    expect(await seeds(3)).toEqual(await seeds(3));
    expect(await seeds(3)).not.toEqual(await seeds(4));
  });

  it('end with the first failure of an engine, and what else it works on ends too', async () => {
    const model = saying(
      { text: 'It was', throws: new EngineError('BROKEN', 'the stream broke') },
      { text: 'I', hangs: true },
    );
    const playing = playCases(model, [told, { ...told, key: 'other' }], { ...options(), atOnce: 2 });
    await expect(playing).rejects.toThrow('the stream broke');
    expect(model.requests).toHaveLength(2);
    expect(model.requests[1]?.signal.aborted).toBe(true);
  });

  it('end when somebody stops them', async () => {
    const stopped = new AbortController();
    const model = saying({ text: 'I', hangs: true });
    const playing = playCases(model, [told], options(stopped.signal));
    stopped.abort(new Error('enough'));
    await expect(playing).rejects.toThrow('enough');
  });
});
