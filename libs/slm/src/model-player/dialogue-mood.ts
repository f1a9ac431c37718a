import type { SpokenTurn } from '../scripted-player/play-turn.js';
import { replayState } from '../scripted-player/play-turn.js';
import { bandOf } from '../scripted-player/mood.js';
import { outcomeOf } from '../scripted-player/outcome.js';
import type { Band, PlayerScript } from '../scripted-player/player-script.js';
import type { PlayerState } from '../scripted-player/player-state.js';
import { officerActs } from '../speech/officer-acts.js';

export interface DialogueMood {
  /** After the officer's last turn. */
  state: PlayerState;
  /** 0 to 10. */
  trust: number;
  band: Band;
  /** The scenario's path that the dialogue has come to, if any. */
  ending: { path: 'RESOLUTION' | 'ESCALATION'; reason: string } | null;
  /** What the officer sees or hears with the civilian's next turn. */
  cues: { id: string; text: string }[];
}

/**
 * Where a dialogue stands whoever speaks the civilian: the officer's words move the mood by the scripted player's rules, and
 * by them the scenario comes to its paths. A model never runs out of lines, so the path for that is not taken.
 *
 * @param history ends with the officer's turn
 */
export function moodOfDialogue(script: PlayerScript, history: readonly SpokenTurn[], seed: number): DialogueMood {
  const state = replayState(script, history);
  const last = history.at(-1)?.text ?? '';
  const civilianLastTurn = history.filter((turn) => turn.speaker === 'CIVILIAN').at(-1)?.text;
  const acts = officerActs(last, { civilianName: script.persona.name, civilianLastTurn }).map((one) => one.act);
  const outcomes = script.outcomes.filter((outcome) => outcome.path !== 'CONTAINMENT');
  const met = outcomeOf({ ...script, outcomes }, state, acts, seed)?.ending;
  const ending = met && met.path !== 'CONTAINMENT' ? { path: met.path, reason: met.reason } : null;
  const cues = script.cues.filter((cue) => cue.onTurn === state.officerTurns);
  return { state, trust: state.trust, band: bandOf(script, state.stress), ending, cues };
}
