import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '#testing';
import { ChatMessage, ChatRequest, EngineClient, ModelRef } from '../../src/index.js';
import { Answer, answerOf, middleOf } from './answers.js';

/** An engine with what it serves. Made once for all tests of a suite. */
export interface ConformanceSubject {
  client: EngineClient;
  model: ModelRef;
  /** A dialogue that the model answers with several tokens; a greeting at the door when left out. */
  messages?: readonly ChatMessage[];
  /** Frees what was made beside the client, which the suite closes itself. */
  stop(): Promise<void>;
}

/** What differs between engines that all keep the port. */
export interface EngineCapabilities {
  /** Requests that it works on at once. */
  slots: number;
  /** Equal requests give equal answers. False for servers whose kernels depend on what else is in the batch. */
  repeatable: boolean;
  /** Says in `health` how many requests run. */
  tellsRunning: boolean;
}

const AT_THE_DOOR: readonly ChatMessage[] = [
  { role: 'system', content: 'You are Owen, 34, upset, alone at home. Answer as Owen in one or two sentences.' },
  { role: 'user', content: 'Hello Owen, my name is Dana. What is going on tonight?' },
];
const VERDICTS = ['CALM', 'TENSE', 'AGITATED'];
const VERDICT_SCHEMA = {
  name: 'verdict',
  schema: {
    type: 'object',
    properties: { verdict: { type: 'string', enum: VERDICTS } },
    required: ['verdict'],
    additionalProperties: false,
  },
};

/** What every engine client must do, whatever is behind it. Each test uses the one engine and leaves it idle. */
export function describeConformance(
  name: string,
  make: () => Promise<ConformanceSubject>,
  capabilities: EngineCapabilities,
): void {
  describe(`${name} keeps the engine port`, () => {
    let subject: ConformanceSubject;
    let closed = false;
    const running = new AbortController();

    beforeAll(async () => {
      subject = await make();
    });

    afterAll(async () => {
      if (!closed) await subject?.client.close();
      await subject?.stop();
    });

    const messages = (): readonly ChatMessage[] => subject.messages ?? AT_THE_DOOR;
    const request = (changes: Partial<ChatRequest> = {}): ChatRequest => ({
      messages: messages(),
      maxTokens: 24,
      temperature: 0.8,
      seed: 11,
      affinity: 'a-session',
      signal: running.signal,
      ...changes,
    });
    const ask = (changes: Partial<ChatRequest> = {}): Promise<Answer> =>
      answerOf(subject.client.chat(subject.model, request(changes)));
    const idle = (): Promise<unknown> =>
      until('the engine to be idle', async () => {
        const { running: busy, waiting } = await subject.client.health(running.signal);
        return busy === 0 && !waiting ? true : null;
      });

    it('streams pieces and then one final message whose text they are', async () => {
      const { pieces, final } = await ask();
      expect(pieces.length).toBeGreaterThan(1);
      expect(pieces.join('')).toBe(final.text);
      expect(pieces.every((piece) => piece.length > 0)).toBe(true);
      expect(final.engineName).toBe(subject.client.name);
      expect(final.timings.firstTextMs).toBeGreaterThanOrEqual(0);
      expect(final.timings.totalMs).toBeGreaterThanOrEqual(final.timings.firstTextMs);
    });

    it('counts tokens of the prompt and of the answer, as its tokenizer does', async () => {
      const { final } = await ask();
      const usage = final.usage;
      expect(usage).not.toBeNull();
      expect(usage?.completionTokens).toBeGreaterThan(0);
      expect(usage?.completionTokens).toBeLessThanOrEqual(24);
      expect(usage?.promptTokens).toBe(await subject.client.countTokens(subject.model, messages(), running.signal));
    });

    it('counts more tokens for more words and more messages', async () => {
      const counts: number[] = [];
      const grown: ChatMessage[] = [{ role: 'user', content: 'Hello.' }];
      for (let turn = 0; turn < 4; turn++) {
        counts.push(await subject.client.countTokens(subject.model, grown, running.signal));
        grown.push({ role: turn % 2 ? 'user' : 'assistant', content: `It is late, and this is line ${turn}.` });
      }
      expect(counts).toEqual([...counts].sort((a, b) => a - b));
      expect(new Set(counts).size).toBe(counts.length);
    });

    it('ends for LENGTH when the tokens asked for are used up', async () => {
      const { final } = await ask({ maxTokens: 2 });
      expect(final.finishReason).toBe('LENGTH');
      expect(final.usage?.completionTokens).toBeLessThanOrEqual(2);
    });

    it('answers with JSON of the schema when it is given one', async () => {
      const { final } = await ask({ jsonSchema: VERDICT_SCHEMA, maxTokens: 160, temperature: 0 });
      const { verdict, ...rest } = JSON.parse(final.text) as { verdict: string };
      expect(VERDICTS).toContain(verdict);
      expect(rest).toEqual({});
    });

    it('works on as many requests at once as it has slots, and mixes none up', async () => {
      const seeds = Array.from({ length: capabilities.slots }, (_, index) => 100 + index);
      const together = await Promise.all(seeds.map((seed) => ask({ seed, affinity: `session-${seed}` })));
      for (const { pieces, final } of together) expect(pieces.join('')).toBe(final.text);
      if (!capabilities.repeatable) return;
      for (const [index, seed] of seeds.entries()) {
        expect((await ask({ seed })).final.text).toBe(together[index].final.text);
      }
    });

    if (capabilities.repeatable) {
      it('gives the same answer for the same request and seed, and others for other seeds', async () => {
        const [first, second] = [await ask({ seed: 5 }), await ask({ seed: 5 })];
        expect(second.final.text).toBe(first.final.text);
        const texts = new Set<string>();
        for (let seed = 0; seed < 8; seed++) texts.add((await ask({ seed, temperature: 1 })).final.text);
        expect(texts.size).toBeGreaterThan(1);
      });

      it('ends before a stop string, wherever the pieces break', async () => {
        const whole = (await ask({ temperature: 0 })).final.text;
        const stop = middleOf(whole);
        const { pieces, final } = await ask({ temperature: 0, stop: [stop] });
        expect(final.text).toBe(whole.slice(0, whole.indexOf(stop)));
        expect(pieces.join('')).toBe(final.text);
        expect(final.finishReason).toBe('STOP');
      });
    }

    it('throws the reason of an abort in the middle of an answer, and is free again', async () => {
      for (let round = 0; round <= capabilities.slots; round++) {
        const hangUp = new AbortController();
        const reason = new Error(`hung up ${round}`);
        const seen: string[] = [];
        const reading = (async () => {
          for await (const event of subject.client.chat(subject.model, request({ signal: hangUp.signal }))) {
            seen.push(event.type);
            hangUp.abort(reason);
          }
        })();
        await expect(reading).rejects.toBe(reason);
        expect(seen).toEqual(['text']);
      }
      if (capabilities.tellsRunning) await idle();
      expect((await ask()).final.text).not.toBe('');
    });

    it('throws the reason of an abort that came first, and of one before the first word', async () => {
      const reason = new Error('changed their mind');
      await expect(ask({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
      const early = new AbortController();
      const asked = ask({ signal: early.signal });
      early.abort(reason);
      await expect(asked).rejects.toBe(reason);
      await expect(subject.client.countTokens(subject.model, messages(), AbortSignal.abort(reason))).rejects.toBe(
        reason,
      );
    });

    it('is free again when the reader leaves in the middle', async () => {
      for (let round = 0; round <= capabilities.slots; round++) {
        for await (const event of subject.client.chat(subject.model, request())) {
          expect(event.type).toBe('text');
          break;
        }
      }
      if (capabilities.tellsRunning) await idle();
      expect((await ask()).final.text).not.toBe('');
    });

    it('rejects a prompt that is longer than the context', async () => {
      const long = 'and then he came back again '.repeat(subject.model.contextTokens);
      const tooLong = ask({ messages: [{ role: 'user', content: long }] });
      await expect(tooLong).rejects.toMatchObject({ name: 'EngineError', code: 'REJECTED' });
    });

    it('says that it is ready and what it serves', async () => {
      const health = await subject.client.health(running.signal);
      expect(health.ready).toBe(true);
      expect(health.serves).toContain(subject.model.servedName);
      if (subject.model.adapterName) expect(health.serves).toContain(subject.model.adapterName);
    });

    it('takes nothing more once it is closed, and closes twice', async () => {
      await subject.client.close();
      closed = true;
      await subject.client.close();
      await expect(ask()).rejects.toMatchObject({ name: 'EngineError', code: 'UNAVAILABLE' });
    });
  });
}
