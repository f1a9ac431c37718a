/** Whose wire protocol it speaks. */
export type FakeFlavour = 'VLLM' | 'LLAMA_SERVER';

/** What goes wrong with an answer. Each is something that real servers, proxies or networks have done. */
export const FAKE_MODES = [
  'normal',
  /** A tenth of the speed. */
  'slow',
  'hang-before-headers',
  'hang-before-first-token',
  'hang-after-first-token',
  'reset-before-headers',
  'reset-mid-stream',
  /** The stream ends in good order, but early: what a server that is stopped does. */
  'close-mid-stream',
  'no-done',
  'no-finish-reason',
  'no-usage',
  /** Bytes that are no text. */
  'garbage',
  /** The page of a proxy, with status 200. */
  'web-page',
  'truncated-json',
  'nan',
  'ten-megabytes-in-a-line',
  'ten-megabytes-of-tokens',
  'ten-megabytes-of-comments',
  /** 503 with `Retry-After` in seconds, and as a date. */
  'unavailable',
  'unavailable-until',
  /** 429 with `Retry-After`. */
  'too-many',
  'failed',
  'rejected',
  'error-in-stream',
  /** As llama-server wrote it until 2025: an `error:` line. */
  'error-line-in-stream',
  'abort-finish',
  'error-finish',
  'repetition-finish',
  'comments-only',
  'comments-between',
  /** Every byte in a packet of its own. */
  'split-bytes',
  /** The whole stream in one packet. */
  'one-packet',
  /** Ignores the schema it was given. */
  'no-json',
] as const;
export type FakeMode = (typeof FAKE_MODES)[number];

export interface FakeServerOptions {
  flavour: FakeFlavour;
  /** 0, the default, for any free one. */
  port?: number;
  model?: string;
  /** LoRA adapters: names on vLLM, files on llama-server. */
  adapters?: readonly string[];
  /** Requests worked on at once; the rest wait, as in both servers. */
  slots?: number;
  /** Most that wait; one more is answered 503 with `Retry-After: 1`. No limit when left out. */
  mostWaiting?: number;
  /** Of each slot; 0, the default, for as fast as it can. */
  tokensPerSecond?: number;
  /** From the slot to the first token. */
  firstTokenMs?: number;
  /** Tokens of prompt and answer together. */
  contextTokens?: number;
  /** Says what is answered to a request; undefined leaves it to the fake's own words. */
  answers?: (body: ChatBody) => string | undefined;
  /** Makes every answer this long; else 14 to 40 by what was asked. */
  answerTokens?: number;
  /** Bearer key that it asks for. */
  apiKey?: string;
  /** How many requests it remembers. */
  remembers?: number;
}

export const DEFAULTS = {
  port: 0,
  model: 'fake-model',
  adapters: [] as readonly string[],
  slots: 4,
  mostWaiting: Number.POSITIVE_INFINITY,
  tokensPerSecond: 0,
  firstTokenMs: 0,
  contextTokens: 4_096,
  answers: undefined as FakeServerOptions['answers'],
  answerTokens: undefined as number | undefined,
  apiKey: undefined as string | undefined,
  remembers: 2_000,
};

export type FakeSettings = typeof DEFAULTS & { flavour: FakeFlavour };

/** The part of a chat request that the fake reads, of either server. */
export interface ChatBody {
  model?: string;
  messages: { role: string; content: string }[];
  max_tokens?: number;
  temperature?: number;
  seed?: number;
  stop?: string | string[];
  stream?: boolean;
  stream_options?: { include_usage?: boolean };
  user?: string;
  response_format?: { type: string; json_schema?: { schema?: JsonSchema }; schema?: JsonSchema };
  structured_outputs?: { json?: JsonSchema };
  json_schema?: JsonSchema;
  lora?: { id: number; scale: number }[];
}

export type JsonSchema = {
  type?: string;
  enum?: unknown[];
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  minItems?: number;
  minimum?: number;
};
