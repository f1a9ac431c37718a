import type { ChatRequest, ModelRef } from '../chat-model.js';
import type { InferenceServerFlavour } from './inference-server-options.js';

type Fields = Record<string, unknown>;

/** Where the servers differ. The fields of a chat request that are the same on all are in `chat-body.ts`. */
export interface Flavour {
  /** How a model and its adapter are named. llama-server wants `lora` beside it, which depends on what it has loaded. */
  modelFields(model: ModelRef): Fields;
  schemaFields(schema: NonNullable<ChatRequest['jsonSchema']>): Fields;
  /** How the tokens of messages are counted with the server's own template and tokenizer. */
  counts: 'BY_MESSAGES' | 'BY_TEMPLATE' | 'BY_ASKING';
  /** Adapters are chosen by number. */
  numbersAdapters: boolean;
  /** Whether there is a `GET /health`. */
  tellsHealth: boolean;
  gauges: { running: string; waiting: string } | null;
}

const standardSchema: Flavour['schemaFields'] = ({ name, schema }) => ({
  response_format: { type: 'json_schema', json_schema: { name, schema, strict: true } },
});

const adapterAsModel: Flavour['modelFields'] = ({ servedName, adapterName }) => ({ model: adapterName ?? servedName });

export const FLAVOURS: Record<InferenceServerFlavour, Flavour> = {
  // docs.vllm.ai: features/lora (an adapter is a model), features/structured_outputs (`guided_json` went with 0.12 and is passed over
  // without a word), `POST /tokenize` with messages (serve/tokenize/protocol.py), production metrics.
  VLLM: {
    modelFields: adapterAsModel,
    schemaFields: ({ schema }) => ({ structured_outputs: { json: schema } }),
    counts: 'BY_MESSAGES',
    numbersAdapters: false,
    tellsHealth: true,
    gauges: { running: 'vllm:num_requests_running', waiting: 'vllm:num_requests_waiting' },
  },
  // tools/server/README.md of llama.cpp. Its `model` only comes back in the answer.
  LLAMA_SERVER: {
    modelFields: ({ servedName }) => ({ model: servedName }),
    schemaFields: standardSchema,
    counts: 'BY_TEMPLATE',
    numbersAdapters: true,
    tellsHealth: true,
    gauges: { running: 'llamacpp:requests_processing', waiting: 'llamacpp:requests_deferred' },
  },
  // docs.sglang.ai: `lora_path` beside the model, `response_format`; its tokenizer's endpoint knows no template.
  SGLANG: {
    modelFields: ({ servedName, adapterName }) => ({
      model: servedName,
      ...(adapterName === null ? {} : { lora_path: adapterName }),
    }),
    schemaFields: standardSchema,
    counts: 'BY_ASKING',
    numbersAdapters: false,
    tellsHealth: true,
    gauges: { running: 'sglang:num_running_reqs', waiting: 'sglang:num_queue_reqs' },
  },
  OPENAI: {
    modelFields: adapterAsModel,
    schemaFields: standardSchema,
    counts: 'BY_ASKING',
    numbersAdapters: false,
    tellsHealth: false,
    gauges: null,
  },
};
