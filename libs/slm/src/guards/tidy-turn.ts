import type { FinishReason } from '../chat-model.js';

const NARRATION = /\*[^*\n]{1,300}\*|\((?=[a-z])[^()\n]{1,200}\)/g;
const STAGE_DIRECTION = /\[[^[\]\n]{1,300}\]/g;
const QUOTED_WHOLE = /^["“]([^"“”]*)["”]$/;
const LAST_SENTENCE_END = /[.!?…]["”’)]*(?=\s|$)(?![\s\S]*[.!?…]["”’)]*(?:\s|$))/;

/**
 * A model's words as speech: without narration, stage directions and quotation marks around the whole, on one line, and
 * without the beginning of a sentence that the limit of tokens cut off. Square brackets are the scenario's own, for cues.
 */
export function tidyTurn(raw: string, finishReason: FinishReason): string {
  const bare = raw
    .replace(NARRATION, ' ')
    .replace(STAGE_DIRECTION, ' ')
    .replace(/[[\]]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  const text = (QUOTED_WHOLE.exec(bare)?.[1] ?? bare).trim();
  if (finishReason === 'STOP') return text;
  const end = LAST_SENTENCE_END.exec(text);
  return end ? text.slice(0, end.index + end[0].length) : text;
}
