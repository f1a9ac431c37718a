/** Which server answers: the OpenAI-compatible API is common to them, what lies beside it is each server's own. */
export const INFERENCE_SERVER_FLAVOURS = ['VLLM', 'LLAMA_SERVER', 'SGLANG', 'OPENAI'] as const;
export type InferenceServerFlavour = (typeof INFERENCE_SERVER_FLAVOURS)[number];

export interface InferenceServerOptions {
  /** As it is registered; stands in each turn's provenance. */
  name: string;
  /** With or without `/v1` at its end. One server, not a balancer before several: affinity and adapters are of one. */
  url: string;
  flavour: InferenceServerFlavour;
  /** Sent as bearer token. */
  apiKey?: string;
  deadlines?: Partial<Deadlines>;
  limits?: Partial<Limits>;
}

/** All in milliseconds. What is waited for longer is TIMED_OUT. */
export interface Deadlines {
  /** For a connection. */
  connectMs: number;
  /** From the request to the first words, with the time it waits in the server's own line. */
  firstTextMs: number;
  /** From some words to the next. A comment that keeps the connection open is no word. */
  betweenMs: number;
  /** For everything that generates nothing: health, models, counting. */
  controlMs: number;
}

/** All in bytes. What is larger is BROKEN, and read no further. */
export interface Limits {
  /** The text of an answer. */
  answerBytes: number;
  /** One event of a stream; also what is kept of an error's body. */
  eventBytes: number;
  /** All of a stream: events, their JSON around the words, comments. Beside it, 1 KiB for each token that was asked for. */
  streamBytes: number;
  /** An answer that is not a stream: models, metrics, tokens. */
  bodyBytes: number;
}

export const DEFAULT_DEADLINES: Deadlines = {
  connectMs: 2_000,
  firstTextMs: 30_000,
  betweenMs: 10_000,
  controlMs: 5_000,
};

export const DEFAULT_LIMITS: Limits = {
  answerBytes: 262_144,
  eventBytes: 262_144,
  streamBytes: 1_048_576,
  bodyBytes: 4_194_304,
};
