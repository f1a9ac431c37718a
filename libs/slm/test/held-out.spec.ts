import { describe, expect, it } from '@jest/globals';
import { ActKind, officerActs } from '../src/index.js';
import { HELD_OUT } from './held-out-lines.fixture.js';
import { HELD_OUT_SCENES } from './held-out-scenes.fixture.js';
import { REGISTER_LINES } from './register-lines.fixture.js';
import { dialogue, scriptOf } from './scenario-pack.js';

const KIND: ActKind[] = ['EMPATHY', 'EMOTION_LABEL', 'REASSURANCE', 'SPACE', 'AID', 'PARAPHRASE', 'APOLOGY', 'PROMISE'];
const COLD: ActKind[] = ['THREAT', 'ULTIMATUM', 'INSULT', 'DISMISSAL'];
const HARD: ActKind[] = ['ORDER', 'THREAT', 'ULTIMATUM', 'INSULT', 'DISMISSAL', 'PROFANITY', 'NONSENSE'];
const ASKING: ActKind[] = ['OPEN_QUESTION', 'CLOSED_QUESTION'];

const kindsOf = (line: string): ActKind[] => officerActs(line, { civilianName: 'Owen Tarrant' }).map((one) => one.act);
const shows = (line: string, kinds: ActKind[]): boolean => kindsOf(line).some((act) => kinds.includes(act));

function measured(lines: typeof HELD_OUT): Record<'kind' | 'orders' | 'questions' | 'cold', number> {
  return {
    kind: lines.kind.filter((line) => shows(line, KIND) && !shows(line, HARD)).length,
    orders: lines.orders.filter((line) => shows(line, ['ORDER']) && !shows(line, KIND)).length,
    questions: lines.questions.filter((line) => shows(line, ASKING) && !shows(line, HARD)).length,
    cold: lines.cold.filter((line) => !shows(line, KIND)).length,
  };
}

/** How often, over pairs of sessions that differ in one officer turn, one of the next three answers differs. */
function changedAfterSwap(): number {
  const openings = [
    ['Hello there, I am Officer Vance.', 'What has been going on?'],
    ['Evening. My name is Lee.', 'Can you tell me what today was like?', 'How long has it been like that?'],
    ['Hi. Sam Okafor, county police.'],
  ];
  const scripts = ['mental-health-crisis', 'traffic-stop'].map(scriptOf);
  let changed = 0;
  let pairs = 0;
  for (const [at, kind] of HELD_OUT.kind.entries()) {
    for (const [which, script] of scripts.entries()) {
      const opening = openings[at % openings.length];
      const rest = [0, 1, 2].map((next) => HELD_OUT.questions[(3 * at + next) % HELD_OUT.questions.length]);
      const after = (turn: string): string[] =>
        dialogue(script, [...opening, turn, ...rest], 7 * at + which)
          .turns.slice(opening.length + 1)
          .map((one) => one.text);
      pairs++;
      if (after(kind).join('|') !== after(HELD_OUT.orders[at]).join('|')) changed++;
    }
  }
  return changed / pairs;
}

// Measured once on the held-out lines: kind 16 of 30, orders 25 of 30, questions 29 of 30, none of 15 cold lines taken for
// kindness, and 51 of 60 swaps heard in the next three answers. The bounds are a little below, to catch a step back.
describe('lines no rule was tuned on', () => {
  const found = measured(HELD_OUT);

  it.each([
    ['kind', 15],
    ['orders', 24],
    ['questions', 28],
    ['cold', 14],
  ] as const)('%s are heard as such in at least %i', (what, least) => {
    expect(found[what]).toBeGreaterThanOrEqual(least);
  });

  it('changes a later answer when an order takes the place of a kind line', () => {
    expect(changedAfterSwap()).toBeGreaterThanOrEqual(0.81);
  });
});

// Measured once, before and after the rules were changed for what authors of packs reported: plain 13, then 25 of 25; harsh 2,
// then 14 of 25; helping 4, then 16 of 25; safety 3, then 9 of 15; nonsense 6, then 4 of 10: ordinary words in ordinary grammar
// are no longer called nonsense however strange, which is what the plain lines gained by.
describe('lines of scenes no pack plays', () => {
  it.each<[keyof typeof HELD_OUT_SCENES, (line: string) => boolean, number]>([
    ['plain', (line) => !shows(line, HARD), 24],
    ['harsh', (line) => shows(line, COLD) && !shows(line, KIND), 13],
    ['helping', (line) => shows(line, [...KIND, 'REFERRAL']) && !shows(line, HARD), 15],
    ['safety', (line) => shows(line, ['SAFETY_QUESTION']), 8],
    ['nonsense', (line) => shows(line, ['NONSENSE']), 4],
  ])('%s are heard as such', (what, heard, least) => {
    expect(HELD_OUT_SCENES[what].filter(heard).length).toBeGreaterThanOrEqual(least);
  });
});

describe('lines the rules were widened on', () => {
  it('are still heard', () => {
    const found = measured(REGISTER_LINES);
    expect(found.kind).toBeGreaterThanOrEqual(29);
    expect(found.orders).toBeGreaterThanOrEqual(29);
    expect(found.questions).toBe(30);
    expect(found.cold).toBeGreaterThanOrEqual(13);
  });
});
