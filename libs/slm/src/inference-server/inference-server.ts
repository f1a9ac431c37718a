import type { ChatEvent, ChatMessage, ChatRequest, EngineClient, EngineHealth, ModelRef } from '../chat-model.js';
import { adaptersOf, LoadedAdapter, loraField } from './adapters.js';
import { streamedChat } from './chat-stream.js';
import { Flavour, FLAVOURS } from './flavours.js';
import { DEFAULT_DEADLINES, DEFAULT_LIMITS, InferenceServerOptions } from './inference-server-options.js';
import { serverHealth } from './server-health.js';
import { ServerConnection } from './server-connection.js';
import { countedTokens } from './token-count.js';

/**
 * An inference server over the OpenAI-compatible API. Opens no connection before it is used.
 * @throws TypeError when the URL is none
 */
export function inferenceServer(options: InferenceServerOptions): EngineClient {
  return new InferenceServer(options);
}

class InferenceServer implements EngineClient {
  readonly kind = 'INFERENCE_SERVER';
  readonly name: string;
  private readonly deadlines;
  private readonly limits;
  private readonly flavour: Flavour;
  private readonly connection: ServerConnection;
  private adapters: LoadedAdapter[] | null = null;

  constructor(options: InferenceServerOptions) {
    this.name = options.name;
    this.deadlines = { ...DEFAULT_DEADLINES, ...options.deadlines };
    this.limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.flavour = FLAVOURS[options.flavour];
    this.connection = new ServerConnection(options, this.deadlines, this.limits);
    this.connection.onDisconnect(() => (this.adapters = null));
  }

  async *chat(model: ModelRef, request: ChatRequest): AsyncGenerator<ChatEvent> {
    yield* this.streamed(await this.modelFields(model, request.signal), request);
  }

  async countTokens(model: ModelRef, messages: readonly ChatMessage[], signal: AbortSignal): Promise<number> {
    const fields = await this.modelFields(model, signal);
    const chat = (request: ChatRequest): AsyncIterable<ChatEvent> => this.streamed(fields, request);
    return countedTokens(this.connection, this.flavour, fields, messages, signal, chat);
  }

  health(signal: AbortSignal): Promise<EngineHealth> {
    return serverHealth(this.connection, this.flavour, signal);
  }

  close(): Promise<void> {
    return this.connection.close();
  }

  private streamed(fields: Record<string, unknown>, request: ChatRequest): AsyncGenerator<ChatEvent> {
    const { name: engineName, connection, flavour, deadlines, limits } = this;
    return streamedChat({ engineName, connection, flavour, deadlines, limits, fields, request });
  }

  /** @throws EngineError REJECTED for an adapter that the server does not have */
  private async modelFields(model: ModelRef, signal: AbortSignal): Promise<Record<string, unknown>> {
    const fields = this.flavour.modelFields(model);
    if (!this.flavour.numbersAdapters) return fields;
    // The numbers are those of this start of the server, whose end all its connections tell of.
    this.adapters ??= adaptersOf(await this.connection.json('/lora-adapters', null, signal));
    const lora = loraField(this.adapters, model.adapterName);
    return lora.length === 0 ? fields : { ...fields, lora };
  }
}
