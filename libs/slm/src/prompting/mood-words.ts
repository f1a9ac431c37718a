import { bandOf } from '../scripted-player/mood.js';
import { PlayerScript } from '../scripted-player/player-script.js';
import { PlayerState } from '../scripted-player/player-state.js';
import { worded } from './dialogue-messages.js';
import { PromptFile } from './prompt-file.js';

/** Less than this is no change that a person would show. */
const FELT = 0.25;

function trustKey(trust: number): string {
  if (trust < 2) return 'trust.NONE';
  if (trust < 4.5) return 'trust.LITTLE';
  return trust < 6.5 ? 'trust.SOME' : 'trust.GOOD';
}

/** How the civilian feels after the officer's last words, for the placeholders of a prompt file. */
export function moodWords(file: PromptFile, script: PlayerScript, state: PlayerState): Record<string, string> {
  const before = state.trajectory.at(-2) ?? script.start.stress;
  const change = state.trajectory.length === 0 ? 0 : state.stress - before;
  const moved = change >= FELT ? 'WORSE' : change <= -FELT ? 'BETTER' : 'SAME';
  return {
    stress: worded(file, `stress.${bandOf(script, state.stress)}`),
    stressNumber: String(Math.min(9, Math.round(state.stress))),
    trust: worded(file, trustKey(state.trust)),
    moved: worded(file, `moved.${moved}`),
  };
}
