import { ChatMessage } from '../chat-model.js';
import { SpokenTurn } from '../scripted-player/play-turn.js';
import { fillForm, plainWords } from './fill-form.js';
import { PromptFile } from './prompt-file.js';

const CUES = /^((?:\[[^\]]*\]\s*)+)/;

/** What the officer saw or heard with a turn of the civilian, and the words the civilian spoke. */
export function splitCues(text: string): { cues: string[]; spoken: string } {
  const shown = CUES.exec(text)?.[1] ?? '';
  const cues = [...shown.matchAll(/\[([^\]]*)\]/g)].map((found) => found[1].trim()).filter((cue) => cue !== '');
  return { cues, spoken: text.slice(shown.length).trim() };
}

/** Words in the form that the prompt file has for them; all of it in lower case where the model knows nothing else. */
export function worded(file: PromptFile, key: string, values: Record<string, string> = {}): string {
  return cased(file, fillForm(file.words.get(key) ?? '', values));
}

export function cased(file: PromptFile, text: string): string {
  return file.lowerCase ? text.toLowerCase() : text;
}

/**
 * A stretch of the dialogue as a chat: the civilian is the assistant, everything else reaches the model as one message of the user
 * between two of them, because many chat templates refuse anything but turns about. What others say and what is seen stands in
 * brackets. Begins with the user and ends with the user whenever the stretch ends with somebody else than the civilian.
 */
export function dialogueMessages(file: PromptFile, turns: readonly SpokenTurn[]): ChatMessage[] {
  const messages: ChatMessage[] = [];
  const hear = (content: string): void => {
    const last = messages.at(-1);
    if (last?.role === 'user') last.content += `\n${content}`;
    else messages.push({ role: 'user', content });
  };
  for (const turn of turns) {
    if (turn.speaker !== 'CIVILIAN') {
      const text = plainWords(turn.text) || worded(file, 'turn.SILENCE');
      hear(turn.speaker === 'OFFICER' ? cased(file, text) : worded(file, `turn.${turn.speaker}`, { text }));
      continue;
    }
    const { cues, spoken } = splitCues(turn.text);
    for (const cue of cues) hear(worded(file, 'turn.CUE', { text: plainWords(cue) }));
    if (messages.length === 0) hear(worded(file, 'turn.FIRST'));
    const content = cased(file, plainWords(spoken)) || worded(file, 'turn.SILENCE');
    const last = messages.at(-1);
    if (last?.role === 'assistant') last.content += ` ${content}`;
    else messages.push({ role: 'assistant', content });
  }
  return messages;
}
