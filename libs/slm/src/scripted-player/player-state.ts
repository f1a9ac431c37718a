import { ActKind } from '../speech/act-kinds.js';
import { PlayerScript } from './player-script.js';
import { Tone } from './tone.js';

/** Everything the player remembers between turns. Plain data; `replayState` derives it again from the turns alone. */
export interface PlayerState {
  /** 0 to 10. */
  stress: number;
  trust: number;
  officerTurns: number;
  /** Lines and leads already spoken. */
  used: string[];
  /** What the civilian has said or done so far. */
  facts: string[];
  /** What the civilian last spoke about. */
  about?: string;
  /** How the officer's last turn came across, if it was hard or kind. */
  tone?: Tone;
  /** Acts heard from the officer at any time. */
  heard: ActKind[];
  /** The officer's lines in plain form, to notice the same words said again. */
  said: string[];
  /** Stress after each officer turn. */
  trajectory: number[];
}

/** The state before anything was said. */
export function startState(script: PlayerScript): PlayerState {
  return { ...script.start, officerTurns: 0, used: [], facts: [], heard: [], said: [], trajectory: [] };
}
