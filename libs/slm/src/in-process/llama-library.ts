import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ChatMessage, EngineError } from '../chat-model.js';
import { shippedPath } from '../shipped-path.js';

/**
 * Written last by `npm run llama:install`, beside the packages. They are no dependency of Parley: 85 MB that hardly any deployment
 * needs.
 */
const INSTALLED = 'llama/installed/.lock-hash';

export type Token = number & { readonly isToken?: never };

/** The part of node-llama-cpp 3 that is used here; its own types are not installed where it is not. */
export interface LlamaSequence {
  readonly nextTokenIndex: number;
  /** Keeps the longest beginning that the evaluated tokens share with these, and forgets the rest. */
  adaptStateToTokens(tokens: Token[], allowShift: false): Promise<void>;
  clearHistory(): Promise<void>;
  evaluateWithoutGeneratingNewTokens(tokens: Token[]): Promise<void>;
  /** Ends at a token that ends the generation, without giving it. */
  evaluate(
    tokens: Token[],
    options: {
      temperature: number;
      topP: number;
      topK: number;
      minP: number;
      seed: number;
      grammarEvaluationState?: object;
    },
  ): AsyncGenerator<Token, void, void>;
}

export interface LlamaContext {
  readonly contextSize: number;
  getSequence(): LlamaSequence;
  dispose(): Promise<void>;
}

export interface LlamaModel {
  readonly size: number;
  readonly trainContextSize: number;
  readonly fileInfo: { metadata: { tokenizer?: { chat_template?: string } } };
  readonly tokens: {
    bos: Token | null;
    bosString: string | null;
    eosString: string | null;
    shouldPrependBosToken: boolean;
  };
  readonly tokenizer: object;
  detokenize(tokens: readonly Token[], specialTokens?: boolean, lastTokens?: readonly Token[]): string;
  createContext(options: {
    sequences: number;
    contextSize: number;
    threads: number;
    lora?: { adapters: { filePath: string }[] };
  }): Promise<LlamaContext>;
  dispose(): Promise<void>;
}

export interface Llama {
  loadModel(options: { modelPath: string }): Promise<LlamaModel>;
  createGrammarForJsonSchema(schema: object): Promise<object>;
  dispose(): Promise<void>;
}

interface LlamaModule {
  getLlama(options: {
    gpu: false;
    build: 'never';
    skipDownload: true;
    maxThreads: 0;
    logLevel: 'error';
    logger: (level: string, message: string) => void;
  }): Promise<Llama>;
  LlamaText: new (values: readonly unknown[]) => { tokenize(tokenizer: object): Token[] };
  SpecialTokensText: new (text: string) => object;
  LlamaGrammarEvaluationState: new (options: { model: LlamaModel; grammar: object }) => object;
}

interface JinjaModule {
  Template: new (source: string) => {
    render(values: {
      messages: readonly ChatMessage[];
      add_generation_prompt: boolean;
      bos_token: string;
      eos_token: string;
    }): string;
  };
}

export interface LlamaLibrary {
  llama: Llama;
  text: Pick<LlamaModule, 'LlamaText' | 'SpecialTokensText' | 'LlamaGrammarEvaluationState'>;
  Template: JinjaModule['Template'];
  /** What llama.cpp complained about last, for the message of an error that it caused. */
  lastComplaint(): string;
}

/**
 * Loads llama.cpp into this process, on the CPU alone. Never builds or downloads anything.
 * @throws EngineError UNAVAILABLE that names the command when it is not installed
 */
export async function loadLlamaLibrary(): Promise<LlamaLibrary> {
  const installed = shippedPath(INSTALLED);
  if (!installed) {
    throw new EngineError(
      'UNAVAILABLE',
      'llama.cpp is not installed here: run `npm run llama:install` in the folder of Parley',
    );
  }
  const load = <M>(path: string): Promise<M> =>
    import(pathToFileURL(join(dirname(installed), 'node_modules', path)).href) as Promise<M>;
  let complaint = '';
  try {
    const [module, jinja] = await Promise.all([
      load<LlamaModule>('node-llama-cpp/dist/index.js'),
      load<JinjaModule>('@huggingface/jinja/dist/index.js'),
    ]);
    const llama = await module.getLlama({
      gpu: false,
      build: 'never',
      skipDownload: true,
      maxThreads: 0,
      logLevel: 'error',
      logger: (_level, message) => (complaint = message.trim().slice(0, 300)),
    });
    return { llama, text: module, Template: jinja.Template, lastComplaint: () => complaint };
  } catch (cause) {
    throw new EngineError('UNAVAILABLE', 'llama.cpp is installed and does not start on this machine', { cause });
  }
}
