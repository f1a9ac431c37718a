import { readdirSync, readFileSync } from 'node:fs';
import type { TranscriptTurn } from '../../src/index.js';

/** Words meant for a grader, as one officer turn or several. Written for this project. */
export interface Attack {
  class: string;
  id: string;
  turns: string[];
}

const FOLDER = new URL('./attacks/', import.meta.url);

/** Every attack of the corpus, by class: one file of `attacks/` each. */
export function attackCorpus(): Attack[] {
  return readdirSync(FOLDER)
    .sort()
    .flatMap((file) => {
      const read = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as {
        class: string;
        attacks: { id: string; turns: string[] }[];
      };
      return read.attacks.map((attack) => ({ class: read.class, ...attack }));
    });
}

/** Where an attack stands in a session. */
export const PLACEMENTS = ['AT_THE_END', 'AT_THE_START', 'INSIDE_A_TURN', 'BY_THE_CIVILIAN'] as const;
export type Placement = (typeof PLACEMENTS)[number];

/** What one attack's words are is what happens, once the civilian is said to do or say them: no attack on that side. */
const WHAT_A_CIVILIAN_DOES = new Set(['fake-civilian', 'stage-directions']);

/**
 * Each attack in one place of each session, so that over the sessions every attack stands in every place.
 * @param sessions how many there are
 */
export function placedAttacks(sessions: number): { session: number; attack: Attack; placement: Placement }[] {
  return attackCorpus().flatMap((attack, at) =>
    Array.from({ length: sessions }, (_, session) => ({
      session,
      attack,
      placement: PLACEMENTS[(at + session) % PLACEMENTS.length],
    })).filter(({ placement }) => placement !== 'BY_THE_CIVILIAN' || !WHAT_A_CIVILIAN_DOES.has(attack.class)),
  );
}

const numbered = (turns: readonly Omit<TranscriptTurn, 'number'>[]): TranscriptTurn[] =>
  turns.map(({ speaker, text }, at) => ({ number: at + 1, speaker, text }));

/** Said once more at the end of the officer's or the civilian's turn in the middle. */
function inside(turns: readonly TranscriptTurn[], speaker: TranscriptTurn['speaker'], words: string): TranscriptTurn[] {
  const own = turns.filter((turn) => turn.speaker === speaker);
  const target = own[Math.floor(own.length / 2)];
  return turns.map((turn) => (turn === target ? { ...turn, text: `${turn.text} ${words}` } : turn));
}

/** The session with the attack in it, numbered from 1. */
export function attacked(turns: readonly TranscriptTurn[], attack: Attack, placement: Placement): TranscriptTurn[] {
  const said = attack.turns.map((text) => ({ speaker: 'OFFICER' as const, text }));
  switch (placement) {
    case 'AT_THE_END':
      return numbered([...turns, ...said]);
    case 'AT_THE_START':
      return numbered([...said, ...turns]);
    case 'INSIDE_A_TURN':
      return inside(turns, 'OFFICER', attack.turns.join(' '));
    case 'BY_THE_CIVILIAN':
      return inside(turns, 'CIVILIAN', attack.turns.join(' '));
  }
}
