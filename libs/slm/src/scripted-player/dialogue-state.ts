import { createHash } from 'node:crypto';
import { BoundedMap } from '#platform';
import { ActKind } from '../speech/act-kinds.js';
import { plainText, wordsOf } from '../speech/clauses.js';
import { officerActs } from '../speech/officer-acts.js';
import { withLead } from './lead.js';
import { moodAfter } from './mood.js';
import { PlayerScript } from './player-script.js';
import { PlayerState, startState } from './player-state.js';
import { toneOf } from './tone.js';

export type Speaker = 'OFFICER' | 'CIVILIAN' | 'BYSTANDER' | 'DISPATCHER';

export interface SpokenTurn {
  speaker: Speaker;
  text: string;
}

/** Cues that stand before what the civilian says. */
export const CUE_PREFIX = /^(?:\[[^\]]*\]\s*)+/;

/** The state after an officer's turn, and what was heard in it. */
export function afterOfficer(
  script: PlayerScript,
  state: PlayerState,
  text: string,
  civilianLastTurn: string,
): [PlayerState, ActKind[]] {
  const acts = [
    ...new Set(officerActs(text, { civilianName: script.persona.name, civilianLastTurn }).map((one) => one.act)),
  ];
  const plain = plainText(text);
  const words = wordsOf(plain).join(' ');
  const mood = moodAfter(script, state, acts, plain, state.said.includes(words));
  const next: PlayerState = {
    ...state,
    ...mood,
    officerTurns: state.officerTurns + 1,
    heard: [...new Set([...state.heard, ...acts])],
    said: [...state.said, words],
    trajectory: [...state.trajectory, mood.stress],
    tone: toneOf(acts),
  };
  return [next, acts];
}

/** The state after the civilian has said a line of the script. */
export function afterCivilian(script: PlayerScript, state: PlayerState, lineId: string, leadId?: string): PlayerState {
  const line = script.lines.find((one) => one.id === lineId);
  return {
    ...state,
    used: [...state.used, lineId, ...(leadId ? [leadId] : [])],
    facts: [...new Set([...state.facts, ...(line?.sets ?? [])])],
    about: line?.about ?? line?.topics?.[0] ?? state.about,
  };
}

function lineSpoken(script: PlayerScript, text: string): { lineId: string; leadId?: string } | undefined {
  const bare = text.replace(CUE_PREFIX, '');
  const whole = script.lines.find((line) => line.text === bare);
  if (whole) return { lineId: whole.id };
  for (const lead of script.leads ?? []) {
    if (!bare.startsWith(`${lead.text} `)) continue;
    const line = script.lines.find((one) => withLead(lead, one) === bare);
    if (line) return { lineId: line.id, leadId: lead.id };
  }
  return undefined;
}

/** States of dialogues under way: hearing a line costs a millisecond, and each turn of a session begins with all that was said. */
const remembered = new WeakMap<PlayerScript, BoundedMap<Replayed>>();
const MOST_REMEMBERED = 2_000;

interface Replayed {
  state: PlayerState;
  civilianLast: string;
}

function afterTurn(script: PlayerScript, { state, civilianLast }: Replayed, turn: SpokenTurn): Replayed {
  if (turn.speaker === 'OFFICER')
    return { state: afterOfficer(script, state, turn.text, civilianLast)[0], civilianLast };
  if (turn.speaker !== 'CIVILIAN') return { state, civilianLast };
  const spoken = lineSpoken(script, turn.text);
  return {
    state: spoken ? afterCivilian(script, state, spoken.lineId, spoken.leadId) : state,
    civilianLast: turn.text.replace(CUE_PREFIX, ''),
  };
}

/** For each number of turns, what stands for exactly these. */
function keysOf(history: readonly SpokenTurn[]): string[] {
  const hash = createHash('sha256');
  return history.map(({ speaker, text }) =>
    hash
      .update(JSON.stringify([speaker, text]))
      .copy()
      .digest('base64'),
  );
}

/**
 * The player's state after the given turns, derived from the turns alone: it need never be stored, and a session that
 * another engine played for a while can be taken over, as its words move the mood the same way.
 */
export function replayState(script: PlayerScript, history: readonly SpokenTurn[]): PlayerState {
  const states = remembered.get(script) ?? new BoundedMap<Replayed>(MOST_REMEMBERED);
  remembered.set(script, states);
  const keys = keysOf(history);
  let from = history.length;
  let replayed: Replayed | undefined;
  while (from > 0 && !(replayed = states.get(keys[from - 1]))) from--;
  replayed ??= { state: startState(script), civilianLast: '' };
  for (const turn of history.slice(from)) replayed = afterTurn(script, replayed, turn);
  if (history.length > 0) states.set(keys[history.length - 1], replayed);
  return replayed.state;
}
