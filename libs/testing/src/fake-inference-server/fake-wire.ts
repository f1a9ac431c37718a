import type { FakeAnswer } from './fake-answer.js';
import type { FakeSettings } from './fake-options.js';

/**
 * The bytes of each server. vLLM: `entrypoints/openai/chat_completion/{protocol,serving}.py`; llama-server: `tools/server/README.md`
 * and `server-task.cpp` (`to_json_oaicompat_chat`).
 */
export interface FakeWire {
  /** The events before the first token. */
  opening(id: string): string;
  token(id: string, text: string): string;
  /** The event that says why it ended. */
  finish(id: string, reason: string | null): string;
  usage(id: string, answer: FakeAnswer, sent: number): string;
  error(status: number, type: string, message: string): object;
  models(): object;
  metrics(running: number, waiting: number): string;
}

const event = (data: object): string => `data: ${JSON.stringify(data)}\n\n`;
export const DONE = 'data: [DONE]\n\n';

export function wireOf(settings: FakeSettings): FakeWire {
  return settings.flavour === 'VLLM' ? vllm(settings) : llamaServer(settings);
}

function vllm({ model, adapters, contextTokens }: FakeSettings): FakeWire {
  const chunk = (id: string, choices: object[]): Record<string, unknown> => ({
    id,
    object: 'chat.completion.chunk',
    created: 1_760_000_000,
    model,
    choices,
  });
  const choice = (delta: object, reason: string | null = null): object => ({
    index: 0,
    delta,
    logprobs: null,
    finish_reason: reason,
  });
  const card = (id: string, parent: string | null): object => ({
    id,
    object: 'model',
    created: 1_760_000_000,
    owned_by: 'vllm',
    root: id,
    parent,
    max_model_len: contextTokens,
    permission: [],
  });
  return {
    opening: (id) => event(chunk(id, [choice({ role: 'assistant', content: '' })])),
    token: (id, text) => event(chunk(id, [choice({ content: text })])),
    finish: (id, reason) => event(chunk(id, [choice({ content: '' }, reason)])),
    usage: (id, { promptTokens }, sent) =>
      event({
        ...chunk(id, []),
        usage: { prompt_tokens: promptTokens, total_tokens: promptTokens + sent, completion_tokens: sent },
      }),
    error: (status, type, message) => ({ error: { message, type, param: null, code: status } }),
    models: () => ({ object: 'list', data: [card(model, null), ...adapters.map((name) => card(name, model))] }),
    metrics: (running, waiting) =>
      [
        '# HELP vllm:num_requests_running Number of requests in model execution batches.',
        '# TYPE vllm:num_requests_running gauge',
        `vllm:num_requests_running{engine="0",model_name="${model}"} ${running}.0`,
        '# TYPE vllm:num_requests_waiting gauge',
        `vllm:num_requests_waiting{engine="0",model_name="${model}"} ${waiting}.0`,
        '# TYPE vllm:num_requests_waiting_by_reason gauge',
        `vllm:num_requests_waiting_by_reason{engine="0",model_name="${model}",reason="capacity"} ${waiting}.0`,
        '',
      ].join('\n'),
  };
}

function llamaServer({ model }: FakeSettings): FakeWire {
  const chunk = (id: string, choices: object[]): Record<string, unknown> => ({
    choices,
    created: 1_760_000_000,
    id,
    model,
    system_fingerprint: 'b0000-fake',
    object: 'chat.completion.chunk',
  });
  const choice = (delta: object, reason: string | null = null): object => ({ finish_reason: reason, index: 0, delta });
  return {
    opening: (id) => event(chunk(id, [choice({ role: 'assistant', content: null })])),
    token: (id, text) => event(chunk(id, [choice({ content: text })])),
    finish: (id, reason) => event(chunk(id, [choice({}, reason)])),
    usage: (id, { promptTokens }, sent) =>
      event({
        ...chunk(id, []),
        usage: {
          completion_tokens: sent,
          prompt_tokens: promptTokens,
          total_tokens: promptTokens + sent,
          prompt_tokens_details: { cached_tokens: 0 },
        },
        timings: { cache_n: 0, prompt_n: promptTokens, predicted_n: sent },
      }),
    error: (status, type, message) => ({ error: { code: status, message, type } }),
    models: () => ({
      object: 'list',
      data: [{ id: model, object: 'model', created: 1_760_000_000, owned_by: 'llamacpp', meta: null }],
    }),
    metrics: (running, waiting) =>
      [
        '# HELP llamacpp:requests_processing Number of requests processing.',
        '# TYPE llamacpp:requests_processing gauge',
        `llamacpp:requests_processing ${running}`,
        '# TYPE llamacpp:requests_deferred gauge',
        `llamacpp:requests_deferred ${waiting}`,
        '',
      ].join('\n'),
  };
}
