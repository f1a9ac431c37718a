import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { setMaxListeners } from 'node:events';
import { answerTokens } from '../src/in-process/answer-tokens.js';
import { AnswerText, TokenSpelling } from '../src/in-process/answer-text.js';
import { grammarSchema } from '../src/in-process/grammar-schema.js';
import { LlamaSequence } from '../src/in-process/llama-library.js';
import { Slots } from '../src/in-process/slots.js';
import { firstThatFits } from '../src/prompting/first-that-fits.js';

const never = new AbortController().signal;
setMaxListeners(0, never);

describe('the text of an answer', () => {
  // Few letters, so that stop strings overlap with themselves and with what comes before.
  const letters = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 30 });

  it('ends before the stop string that comes first, however it is cut, and nothing is taken back', () => {
    const stops = fc.array(fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 4 }), {
      maxLength: 3,
    });
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 12 }), stops, (cuts, stop) => {
        const answer = new AnswerText(stop);
        const pieces = [...cuts.map((cut) => answer.add(cut)), answer.end()];
        const whole = cuts.join('');
        expect(pieces.join('')).toBe(answer.text);
        expect(whole.startsWith(answer.text)).toBe(true);
        for (const one of stop) expect(answer.text.includes(one)).toBe(false);
        expect(answer.stopped).toBe(stop.some((one) => whole.includes(one)));
        if (!answer.stopped) expect(answer.text).toBe(whole);
        else expect(stop.some((one) => whole.startsWith(one, answer.text.length))).toBe(true);
      }),
    );
  });

  it('is spelled in whole characters, whatever bytes the tokens hold', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        fc.array(fc.integer({ min: 1, max: 5 })),
        (text, sizes) => {
          const bytes = Buffer.from(text);
          const tokens: Buffer[] = [];
          for (let at = 0, size = 0; at < bytes.length; at += sizes[size++ % sizes.length] ?? 1) {
            tokens.push(bytes.subarray(at, at + (sizes[size % sizes.length] ?? 1)));
          }
          const spelling = new TokenSpelling<Buffer>((some) => Buffer.concat([...some]).toString());
          const pieces = [...tokens.map((token) => spelling.add(token)), spelling.end()];
          expect(pieces.join('')).toBe(text);
        },
      ),
    );
  });

  it('does not wait for bytes that never become a character', () => {
    const spelling = new TokenSpelling<number>((some) => Buffer.from([...some]).toString());
    const pieces = [0x61, 0xff, 0xff, 0xff, 0xff, 0x62].map((byte) => spelling.add(byte));
    expect([...pieces, spelling.end()].join('')).toBe(`a${'\ufffd'.repeat(4)}b`);
  });
});

describe('a step of llama.cpp that takes long', () => {
  it('is left at once by an abort, and waited for before the sequence is used again', async () => {
    let finishStep: () => void = () => undefined;
    const stepping = new Promise<void>((resolve) => (finishStep = resolve));
    const sequence: LlamaSequence = {
      nextTokenIndex: 0,
      adaptStateToTokens: () => stepping,
      clearHistory: async () => undefined,
      evaluateWithoutGeneratingNewTokens: async () => undefined,
      evaluate: async function* () {
        yield 7;
      },
    };
    const hangUp = new AbortController();
    const options = { temperature: 0, seed: 1, most: 5, signal: hangUp.signal, grammarState: undefined };
    const answer = answerTokens(sequence, [1, 2, 3], options);
    const next = answer.tokens.next();
    const reason = new Error('left');
    hangUp.abort(reason);
    await expect(next).rejects.toBe(reason);
    let free = false;
    const ended = answer.end().then(() => (free = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(free).toBe(false);
    finishStep();
    await ended;
    expect(free).toBe(true);
  });
});

describe('slots', () => {
  it('never let more work at once than there are, serve in order, and lose none', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 3 }),
        fc.array(fc.boolean(), { maxLength: 20 }),
        async (most, leaves) => {
          const slots = new Slots(most);
          const order: number[] = [];
          const asked = leaves.map(async (leave, at) => {
            const hangUp = new AbortController();
            const taking = slots.take(hangUp.signal);
            if (leave) hangUp.abort(new Error('left'));
            const giveBack = await taking.catch(() => null);
            if (!giveBack) return;
            expect(slots.running).toBeLessThanOrEqual(most);
            order.push(at);
            await Promise.resolve();
            giveBack();
            giveBack();
          });
          await Promise.all(asked);
          expect(order).toEqual([...order].sort((a, b) => a - b));
          expect([slots.running, slots.waiting]).toEqual([0, 0]);
        },
      ),
    );
  });

  it('let only so many wait', async () => {
    const slots = new Slots(1);
    await slots.take(never);
    for (let at = 0; at < 64; at++) void slots.take(never);
    await expect(slots.take(never)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });
});

describe('a schema for a grammar', () => {
  it('has ranges of integers as enums, and an end to every text and list', () => {
    const score = { type: 'integer', minimum: 1, maximum: 3 };
    const read = grammarSchema({
      type: 'object',
      properties: { score, notes: { type: 'array', items: { type: 'string' } } },
    });
    expect(read).toEqual({
      type: 'object',
      properties: {
        score: { enum: [1, 2, 3] },
        notes: { type: 'array', items: { type: 'string', minLength: 0, maxLength: 400 }, minItems: 0, maxItems: 16 },
      },
    });
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['an integer without an end', { type: 'integer', minimum: 0 }, 'needs minimum and maximum'],
    ['a range of a thousand', { type: 'integer', minimum: 0, maximum: 999 }, 'a range must have'],
    ['a pattern', { type: 'string', pattern: '^a' }, 'pattern cannot be kept'],
    ['a choice of schemas', { anyOf: [{ type: 'null' }] }, 'anyOf cannot be kept'],
    ['a type that there is not', { type: 'weird' }, '"weird" cannot be kept'],
    ['an enum of objects', { enum: [{}] }, 'an enum needs'],
    ['an empty enum', { enum: [] }, 'an enum needs'],
  ])('refuses %s and says where', (_what, schema, message) => {
    const wrapped = { type: 'object', properties: { inner: schema } };
    expect(() => grammarSchema(wrapped)).toThrow(
      expect.objectContaining({
        code: 'REJECTED',
        message: expect.stringMatching(new RegExp(`schema.inner: .*${message}`)),
      }),
    );
  });
});

describe('the first that fits', () => {
  it('is found wherever the search begins, by few questions', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(200), fc.nat(220), fc.integer({ min: -3, max: 230 }), async (many, from, likely) => {
        const candidates = Array.from({ length: many }, (_none, at) => at);
        let asked = 0;
        const fits = async (at: number): Promise<boolean> => {
          asked++;
          return at >= from;
        };
        expect(await firstThatFits(candidates, fits, likely)).toBe(from < many ? from : -1);
        expect(asked).toBeLessThanOrEqual(18);
        if (likely === from && from > 0 && from < many) expect(asked).toBe(2);
      }),
      { numRuns: 500 },
    );
  });
});
