import { ActKind } from '../speech/act-kinds.js';
import { isOpen } from './choose-line.js';
import { lot } from './lot.js';
import { OutcomePath, PlayerScript } from './player-script.js';
import { PlayerState } from './player-state.js';

export interface Ending {
  path: OutcomePath;
  reason: string;
}

type Outcome = PlayerScript['outcomes'][number];

function isMet({ when }: Outcome, state: PlayerState, acts: readonly ActKind[]): boolean {
  const sustained = state.trajectory.slice(-(when.sustainedTurns ?? 1));
  return (
    state.officerTurns >= when.minOfficerTurns &&
    sustained.length >= (when.sustainedTurns ?? 1) &&
    (when.stressAtLeast === undefined || sustained.every((stress) => stress >= (when.stressAtLeast ?? 0))) &&
    state.stress <= (when.stressAtMost ?? 10) &&
    state.trust >= (when.trustAtLeast ?? 0) &&
    (when.heard ?? []).every((group) => group.some((kind) => state.heard.includes(kind))) &&
    !when.notOnActs?.some((kind) => acts.includes(kind)) &&
    (when.onActs === undefined || when.onActs.some((kind) => acts.includes(kind)))
  );
}

/** The first outcome whose conditions the session now meets and that has a closing line to say, in the order of the script. */
export function outcomeOf(
  script: PlayerScript,
  state: PlayerState,
  acts: readonly ActKind[],
  seed: number,
): { ending: Ending; lineId: string; text: string } | undefined {
  for (const outcome of script.outcomes) {
    if (!isMet(outcome, state, acts)) continue;
    const closings = outcome.closing.filter((line) => isOpen(line, state));
    if (closings.length === 0) continue;
    const line = closings[Math.floor(lot(seed, `closing:${outcome.path}`) * closings.length)];
    return { ending: { path: outcome.path, reason: outcome.reason }, lineId: line.id, text: line.text };
  }
  return undefined;
}
