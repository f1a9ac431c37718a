import { officersOf } from '#testing';
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { buildPrompt, ChatModel, Prompt, SpokenTurn } from '../../src/index.js';
import { inProcessEngine } from '../../src/in-process/in-process-engine.js';
import { answerOf } from '../conformance/answers.js';
import { MODELS, tinyModel } from '../conformance/tiny-model.js';
import { scriptOf } from '../scenario-pack.js';
import { longDialogue } from './long-dialogue.js';

const OFFICERS = await officersOf('traffic-stop');

const running = new AbortController();

describe('prompts of the toy model, counted by its own tokenizer', () => {
  const engine = inProcessEngine({ name: 'here', modelFolder: MODELS, slots: 1 });
  const ref = tinyModel();
  let counts = 0;
  const model: ChatModel = {
    ref,
    chat: (request) => engine.chat(ref, request),
    countTokens: (messages, signal) => {
      counts++;
      return engine.countTokens(ref, messages, signal);
    },
  };
  afterAll(() => engine.close());

  const script = scriptOf('traffic-stop');
  const prompted = (history: readonly SpokenTurn[], sessionId: string): Promise<Prompt> =>
    buildPrompt({ sessionId, script, situation: 'A stop.', history, seed: 1, signal: running.signal }, model);

  it('keep a dialogue of 200 turns in 256 tokens, with what was told in the fifth', async () => {
    const fact = 'My daughter Lucy is eleven, her insulin is at home.';
    const authored = longDialogue(script, OFFICERS.good, fact, 199);
    const history: SpokenTurn[] = authored.slice(0, 7);
    counts = 0;
    let prompts = 0;
    for (const turn of authored.slice(7)) {
      if (turn.speaker === 'CIVILIAN') continue;
      history.push(turn);
      if (turn.speaker !== 'OFFICER') continue;
      const prompt = await prompted(history, 'a long one');
      prompts++;
      expect(prompt.tokens + prompt.sampling.maxTokens).toBeLessThanOrEqual(256);
      const { text, usage } = (
        await answerOf(
          model.chat({
            ...prompt.sampling,
            messages: prompt.messages,
            seed: prompts,
            affinity: 'a',
            signal: running.signal,
          }),
        )
      ).final;
      expect(usage?.promptTokens).toBe(prompt.tokens);
      // Further than its phrases the toy does not get, but words they are.
      expect(text.trim()).not.toBe('');
      history.push({ speaker: 'CIVILIAN', text });
      const told = prompt.messages.map(({ content }) => content).join('\n');
      expect(told).toContain('lucy is eleven');
    }
    expect(history.length).toBeGreaterThan(190);
    expect(counts / prompts).toBeLessThan(12);
  });

  it('stay within the budget whatever is said', async () => {
    const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.lorem({ maxCount: 30 }));
    const speaker = fc.constantFrom<SpokenTurn['speaker']>('OFFICER', 'CIVILIAN', 'BYSTANDER');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record({ speaker, text }), { maxLength: 30 }), text, async (before, last) => {
        const prompt = await prompted([...before, { speaker: 'OFFICER', text: last }], JSON.stringify([before, last]));
        expect(prompt.tokens).toBe(await engine.countTokens(ref, prompt.messages, running.signal));
        expect(prompt.tokens + prompt.sampling.maxTokens).toBeLessThanOrEqual(256);
      }),
      { numRuns: 60 },
    );
  });
});
