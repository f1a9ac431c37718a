import {
  EngineError,
  type ChatEvent,
  type ChatRequest,
  type EngineClient,
  type EngineHealth,
  type ModelRef,
} from '../src/index.js';

/** A request that this engine works on until it is told how it goes on. */
export interface FakeWork {
  model: ModelRef;
  request: ChatRequest;
  say(text: string): void;
  end(): void;
  fail(error: EngineError): void;
}

/** An engine whose every answer the test gives by hand. */
export class FakeEngineClient implements EngineClient {
  readonly kind = 'INFERENCE_SERVER';
  readonly works: FakeWork[] = [];
  running = 0;
  mostAtOnce = 0;
  closed = false;
  asked = 0;
  /** What it says when asked how it is; an error is thrown. */
  state: EngineHealth | EngineError = { ready: true, serves: [], running: null, waiting: null };

  constructor(readonly name: string) {}

  async *chat(model: ModelRef, request: ChatRequest): AsyncGenerator<ChatEvent> {
    const pending: (string | null | EngineError)[] = [];
    let wake: () => void = () => undefined;
    const push = (what: string | null | EngineError): void => {
      pending.push(what);
      wake();
    };
    this.running += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.running);
    this.works.push({ model, request, say: push, end: () => push(null), fail: push });
    const aborted = (): void => wake();
    request.signal.addEventListener('abort', aborted);
    let whole = '';
    try {
      for (;;) {
        request.signal.throwIfAborted();
        const next = pending.shift();
        if (next === undefined) await new Promise<void>((resolve) => (wake = resolve));
        else if (next instanceof EngineError) throw next;
        else if (next !== null) {
          whole += next;
          yield { type: 'text', text: next };
        } else break;
      }
      const usage = { promptTokens: 10, completionTokens: 2, cachedTokens: null };
      const timings = { firstTextMs: 1, totalMs: 2 };
      yield { type: 'final', text: whole, finishReason: 'STOP', usage, timings, engineName: this.name };
    } finally {
      this.running -= 1;
      request.signal.removeEventListener('abort', aborted);
    }
  }

  countTokens(): Promise<number> {
    return Promise.resolve(7);
  }

  health(): Promise<EngineHealth> {
    this.asked += 1;
    return this.state instanceof EngineError ? Promise.reject(this.state) : Promise.resolve(this.state);
  }

  close(): Promise<void> {
    this.closed = true;
    return Promise.resolve();
  }
}
