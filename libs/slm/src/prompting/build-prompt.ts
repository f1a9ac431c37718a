import { ChatMessage, ChatModel, EngineError } from '../chat-model.js';
import { PlayInput } from '../engine.js';
import { replayState } from '../scripted-player/play-turn.js';
import { PlayerState } from '../scripted-player/player-state.js';
import { BoundedMap } from '#platform';
import { cased, dialogueMessages, worded } from './dialogue-messages.js';
import { cutAtWord, fillForm, plainWords } from './fill-form.js';
import { firstThatFits } from './first-that-fits.js';
import { moodWords } from './mood-words.js';
import { PromptFile, promptFile } from './prompt-file.js';
import { rankedMemories, summaryText } from './rolling-summary.js';
import { messagesDigest, TokenCounter, tokenCounter } from './token-counter.js';

/** What a model is asked with, and what that is stored as. Digests are SHA-256, hex. */
export interface Prompt {
  messages: ChatMessage[];
  templateCode: string;
  /** Of the prompt file, and of the messages. */
  templateDigest: string;
  digest: string;
  /** Of the messages, by the model's own tokenizer; with the answer they stay within its context. */
  tokens: number;
  /** Turns of the history that are in the prompt word for word; the others are in the summary, as far as it goes. */
  keptTurns: number;
  summarisedTurns: number;
  /** As the prompt file has it; `maxTokens` is what was set aside for the answer. */
  sampling: { temperature: number; topP: number; maxTokens: number };
}

export interface PromptOptions {
  /** The player's state after the whole history, where the caller has replayed it already. */
  state?: PlayerState;
  /** The path on which the scenario ends with this turn, where it does. */
  ending?: 'RESOLUTION' | 'ESCALATION';
}

/** The window of a session as it was last: it never moves back. */
interface Window {
  start: number;
  /** Turns of the history that it held, and what these were at most, in tokens. */
  upTo: number;
  tokens: number;
}

// So that most prompts are counted once: what was counted before bounds what there is now.
const windows = new BoundedMap<Window>(2048);
/** Tokens that a turn may cost beside its own bytes: what its template puts around it, and another cut where it begins. */
const AROUND_A_TURN = 16;

/**
 * The prompt for the civilian's next turn: the persona, a summary of what is too long ago, the turns since word for word, and the
 * mood, within the model's context less the answer. A pure function of the input and of how the model counts.
 *
 * @throws EngineError REJECTED when even the persona does not fit; what counting throws; an abort throws the signal's reason
 */
export async function buildPrompt(input: PlayInput, model: ChatModel, options: PromptOptions = {}): Promise<Prompt> {
  input.signal.throwIfAborted();
  const file = promptFile(model.ref.promptTemplate);
  const maxTokens = Math.min(file.maxTokens, model.ref.contextTokens - 1);
  const writing = new PromptWriting(file, input, options, model.ref.contextTokens - maxTokens);
  const count = tokenCounter(model, input.signal);
  const key = `${model.ref.versionId} ${input.sessionId}`;
  const { messages, start, tokens, window } = await writing.fitted(count, windows.get(key));
  if (window) windows.set(key, window);
  return {
    messages,
    templateCode: file.code,
    templateDigest: file.digest,
    digest: messagesDigest(messages),
    tokens,
    keptTurns: input.history.length - start,
    summarisedTurns: start,
    sampling: { temperature: file.temperature, topP: file.topP, maxTokens },
  };
}

/** Only says where a search begins: English in most tokenizers. What fits is always counted by the model. */
const likelyTokens = (text: string): number => Buffer.byteLength(text) / 4;

interface Fitted {
  messages: ChatMessage[];
  start: number;
  tokens: number;
  window?: Window;
}

class PromptWriting {
  private readonly values: Record<string, string>;
  private readonly system: string;
  private readonly now: string;

  constructor(
    private readonly file: PromptFile,
    private readonly input: PlayInput,
    { state, ending }: PromptOptions,
    private readonly room: number,
  ) {
    const { persona } = input.script;
    const mood = state ?? replayState(input.script, input.history);
    const shown = input.script.cues.filter((cue) => cue.onTurn === mood.officerTurns).map((cue) => cue.text);
    const texts = { ...persona, age: String(persona.age), triggers: persona.triggers.join('; ') };
    this.values = {
      ...Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, plainWords(text)])),
      firstName: plainWords(persona.name).split(' ')[0],
      situation: plainWords(input.situation),
      cues: plainWords(shown.join(' ')),
      ending: ending ? worded(file, `ending.${ending}`) : '',
      ...moodWords(file, input.script, mood),
    };
    this.system = cased(file, fillForm(file.system, this.values));
    this.now = cased(file, fillForm(file.now, this.values));
  }

  /** From the turn `start`, with what was before it in a summary, and with the mood. */
  private written(start: number, summary: string, withNow: boolean): ChatMessage[] {
    const messages = dialogueMessages(this.file, this.input.history.slice(start));
    const last = messages.at(-1);
    if (withNow && this.now !== '' && last?.role === 'user') last.content += `\n${this.now.replace(/\n+/g, '\n')}`;
    const system = [this.system, summary].filter((part) => part !== '').join('\n\n');
    return [{ role: 'system', content: system }, ...messages];
  }

  private get summaryTokens(): number {
    return Math.floor(this.room * this.file.summaryShare);
  }

  private likelyStart(): number {
    let left = this.room - likelyTokens(this.system) - this.summaryTokens - this.file.nowTokens;
    let start = this.input.history.length;
    while (start > 0 && left > 0) left -= likelyTokens(this.input.history[--start].text) + 5;
    return left > 0 ? 0 : start + 1;
  }

  /** Where a window may begin: never with the civilian, whose words would answer nothing. */
  private starts(from: number, step: number): number[] {
    const { history } = this.input;
    const found = new Set<number>();
    for (let at = from; at < history.length; at += step) {
      let start = at;
      while (start < history.length && start > 0 && history[start].speaker === 'CIVILIAN') start++;
      if (start < history.length) found.add(start);
    }
    return [...found];
  }

  async fitted(count: TokenCounter, last?: Window): Promise<Fitted> {
    const { start, tokens: held } = await this.firstStart(count, last);
    const later = start < 0 ? [] : this.starts(start, 1);
    for (const at of later) {
      const summary = await this.summaryBefore(at, count);
      const messages = this.written(at, summary, true);
      const tokens = await count(messages);
      if (tokens > this.room) continue;
      const window =
        at === start ? { start, upTo: this.input.history.length, tokens: Math.min(held, tokens) } : undefined;
      return { messages, start: at, tokens, window };
    }
    return this.lastResort(count);
  }

  /**
   * Decided without the summary's and the mood's own words, for which room is set aside: so the window only ever moves on as a session
   * grows, and the turns in a prompt do not depend on who built the one before.
   */
  private async firstStart(count: TokenCounter, last?: Window): Promise<{ start: number; tokens: number }> {
    const { history } = this.input;
    const known = last && last.upTo <= history.length ? last : undefined;
    // What did not fit when less had been said does not fit now.
    const earliest = known?.start ?? 0;
    const likelyStart = known?.start ?? this.likelyStart();
    const held = new Map<number, number>();
    const fits = async (start: number): Promise<boolean> => {
      const room = this.room - this.file.nowTokens - (start === 0 ? 0 : this.summaryTokens);
      const atMost = known?.start === start ? this.atMost(known) : Infinity;
      const tokens = atMost <= room ? atMost : await count(this.written(start, '', false));
      held.set(start, tokens);
      return tokens <= room;
    };
    const first = async (starts: readonly number[]): Promise<number> => {
      const left = starts.filter((start) => start >= earliest);
      const likely = left.findIndex((start) => start >= likelyStart);
      const at = await firstThatFits(left, fits, likely < 0 ? left.length - 1 : likely);
      return at < 0 ? -1 : left[at];
    };
    const steps = this.starts(0, this.file.slideTurns).filter(
      (start) => start === 0 || history.length - start >= this.file.keepTurns,
    );
    let start = await first(steps);
    if (start < 0) start = await first(this.starts((steps.at(-1) ?? 0) + 1, 1));
    return { start, tokens: held.get(start) ?? 0 };
  }

  /** Tokens of a window to which turns have come: a token is never less than a byte. */
  private atMost({ upTo, tokens }: Window): number {
    const { history } = this.input;
    const later = dialogueMessages(this.file, history.slice(Math.max(0, upTo - 1)));
    return tokens + later.reduce((sum, { content }) => sum + Buffer.byteLength(content) + AROUND_A_TURN, 0);
  }

  /** As much of what is worth remembering as the summary's share of the room holds. */
  private async summaryBefore(start: number, count: TokenCounter): Promise<string> {
    if (start === 0 || this.summaryTokens === 0) return '';
    const memories = rankedMemories(this.input.history.slice(0, start), this.input.script.persona.name);
    const nobody: ChatMessage = { role: 'user', content: worded(this.file, 'turn.FIRST') };
    const counted = (summary: string): Promise<number> =>
      count([{ role: 'system', content: [this.system, summary].filter(Boolean).join('\n\n') }, nobody]);
    const without = await counted('');
    const fewer = Array.from({ length: memories.length + 1 }, (_none, left) => memories.length - left);
    let left = this.summaryTokens;
    const likely = memories.filter(({ inTurn }) => (left -= likelyTokens(inTurn) + 10) >= 0).length;
    const fits = async (kept: number): Promise<boolean> =>
      kept === 0 || (await counted(summaryText(this.file, memories.slice(0, kept)))) - without <= this.summaryTokens;
    const at = await firstThatFits(fewer, fits, memories.length - likely);
    return summaryText(this.file, memories.slice(0, fewer[at]));
  }

  /** No turn but the last, and of its words the beginning: a long speech in a short context is half heard. */
  private async lastResort(count: TokenCounter): Promise<Fitted> {
    const start = Math.max(0, this.input.history.length - 1);
    const [system, last] = this.written(start, '', false);
    const words = last?.content ?? '';
    const shortened = (length: number): ChatMessage[] => [
      system,
      { role: 'user', content: `${cutAtWord(words, length)} ${this.file.words.get('cut') ?? ''}`.trim() },
    ];
    const lengths = Array.from({ length: Math.ceil(words.length / 8) }, (_none, at) => words.length - at * 8);
    const fits = async (length: number): Promise<boolean> => (await count(shortened(length))) <= this.room;
    const at = await firstThatFits(lengths, fits, lengths.length - 1);
    if (at < 0) throw new EngineError('REJECTED', 'the persona of this scenario does not fit into the model’s context');
    const messages = shortened(lengths[at]);
    return { messages, start, tokens: await count(messages) };
  }
}
