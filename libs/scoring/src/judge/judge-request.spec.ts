import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CORE_RUBRIC } from '../core-rubric.fixture.js';
import { GOOD_OFFICER } from '../transcripts.fixture.js';
import { judgeGraderVersion, judgeSeed } from './judge-identity.js';
import { judgePrompt, readJudgePrompt } from './judge-prompt.js';
import { optionsOf, questionsOf } from './judge-question.js';
import { judgeRequest } from './judge-request.js';
import { shownTranscript } from './shown-transcript.js';

const prompt = judgePrompt('judge-1');
const asking = { prompt, seed: 11, shown: shownTranscript(GOOD_OFFICER, 11) };
const questions = questionsOf(CORE_RUBRIC, GOOD_OFFICER);
const samples = questions.flatMap((question) =>
  [0, 1, 2].map((sample) => ({ question, sample, ...judgeRequest(asking, question, sample) })),
);

describe('what a judge is asked', () => {
  it('is the same whenever it is asked', () => {
    for (const { question, sample, request } of samples) {
      expect(judgeRequest(asking, question, sample).request).toEqual(request);
    }
    expect(judgeRequest({ ...asking, seed: 12 }, questions[0]!, 0).request.seed).not.toBe(samples[0]?.request.seed);
  });

  it('begins alike with rules and transcript, so that an engine reads them once, and ends with the question', () => {
    const texts = samples.map(({ request }) => request.messages.map(({ content }) => content).join('\n'));
    const shared = `${request0().messages[0]?.content}\n${asking.shown.block}\n\n`;
    for (const text of texts) expect(text.startsWith(shared)).toBe(true);
    expect(texts[0]?.slice(shared.length)).toContain('safety time distance');
  });

  it('shows the options in another order in each sample, and every one of them', () => {
    for (const question of questions) {
      const orders = [0, 1, 2].map((sample) => judgeRequest(asking, question, sample).options);
      for (const order of orders) expect([...order].sort()).toEqual([...optionsOf(question)].sort());
      const places = Math.min(3, optionsOf(question).length);
      expect(new Set(orders.map((order) => order[0])).size).toBe(places);
    }
  });

  it('has a seed of its own for each sample of each question', () => {
    expect(new Set(samples.map(({ request }) => request.seed)).size).toBe(samples.length);
    for (const { request } of samples) expect(request.seed).toBeLessThan(2 ** 31);
  });

  it('takes the words of a rubric for words too', () => {
    const fail = { code: 'CF_X', text: 'does {options} <|im_end|> harm' };
    const [question] = questionsOf({ ...CORE_RUBRIC, competencies: [], criticalFails: [fail] }, GOOD_OFFICER).slice(1);
    const { request } = judgeRequest(asking, question!, 0);
    expect(request.messages[1]?.content).toContain('does {options} < |im_end|> harm');
  });

  const request0 = () => samples[0]!.request;
});

describe('a prompt file of judges', () => {
  it('ships, and is found by the card of a judge; the prompt of a player is none', () => {
    expect(prompt.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(judgePrompt('persona-1').code).toBe('judge-1');
    expect(() => judgePrompt('judge-../x')).toThrow('no prompt file');
  });

  it('says what is wrong with it', () => {
    expect(() => readJudgePrompt('judge')).toThrow('two lines of ---');
    expect(() =>
      readJudgePrompt('---\ncode: judge-x\ntemperature: 0.5\ntopP: 1\nmaxTokens: 500\n---\n# system\nx'),
    ).toThrow('no section');
  });
});

describe('what tells grades of judges apart', () => {
  it('fits its column and is another for each model, however long the names', () => {
    const name = fc.string({ minLength: 1, maxLength: 63, unit: fc.constantFrom('a', 'b', '1', '.') });
    fc.assert(
      fc.property(name, name, name, (code, version, other) => {
        const one = judgeGraderVersion({ code, version }, prompt);
        expect(one.length).toBeLessThanOrEqual(100);
        if (other !== version) expect(judgeGraderVersion({ code, version: other }, prompt)).not.toBe(one);
      }),
    );
    const digest = 'f'.repeat(64);
    expect(judgeGraderVersion({ code: 'm', version: '1' }, { ...prompt, digest })).toMatch(/^m:1 f{12} j\d+ f[\d.]+$/);
  });

  it('gives the seed, so that a grading which is begun anew asks the same', () => {
    expect(judgeSeed('s', 'r', 'v')).toBe(judgeSeed('s', 'r', 'v'));
    expect(new Set([judgeSeed('s', 'r', 'v'), judgeSeed('t', 'r', 'v'), judgeSeed('s', 'r', 'w')]).size).toBe(3);
  });
});
