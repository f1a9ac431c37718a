import { ChatBody, FakeMode, FakeSettings, JsonSchema } from './fake-options.js';
import { jsonFor, promptOf, tokensOf, wordsFor } from './fake-words.js';

export interface FakeAnswer {
  tokens: string[];
  finishReason: 'stop' | 'length' | 'abort' | 'error' | 'repetition';
  promptTokens: number;
}

/** Texts of several bytes a character, to be cut between their bytes. */
const MANY_BYTES = 'Não… «Grüße» 你好 👮🏽‍♀️ fin';

/**
 * What the model says, wholly known before the first token is sent. Depends on the messages, the adapter and, above temperature 0, the seed.
 * @param scripted what it was told to say to this request
 */
export function fakeAnswer(
  body: ChatBody,
  settings: FakeSettings,
  mode: FakeMode,
  adapter: string,
  scripted: string | undefined,
): FakeAnswer {
  const prompt = promptOf(body.messages);
  const promptTokens = tokensOf(prompt).length;
  const seed = body.temperature === 0 ? 'greedy' : String(body.seed ?? Math.random());
  const key = JSON.stringify([prompt, adapter, seed]);
  const schema = mode === 'no-json' ? undefined : schemaOf(body, settings);
  const natural =
    scripted !== undefined
      ? tokensOf(scripted)
      : schema
        ? jsonFor(schema, key)
        : mode === 'split-bytes'
          ? tokensOf(MANY_BYTES)
          : wordsFor(key, settings.answerTokens);
  const cut = beforeStop(natural, stopsOf(body));
  const room = Math.max(1, Math.min(body.max_tokens ?? Infinity, settings.contextTokens - promptTokens));
  const tokens = cut.slice(0, room);
  const finishReason = forced(mode) ?? (tokens.length < cut.length ? 'length' : 'stop');
  return { tokens, finishReason, promptTokens };
}

function forced(mode: FakeMode): FakeAnswer['finishReason'] | null {
  if (mode === 'abort-finish') return 'abort';
  if (mode === 'error-finish') return 'error';
  return mode === 'repetition-finish' ? 'repetition' : null;
}

/** Each server knows its own field and passes over the other's without a word, `guided_json` included. */
function schemaOf(body: ChatBody, { flavour }: FakeSettings): JsonSchema | undefined {
  const { response_format: format } = body;
  const standard = format?.type === 'json_schema' ? format.json_schema?.schema : undefined;
  return flavour === 'VLLM' ? (body.structured_outputs?.json ?? standard) : (body.json_schema ?? standard);
}

const stopsOf = ({ stop }: ChatBody): string[] => (typeof stop === 'string' ? [stop] : (stop ?? []));

/** Neither server lets a part of a stop string out: the last token is cut where the string begins. */
function beforeStop(tokens: string[], stops: string[]): string[] {
  const text = tokens.join('');
  const ends = stops.map((stop) => text.indexOf(stop)).filter((at) => at >= 0);
  if (ends.length === 0) return tokens;
  let room = Math.min(...ends);
  const kept: string[] = [];
  for (const token of tokens) {
    if (room <= 0) break;
    kept.push(token.slice(0, room));
    room -= token.length;
  }
  return kept;
}
