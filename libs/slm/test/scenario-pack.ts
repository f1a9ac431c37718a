import { readFileSync } from 'node:fs';
import { playerScriptSchema, PlayerScript, PlayedTurn, playTurn, SpokenTurn } from '../src/index.js';

/** The pack as it lies on disk, parsed JSON. */
export function packOf(
  code: string,
): { format: string; code: string; cues: unknown; script: unknown } & Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(`../../../packs/scenarios/${code}.json`, import.meta.url), 'utf8'));
}

export function scriptOf(code: string): PlayerScript {
  return playerScriptSchema.parse(packOf(code).script);
}

/** Plays the officer's lines to the end of the session or of the lines. */
export function dialogue(
  script: PlayerScript,
  said: readonly string[],
  seed = 7,
): { turns: PlayedTurn[]; history: SpokenTurn[] } {
  const history: SpokenTurn[] = [];
  const turns: PlayedTurn[] = [];
  for (const text of said) {
    history.push({ speaker: 'OFFICER', text });
    const turn = playTurn({ script, history, state: turns.at(-1)?.state, seed });
    turns.push(turn);
    history.push({ speaker: 'CIVILIAN', text: turn.text });
    if (turn.ended) break;
  }
  return { turns, history };
}

export const wordsSpoken = (turn: PlayedTurn): string => turn.text.replace(/^(?:\[[^\]]*\]\s*)+/, '');
