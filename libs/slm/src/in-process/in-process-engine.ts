import { ChatEvent, ChatMessage, ChatRequest, EngineClient, EngineError, ModelRef } from '../chat-model.js';
import { abortable } from './abortable.js';
import { answerTokens } from './answer-tokens.js';
import { AnswerText, TokenSpelling } from './answer-text.js';
import { grammarSchema } from './grammar-schema.js';
import { LlamaLibrary, loadLlamaLibrary, Token } from './llama-library.js';
import { LoadedModel, loadModel } from './loaded-model.js';
import { Slots } from './slots.js';
import { filesServed } from './verified-file.js';

/** What the library's grammars write after the JSON. */
const END_OF_GRAMMAR = '\n\n\n\n';

export interface InProcessOptions {
  /** As it is registered. */
  name: string;
  /** Holds the GGUF files of models and adapters. */
  modelFolder: string;
  /** Requests it works on at once; the others wait. */
  slots: number;
}

/**
 * llama.cpp on the CPU of this process, for a laptop or an edge device with a GGUF. Loads the library with the first use, and each model
 * once. Equal requests with equal seeds give equal answers.
 */
export function inProcessEngine(options: InProcessOptions): EngineClient {
  return new InProcessEngine(options);
}

class InProcessEngine implements EngineClient {
  readonly kind = 'IN_PROCESS';
  readonly name: string;
  private readonly slots: Slots;
  private readonly closing = new AbortController();
  private opened: Promise<LlamaLibrary> | null = null;
  private readonly models = new Map<string, Promise<LoadedModel>>();
  private readonly finishing = new Set<() => Promise<void>>();

  constructor(private readonly options: InProcessOptions) {
    this.name = options.name;
    this.slots = new Slots(options.slots);
  }

  async *chat(ref: ModelRef, request: ChatRequest): AsyncGenerator<ChatEvent, void, void> {
    const from = performance.now();
    const signal = this.whileOpen(request.signal);
    const giveBack = await this.slots.take(signal);
    let done: () => void = giveBack;
    try {
      const schema = request.jsonSchema ? grammarSchema(request.jsonSchema.schema) : undefined;
      const model = await abortable(this.model(ref), signal);
      const prompt = model.promptTokens(request.messages);
      if (prompt.length >= ref.contextTokens) {
        throw new EngineError('REJECTED', `the prompt has ${prompt.length} tokens, the context ${ref.contextTokens}`);
      }
      const grammarState = schema ? await abortable(model.grammarState(schema), signal) : undefined;
      const { seat, contextTokens } = await model.seat(ref, request.affinity);
      const most = Math.min(request.maxTokens, contextTokens - prompt.length);
      const answer = answerTokens(seat.sequence, prompt, { ...request, signal, grammarState, most });
      // llama.cpp finishes the step it is in, whoever has left: only then is the seat free.
      const finish = async (): Promise<void> => {
        await answer.end();
        if (!this.finishing.delete(finish)) return;
        seat.busy = false;
        giveBack();
      };
      this.finishing.add(finish);
      done = () => void finish();
      const spelling = new TokenSpelling<Token>((tokens, after) => model.spell(tokens, after));
      const stops = request.stop?.filter((stop) => stop !== '') ?? [];
      const text = new AnswerText(schema ? [...stops, END_OF_GRAMMAR] : stops);
      let firstTextMs: number | undefined;
      let whole = false;
      const pieces = function* (more: string): Generator<ChatEvent> {
        const piece = text.add(more);
        if (piece === '') return;
        firstTextMs ??= performance.now() - from;
        yield { type: 'text', text: piece };
      };
      for await (const token of answer.tokens) {
        yield* pieces(spelling.add(token));
        // A number or a word may go on; what is closed may not.
        whole = schema !== undefined && /[}\]"]$/.test(text.text) && isWholeJson(text.text);
        if (text.stopped || whole) break;
      }
      yield* pieces(spelling.end());
      const rest = text.end();
      if (rest !== '') {
        firstTextMs ??= performance.now() - from;
        yield { type: 'text', text: rest };
      }
      if (schema && !isWholeJson(text.text)) {
        throw new EngineError('BROKEN', 'the answer ended before its JSON did', { afterFirstText: text.text !== '' });
      }
      const totalMs = performance.now() - from;
      yield {
        type: 'final',
        text: text.text,
        finishReason: text.stopped || whole || answer.endedItself() ? 'STOP' : 'LENGTH',
        usage: {
          promptTokens: prompt.length,
          completionTokens: answer.generated(),
          cachedTokens: answer.cached(),
        },
        timings: { firstTextMs: firstTextMs ?? totalMs, totalMs },
        engineName: this.name,
      };
    } finally {
      done();
    }
  }

  async countTokens(ref: ModelRef, messages: readonly ChatMessage[], signal: AbortSignal): Promise<number> {
    const model = await abortable(this.model(ref), this.whileOpen(signal));
    return model.promptTokens(messages).length;
  }

  async health(signal: AbortSignal): Promise<{ ready: boolean; serves: string[]; running: number; waiting: number }> {
    await abortable(this.library(), this.whileOpen(signal));
    const serves = await filesServed(this.options.modelFolder);
    return { ready: true, serves, running: this.slots.running, waiting: this.slots.waiting };
  }

  async close(): Promise<void> {
    this.closing.abort(new EngineError('UNAVAILABLE', `the engine ${this.name} is closed`));
    // Readers that never read on must not keep it open.
    await Promise.all([...this.finishing].map((finish) => finish()));
    const library = await this.opened?.catch(() => null);
    this.opened = null;
    const models = await Promise.allSettled(this.models.values());
    this.models.clear();
    for (const model of models) if (model.status === 'fulfilled') await model.value.dispose();
    await library?.llama.dispose();
  }

  /** Aborts with the request, and when the engine closes. */
  private whileOpen(signal: AbortSignal): AbortSignal {
    signal.throwIfAborted();
    this.closing.signal.throwIfAborted();
    return AbortSignal.any([signal, this.closing.signal]);
  }

  private library(): Promise<LlamaLibrary> {
    this.opened ??= loadLlamaLibrary().catch((error) => {
      this.opened = null;
      throw error;
    });
    return this.opened;
  }

  /** Loading goes on when the request that began it is aborted: the next one needs it too. */
  private model(ref: ModelRef): Promise<LoadedModel> {
    const key = `${ref.servedName} ${ref.weightsDigest}`;
    const known = this.models.get(key);
    if (known) return known;
    const loading = this.library()
      .then((library) => loadModel(library, this.options, ref, this.closing.signal))
      .catch((error) => {
        this.models.delete(key);
        throw error;
      });
    this.models.set(key, loading);
    return loading;
  }
}

function isWholeJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
