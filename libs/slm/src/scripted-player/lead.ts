import { ActKind } from '../speech/act-kinds.js';
import { lot } from './lot.js';
import { Band, PlayerLine, PlayerScript } from './player-script.js';
import { PlayerState } from './player-state.js';
import { Tone, toneOf } from './tone.js';

export type PlayerLead = NonNullable<PlayerScript['leads']>[number];

/** Lead and line together stay a spoken turn. */
const MOST_WORDS = 48;
/** Lines that the remark would contradict: thanks after a reproach, a refusal after praise. */
const CLASHES: Record<Tone, RegExp> = {
  PRESSURE: /^(?:thank|i appreciate|of course|my shoulders|sure\b)/i,
  KINDNESS: /\?|^(?:no\b|don't|i'm not|i don't|you tell|nothing)/i,
};
/** A hard word is always answered; of kind ones a person remarks on some. */
const SHARE_OF_KINDNESS = 0.6;

/** The words of a turn: the line, after the lead where there is one. */
export function withLead(lead: PlayerLead | undefined, line: { text: string }): string {
  return lead ? `${lead.text} ${line.text}` : line.text;
}

/**
 * A short remark on how the officer spoke the turn before, said ahead of the answer to what the officer says now: "Now
 * you're asking." Only when this turn is no longer in that tone, and each remark once.
 *
 * @param before the state before this officer turn, which remembers the tone
 */
export function chooseLead(
  script: PlayerScript,
  before: PlayerState,
  state: PlayerState,
  heard: { acts: readonly ActKind[]; band: Band; seed: number },
  line: PlayerLine,
): PlayerLead | undefined {
  const tone = before.tone;
  if (!tone || heard.acts.includes('NONSENSE') || toneOf(heard.acts) === 'PRESSURE') return undefined;
  const mood = `${state.officerTurns}:${tone}`;
  if (tone === 'KINDNESS' && (toneOf(heard.acts) || lot(heard.seed, `lead:${mood}`) > SHARE_OF_KINDNESS))
    return undefined;
  if (CLASHES[tone].test(line.text)) return undefined;
  const words = line.text.split(/\s+/).length;
  const fitting = (script.leads ?? []).filter(
    (lead) =>
      lead.after === tone &&
      lead.in.includes(heard.band) &&
      !state.used.includes(lead.id) &&
      (!lead.acts || lead.acts.some((act) => heard.acts.includes(act))) &&
      words + lead.text.split(/\s+/).length <= MOST_WORDS,
  );
  const rank = (lead: PlayerLead): number => lot(heard.seed, `${mood}:${lead.id}`);
  return fitting.sort((a, b) => rank(a) - rank(b))[0];
}
