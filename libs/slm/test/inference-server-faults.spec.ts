import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { FAKE_MODES, fakeInferenceServer, until, type FakeInferenceServer, type FakeMode } from '#testing';
import { ChatRequest, EngineClient, EngineError, EngineErrorCode } from '../src/index.js';
import { inferenceServer } from '../src/inference-server/inference-server.js';
import { answerOf } from './conformance/answers.js';
import { modelRef } from './conformance/model-refs.js';

/** Longer than any pause of a busy machine: only what hangs may run into a deadline. */
const PATIENT_MS = 20_000;
const BRIEF_MS = 250;
/** How much later than its deadline a failure may come on a busy machine. */
const SLACK_MS = 5_000;
const WHOLE = { whole: true } as const;

interface Failure {
  code: EngineErrorCode;
  afterFirstText: boolean;
  retryAfterMs?: [from: number, to: number];
}

const broken = (afterFirstText: boolean): Failure => ({ code: 'BROKEN', afterFirstText });
const timedOut = (afterFirstText: boolean): Failure => ({ code: 'TIMED_OUT', afterFirstText });
const unavailable = (from: number, to = from): Failure => ({
  code: 'UNAVAILABLE',
  afterFirstText: false,
  retryAfterMs: [from, to],
});

/** What a client must make of everything that a server may do. */
const TABLE: Record<FakeMode, Failure | typeof WHOLE> = {
  normal: WHOLE,
  slow: WHOLE,
  'hang-before-headers': timedOut(false),
  'hang-before-first-token': timedOut(false),
  'hang-after-first-token': timedOut(true),
  'reset-before-headers': broken(false),
  'reset-mid-stream': broken(true),
  'close-mid-stream': broken(true),
  'no-done': broken(true),
  'no-finish-reason': broken(true),
  'no-usage': WHOLE,
  garbage: broken(false),
  'web-page': broken(false),
  'truncated-json': broken(true),
  nan: broken(true),
  'ten-megabytes-in-a-line': broken(false),
  'ten-megabytes-of-tokens': broken(true),
  'ten-megabytes-of-comments': broken(false),
  unavailable: unavailable(2_000),
  'unavailable-until': unavailable(1_000, 3_000),
  'too-many': unavailable(1_000),
  failed: broken(false),
  rejected: { code: 'REJECTED', afterFirstText: false },
  'error-in-stream': broken(true),
  'error-line-in-stream': broken(true),
  'abort-finish': broken(true),
  'error-finish': broken(true),
  'repetition-finish': WHOLE,
  'comments-only': timedOut(false),
  'comments-between': WHOLE,
  'split-bytes': WHOLE,
  'one-packet': WHOLE,
  'no-json': broken(true),
};

/** Failures whose HTTP answer has not come to its end: its connection can serve nothing else. */
const UNENDED = /^(hang|reset|ten-megabytes|comments-only)/;

describe.each(['VLLM', 'LLAMA_SERVER'] as const)('a client of %s that misbehaves', (flavour) => {
  let server: FakeInferenceServer;
  let client: EngineClient;
  let clients: Record<'patient' | 'brief to the first words' | 'brief between words', EngineClient>;
  const running = new AbortController();

  beforeAll(async () => {
    server = await fakeInferenceServer({ flavour, slots: 2, tokensPerSecond: 500 });
    client = clientWith(PATIENT_MS, PATIENT_MS);
    clients = {
      patient: client,
      'brief to the first words': clientWith(BRIEF_MS, PATIENT_MS),
      'brief between words': clientWith(PATIENT_MS, BRIEF_MS),
    };
  });

  const clientWith = (firstTextMs: number, betweenMs: number): EngineClient => {
    const deadlines = { connectMs: PATIENT_MS, firstTextMs, betweenMs, controlMs: PATIENT_MS };
    return inferenceServer({ name: 'faulty', url: server.url, flavour, deadlines });
  };

  /** The deadline that a mode runs into is brief, and no other. */
  const clientFor = (expected: Failure | typeof WHOLE): EngineClient => {
    if ('whole' in expected || expected.code !== 'TIMED_OUT') return clients.patient;
    return clients[expected.afterFirstText ? 'brief between words' : 'brief to the first words'];
  };

  afterEach(() => server.setMode('normal'));

  afterAll(async () => {
    await Promise.all(Object.values(clients).map((one) => one.close()));
    await until('every connection to be closed', async () => (server.connections().length === 0 ? true : null));
    await server.stop();
  });

  const request = (changes: Partial<ChatRequest> = {}): ChatRequest => ({
    messages: [{ role: 'user', content: 'Hello, what is going on?' }],
    maxTokens: 40,
    temperature: 0.7,
    seed: 3,
    affinity: 'a-session',
    signal: running.signal,
    ...changes,
  });
  const schema = { type: 'object', properties: { verdict: { enum: ['CALM'] } }, required: ['verdict'] };

  it.each(FAKE_MODES)('%s: says what it was, in time, and leaves nothing open', async (mode) => {
    const expected = TABLE[mode];
    const jsonSchema = mode === 'no-json' ? { name: 'verdict', schema } : undefined;
    server.setMode(mode, 1);
    const from = performance.now();
    const pieces: string[] = [];
    const asked = (async () => {
      for await (const event of clientFor(expected).chat(modelRef(), request({ jsonSchema }))) {
        if (event.type === 'text') pieces.push(event.text);
        else expect(event.text).toBe(pieces.join(''));
      }
    })();
    if ('whole' in expected) await asked;
    else {
      const failure = await asked.then(
        () => new Error('it was taken for an answer'),
        (error: unknown) => error as EngineError,
      );
      expect(failure).toBeInstanceOf(EngineError);
      const { code, details } = failure as EngineError;
      expect({ code, afterFirstText: details.afterFirstText }).toEqual({
        code: expected.code,
        afterFirstText: expected.afterFirstText,
      });
      expect(pieces.length > 0).toBe(expected.afterFirstText);
      const [soonest, latest] = expected.retryAfterMs ?? [undefined, undefined];
      if (soonest === undefined || latest === undefined) expect(details.retryAfterMs).toBeUndefined();
      else expect(details.retryAfterMs! >= soonest && details.retryAfterMs! <= latest).toBe(true);
      const took = performance.now() - from;
      if (expected.code === 'TIMED_OUT') expect(took).toBeGreaterThanOrEqual(BRIEF_MS - 1);
      expect(took).toBeLessThan(BRIEF_MS + SLACK_MS);
    }
    await until('the slot to be free', async () => (server.busy().running === 0 ? true : null));
    const { connection } = server.requests.at(-1)!;
    if (UNENDED.test(mode)) {
      await until('the connection to be closed', async () => (server.connections().includes(connection) ? null : true));
    }
    expect((await answerOf(client.chat(modelRef(), request()))).final.finishReason).toBe('STOP');
  });

  it.each(['ten-megabytes-in-a-line', 'ten-megabytes-of-tokens', 'ten-megabytes-of-comments'] as const)(
    'hangs up on %s long before their end',
    async (mode) => {
      server.setMode(mode, 1);
      await expect(answerOf(client.chat(modelRef(), request()))).rejects.toMatchObject({ code: 'BROKEN' });
      const seen = server.requests.at(-1)!;
      await until('the server to see it', async () => (seen.endedAt === null ? null : true));
      expect(seen.state).toBe('ABORTED');
    },
  );

  it('gives the text of characters whose bytes came one by one', async () => {
    server.setMode('split-bytes', 1);
    const { final, pieces } = await answerOf(client.chat(modelRef(), request()));
    expect(final.text).toBe('Não… «Grüße» 你好 👮🏽‍♀️ fin');
    expect(pieces.length).toBeGreaterThan(3);
  });

  it('loses no piece when all came in one packet', async () => {
    const alone = await answerOf(client.chat(modelRef(), request()));
    server.setMode('one-packet', 1);
    expect(await answerOf(client.chat(modelRef(), request()))).toMatchObject({
      pieces: alone.pieces,
      final: { text: alone.final.text, usage: alone.final.usage },
    });
  });

  it('passes on a loop that the engine cut off, and that tokens were not counted', async () => {
    server.setMode('repetition-finish', 1);
    expect((await answerOf(client.chat(modelRef(), request()))).final.finishReason).toBe('REPETITION');
    server.setMode('no-usage', 1);
    expect((await answerOf(client.chat(modelRef(), request()))).final.usage).toBeNull();
  });

  it('names a JSON that ran out of tokens', async () => {
    const asked = answerOf(client.chat(modelRef(), request({ jsonSchema: { name: 'verdict', schema }, maxTokens: 2 })));
    await expect(asked).rejects.toMatchObject({ code: 'BROKEN', message: expect.stringMatching(/too few tokens/) });
  });

  it('closes the connection when the reader leaves in the middle', async () => {
    server.setMode('hang-after-first-token', 1);
    for await (const event of client.chat(modelRef(), request())) {
      expect(event.type).toBe('text');
      break;
    }
    await until('the slot to be free', async () => (server.busy().running === 0 ? true : null));
    expect(server.requests.at(-1)?.state).toBe('ABORTED');
  });

  it('waits long for the first words and briefly for the next', async () => {
    server.setMode('hang-after-first-token', 1);
    const from = performance.now();
    await expect(answerOf(clients['brief between words'].chat(modelRef(), request()))).rejects.toMatchObject({
      code: 'TIMED_OUT',
    });
    expect(performance.now() - from).toBeLessThan(BRIEF_MS + SLACK_MS);
  });

  it('throws the reason of an abort in any mode that hangs', async () => {
    for (const mode of [
      'hang-before-headers',
      'hang-before-first-token',
      'hang-after-first-token',
      'comments-only',
    ] as const) {
      server.setMode(mode, 1);
      const hangUp = new AbortController();
      const reason = new Error(`hung up on ${mode}`);
      const came = server.requests.length;
      const asked = answerOf(client.chat(modelRef(), request({ signal: hangUp.signal })));
      await until('the request', async () => (server.requests.length > came ? true : null));
      hangUp.abort(reason);
      await expect(asked).rejects.toBe(reason);
      await until('the slot to be free', async () => (server.busy().running === 0 ? true : null));
      expect(server.requests.at(-1)?.state).toBe('ABORTED');
    }
  });
});
