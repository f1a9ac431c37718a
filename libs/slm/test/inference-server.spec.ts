import { afterEach, describe, expect, it } from '@jest/globals';
import {
  fakeInferenceServer,
  fakeTraceCollector,
  until,
  type FakeInferenceServer,
  type FakeServerOptions,
} from '#testing';
import { beginSpan, startTracing } from '#platform';
import { ChatRequest, EngineClient, ModelRef } from '../src/index.js';
import { inferenceServer } from '../src/inference-server/inference-server.js';
import { InferenceServerOptions } from '../src/inference-server/inference-server-options.js';
import { answerOf } from './conformance/answers.js';
import { modelRef } from './conformance/model-refs.js';
import { closedPort, deafServer } from './deaf-server.js';

const running = new AbortController();
const MESSAGES = [{ role: 'user' as const, content: 'Hello, what is going on?' }];
const SCHEMA = { name: 'verdict', schema: { type: 'object', properties: { verdict: { enum: ['CALM'] } } } };

describe('a client of an inference server', () => {
  const open: { stop(): Promise<void> }[] = [];

  afterEach(async () => {
    for (const one of open.splice(0).reverse()) await one.stop();
  });

  async function fake(options: FakeServerOptions): Promise<FakeInferenceServer> {
    const server = await fakeInferenceServer(options);
    open.push(server);
    return server;
  }

  function clientOf(options: Omit<InferenceServerOptions, 'name'>): EngineClient {
    const client = inferenceServer({ name: 'engine-1', ...options });
    open.push({ stop: () => client.close() });
    return client;
  }

  const ask = (client: EngineClient, model: ModelRef = modelRef(), changes: Partial<ChatRequest> = {}) =>
    answerOf(
      client.chat(model, {
        messages: MESSAGES,
        maxTokens: 32,
        temperature: 0.5,
        seed: 9,
        affinity: 'session-1',
        signal: running.signal,
        ...changes,
      }),
    );

  const SHARED = {
    messages: MESSAGES,
    max_tokens: 32,
    temperature: 0.5,
    top_p: 0.9,
    seed: 9,
    stop: ['\nOfficer:'],
    user: 'session-1',
    stream: true,
    stream_options: { include_usage: true },
  };
  const STANDARD = { type: 'json_schema', json_schema: { ...SCHEMA, strict: true } };

  it('asks vLLM in its own fields: an adapter is a model, a schema is a structured output', async () => {
    const server = await fake({ flavour: 'VLLM', adapters: ['harbor'] });
    const client = clientOf({ url: server.url, flavour: 'VLLM' });
    await ask(client, modelRef({ adapterName: 'harbor' }), { topP: 0.9, stop: ['\nOfficer:'], jsonSchema: SCHEMA });
    expect(server.requests[0].body).toEqual({
      ...SHARED,
      model: 'harbor',
      structured_outputs: { json: SCHEMA.schema },
    });
  });

  it('asks llama-server in its own fields: adapters by number, every one of them named', async () => {
    const server = await fake({ flavour: 'LLAMA_SERVER', adapters: ['/loras/other.gguf', '/loras/harbor.gguf'] });
    const client = clientOf({ url: `${server.url}/v1/`, flavour: 'LLAMA_SERVER' });
    const changes = { topP: 0.9, stop: ['\nOfficer:'], jsonSchema: SCHEMA };
    await ask(client, modelRef({ adapterName: 'harbor' }), changes);
    const lora = [
      { id: 0, scale: 0 },
      { id: 1, scale: 1 },
    ];
    expect(server.requests[0].body).toEqual({ ...SHARED, model: 'fake-model', response_format: STANDARD, lora });
  });

  it('asks SGLang in its own fields, and leaves out what was not asked for', async () => {
    const server = await fake({ flavour: 'VLLM' });
    const client = clientOf({ url: server.url, flavour: 'SGLANG' });
    await ask(client, modelRef({ adapterName: 'harbor' }), { jsonSchema: SCHEMA });
    const { top_p: _topP, stop: _stop, ...rest } = SHARED;
    const own = { model: 'fake-model', lora_path: 'harbor', response_format: STANDARD };
    expect(server.requests[0].body).toEqual({ ...rest, ...own });
    expect(await client.countTokens(modelRef(), MESSAGES, running.signal)).toBe(
      await clientOf({ url: server.url, flavour: 'VLLM' }).countTokens(modelRef(), MESSAGES, running.signal),
    );
  });

  it("never speaks with an adapter that was not asked for, though llama-server's default is all of them", async () => {
    const bare = await ask(clientOf({ url: (await fake({ flavour: 'LLAMA_SERVER' })).url, flavour: 'LLAMA_SERVER' }));
    const server = await fake({ flavour: 'LLAMA_SERVER', adapters: ['other.gguf', 'harbor.gguf'] });
    const client = clientOf({ url: server.url, flavour: 'LLAMA_SERVER' });
    expect((await ask(client)).final.text).toBe(bare.final.text);
    expect((await ask(client, modelRef({ adapterName: 'harbor' }))).final.text).not.toBe(bare.final.text);
  });

  it('learns the numbers of the adapters anew when the server was started anew', async () => {
    const first = await fake({ flavour: 'LLAMA_SERVER', adapters: ['harbor.gguf', 'other.gguf'] });
    const client = clientOf({ url: first.url, flavour: 'LLAMA_SERVER' });
    const model = modelRef({ adapterName: 'harbor' });
    const before = await ask(client, model);
    await first.stop();
    const port = Number(new URL(first.url).port);
    const second = await fake({ flavour: 'LLAMA_SERVER', port, adapters: ['other.gguf', 'harbor.gguf'] });
    const after = await until('an answer of the new server', () => ask(client, model).catch(() => null));
    expect(second.requests.at(-1)?.body.lora).toContainEqual({ id: 1, scale: 1 });
    expect(after.final.text).toBe(before.final.text);
  });

  it.each(['VLLM', 'LLAMA_SERVER'] as const)('is REJECTED by %s for what it does not serve', async (flavour) => {
    const server = await fake({ flavour, adapters: ['a/harbor.gguf', 'b/harbor.gguf'] });
    const client = clientOf({ url: server.url, flavour });
    for (const adapterName of ['nowhere', 'harbor']) {
      await expect(ask(client, modelRef({ adapterName }))).rejects.toMatchObject({ code: 'REJECTED' });
    }
  });

  it.each(['VLLM', 'LLAMA_SERVER'] as const)('is REJECTED by %s without its key', async (flavour) => {
    const server = await fake({ flavour, apiKey: 'the-key' });
    await expect(ask(clientOf({ url: server.url, flavour, apiKey: 'another' }))).rejects.toMatchObject({
      code: 'REJECTED',
    });
    const client = clientOf({ url: server.url, flavour, apiKey: 'the-key' });
    expect((await ask(client)).final.engineName).toBe('engine-1');
    expect((await client.health(running.signal)).ready).toBe(true);
  });

  it('quotes nothing of what the server said, and says when a prompt is too long', async () => {
    const server = await fake({ flavour: 'LLAMA_SERVER', contextTokens: 10 });
    const client = clientOf({ url: server.url, flavour: 'LLAMA_SERVER' });
    await expect(ask(client)).rejects.toMatchObject({
      message: 'the inference server answered 400 (exceed_context_size_error): the prompt is too long for its context',
    });
    server.setMode('rejected', 1);
    await expect(ask(client)).rejects.toMatchObject({ message: 'the inference server answered 400 (BadRequestError)' });
  });

  it('is UNAVAILABLE where nothing listens, to questions about health too', async () => {
    const client = clientOf({ url: `http://127.0.0.1:${await closedPort()}`, flavour: 'VLLM' });
    const unavailable = { code: 'UNAVAILABLE', details: { afterFirstText: false } };
    await expect(ask(client)).rejects.toMatchObject(unavailable);
    await expect(client.health(running.signal)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await expect(client.countTokens(modelRef(), MESSAGES, running.signal)).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    });
  });

  it('is TIMED_OUT where no connection comes about', async () => {
    const deaf = await deafServer();
    open.push(deaf);
    const deadlines = { connectMs: 300, firstTextMs: 20_000, controlMs: 20_000 };
    const client = clientOf({ url: deaf.url, flavour: 'VLLM', deadlines });
    const from = performance.now();
    await expect(ask(client)).rejects.toMatchObject({
      code: 'TIMED_OUT',
      message: expect.stringMatching(/connection/),
    });
    expect(performance.now() - from).toBeLessThan(5_000);
  });

  it('tells a server that still loads its model from one that is not there', async () => {
    const server = await fake({ flavour: 'LLAMA_SERVER' });
    const client = clientOf({ url: server.url, flavour: 'LLAMA_SERVER' });
    server.setLoading(true);
    expect(await client.health(running.signal)).toEqual({ ready: false, serves: [], running: null, waiting: null });
    await expect(ask(client)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    server.setLoading(false);
    expect((await client.health(running.signal)).ready).toBe(true);
  });

  it.each(['VLLM', 'LLAMA_SERVER'] as const)('says of %s how much runs and how much waits', async (flavour) => {
    const server = await fake({ flavour, slots: 2, mostWaiting: 1 });
    const client = clientOf({ url: server.url, flavour });
    server.setMode('hang-after-first-token', 2);
    const hangUp = new AbortController();
    const asked = Array.from({ length: 3 }, () => ask(client, modelRef(), { signal: hangUp.signal }));
    const ended = Promise.allSettled(asked);
    await until('two to run and one to wait', async () => (server.busy().waiting === 1 ? true : null));
    expect(await client.health(running.signal)).toMatchObject({ running: 2, waiting: 1 });
    await expect(ask(client)).rejects.toMatchObject({ code: 'UNAVAILABLE', details: { retryAfterMs: 1_000 } });
    hangUp.abort();
    await ended;
  });

  it('opens no connection before it is used, and reuses the one it has', async () => {
    const server = await fake({ flavour: 'VLLM' });
    const client = clientOf({ url: server.url, flavour: 'VLLM' });
    expect(server.connections()).toEqual([]);
    await ask(client);
    await client.countTokens(modelRef(), MESSAGES, running.signal);
    await ask(client);
    await client.health(running.signal);
    expect(Math.max(...server.requests.map(({ connection }) => connection))).toBeLessThanOrEqual(2);
  });

  it('sends the trace on, below a span of its own', async () => {
    const collector = await fakeTraceCollector();
    const tracing = await startTracing('parley-test', collector.endpoint);
    open.push(collector, tracing);
    const server = await fake({ flavour: 'VLLM' });
    const outer = beginSpan('turn');
    await outer.around(() => ask(clientOf({ url: server.url, flavour: 'VLLM' })));
    outer.end();
    await tracing.stop();
    const span = collector.spans.find(({ name }) => name === 'chat')!;
    expect(span.parentSpanId).toBe(collector.spans.find(({ name }) => name === 'turn')?.spanId);
    expect(server.requests[0].headers.traceparent).toContain(`${span.traceId}-${span.spanId}`);
    expect(collector.received()).not.toContain('going on');
  });
});
