import type { ChatEvent, ChatModel, ChatRequest, FinishReason, ModelRef } from '../src/index.js';

export const FAKE_REF: ModelRef = {
  versionId: '0198c0de-0000-7000-8000-000000000001',
  kind: 'INFERENCE_SERVER',
  label: 'fake-7b 1.0 (for tests)',
  code: 'fake-7b',
  version: '1.0',
  servedName: 'fake-7b',
  adapterName: null,
  weightsDigest: 'a'.repeat(64),
  adapterDigest: null,
  tokenizerDigest: 'b'.repeat(64),
  templateDigest: 'c'.repeat(64),
  promptTemplate: 'persona-1',
  contextTokens: 4_096,
  lane: 'gpu',
};

/** One answer: its words and how it ends, or what is thrown after the words. */
export interface FakeAnswer {
  text?: string;
  finishReason?: FinishReason;
  throws?: Error;
  /** Waits for the request's abort after the words. */
  hangs?: boolean;
}

/** A chat model that gives the answers it was told, in turn and letter by letter, and remembers what it was asked. */
export class FakeChatModel implements ChatModel {
  readonly ref = FAKE_REF;
  readonly requests: ChatRequest[] = [];
  /** Requests whose signal was aborted before their answer was whole. */
  givenUp = 0;

  constructor(private readonly answers: FakeAnswer[]) {}

  async *chat(request: ChatRequest): AsyncGenerator<ChatEvent> {
    const { text = '', finishReason = 'STOP', throws, hangs } = this.answers[this.requests.length] ?? {};
    this.requests.push(request);
    let whole = false;
    try {
      for (const letter of text) {
        request.signal.throwIfAborted();
        yield { type: 'text', text: letter };
      }
      if (hangs) {
        await new Promise<void>((resolve) => request.signal.addEventListener('abort', () => resolve()));
        request.signal.throwIfAborted();
      }
      if (throws) throw throws;
      whole = true;
      const usage = { promptTokens: 100, completionTokens: 10, cachedTokens: null };
      yield { type: 'final', text, finishReason, usage, timings: { firstTextMs: 1, totalMs: 2 }, engineName: 'fake' };
    } finally {
      if (!whole && !throws) this.givenUp += 1;
    }
  }

  /** As if each word were a token. */
  countTokens(messages: ChatRequest['messages']): Promise<number> {
    return Promise.resolve(messages.reduce((sum, { content }) => sum + content.split(/\s+/).length + 4, 3));
  }
}
