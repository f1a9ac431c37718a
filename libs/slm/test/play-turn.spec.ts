import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PlayMessage, playTurn, replayState, scriptedEngine } from '../src/index.js';
import { MOST_STRESS_FALL, MOST_STRESS_RISE, MOST_TRUST_FALL, MOST_TRUST_RISE } from '../src/scripted-player/mood.js';
import { officersOfPacks } from '#testing';
import { OFFICER_LINES } from './officer-lines.fixture.js';
import { dialogue, scriptOf, wordsSpoken } from './scenario-pack.js';

const PACKS = await officersOfPacks();
const scripts = PACKS.map(([code]) => scriptOf(code));
const POOL = [
  ...OFFICER_LINES.map(([line]) => line),
  ...PACKS.flatMap(([, officers]) => Object.values(officers).flat()),
];
const officerLine = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...POOL) }, { weight: 1, arbitrary: fc.string() });
const session = fc.record({
  script: fc.constantFrom(...scripts),
  said: fc.array(officerLine, { minLength: 1, maxLength: 30 }),
  seed: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
});

describe('the scripted player', () => {
  it('gives the same turns for the same script, history and seed, with or without the remembered state', () => {
    fc.assert(
      fc.property(session, ({ script, said, seed }) => {
        const { turns, history } = dialogue(script, said, seed);
        const again = dialogue(script, said, seed).turns;
        expect(again).toEqual(turns);
        const at = turns.length - 1;
        expect(playTurn({ script, history: history.slice(0, 2 * at + 1), seed })).toEqual(turns[at]);
        if (!turns[at].ended) expect(replayState(script, history)).toEqual(turns[at].state);
      }),
      { numRuns: 15 },
    );
  });

  it('never says a line twice in a session, whatever is said to it', () => {
    fc.assert(
      fc.property(session, ({ script, said, seed }) => {
        const spoken = dialogue(script, said, seed).turns.map(wordsSpoken);
        expect(new Set(spoken).size).toBe(spoken.length);
      }),
      { numRuns: 25 },
    );
  });

  it('moves stress and trust by no more than the bounds in one turn', () => {
    fc.assert(
      fc.property(session, ({ script, said, seed }) => {
        let before = script.start;
        for (const { state } of dialogue(script, said, seed).turns) {
          expect(state.stress - before.stress).toBeLessThanOrEqual(MOST_STRESS_RISE + 1e-9);
          expect(before.stress - state.stress).toBeLessThanOrEqual(MOST_STRESS_FALL + 1e-9);
          expect(state.trust - before.trust).toBeLessThanOrEqual(MOST_TRUST_RISE + 1e-9);
          expect(before.trust - state.trust).toBeLessThanOrEqual(MOST_TRUST_FALL + 1e-9);
          expect(Math.min(state.stress, state.trust, 10 - state.stress, 10 - state.trust)).toBeGreaterThanOrEqual(0);
          before = state;
        }
      }),
      { numRuns: 15 },
    );
  });

  // Regression lines: the first rules missed them and were widened for them, so they say nothing about unseen lines.
  it.each([
    [
      'You must have been fighting this all week with nobody in your corner.',
      'Hustle up and march over to me this second.',
    ],
    ['It would rattle me too, being up that many nights.', 'Kneel, lace your fingers, cross your ankles.'],
  ])('answers later turns otherwise once "%s" becomes an order', (kind, order) => {
    for (const script of scripts) {
      const opening = ['Hi, I am Officer Vance from the day watch.', 'What has your week been like?'];
      const rest = [
        'When did things start to go wrong?',
        'Who knows about this besides you?',
        'And what would you like to see happen?',
      ];
      const soft = dialogue(script, [...opening, kind, ...rest]).turns;
      const hard = dialogue(script, [...opening, order, ...rest]).turns;
      expect(hard.slice(0, 2)).toEqual(soft.slice(0, 2));
      expect(hard[5].state.stress).toBeGreaterThan(soft[5].state.stress);
      expect(hard.slice(3).map(wordsSpoken)).not.toEqual(soft.slice(3).map(wordsSpoken));
    }
  });

  // No topic word of the pack is spoken plainly: slang, typos and a generic phrase beside the thing meant.
  it.each([
    ['hospital', 'How did that window get bustid?', 'GLASS'],
    ['intoxicated-person', 'What have you been drinkin?', 'DRINKS'],
    ['hospital', 'What happened to your wife?', 'GRACE'],
  ])('in the %s pack hears what "%s" is about', (code, question, topic) => {
    const { turns } = dialogue(scriptOf(code), ['Hi, I am Officer Vance.', question]);
    expect(turns[1].topic).toBe(topic);
  });

  it('is not soothed by the same kind words said over and over', () => {
    const [script] = scripts;
    const chant = dialogue(
      script,
      Array.from({ length: 12 }, () => 'I understand how you feel, Owen.'),
    ).turns;
    expect(chant.at(-1)?.state.stress).toBeGreaterThan(script.start.stress);
  });

  it('takes over a session that another engine played so far', () => {
    const [script] = scripts;
    const history = [
      { speaker: 'OFFICER' as const, text: 'Hi, I am Dana. What is going on?' },
      { speaker: 'CIVILIAN' as const, text: 'Words no script holds.' },
      { speaker: 'OFFICER' as const, text: 'That sounds really hard.' },
    ];
    expect(playTurn({ script, history, seed: 3 }).state.officerTurns).toBe(2);
  });

  it('refuses to answer itself', () => {
    expect(() => playTurn({ script: scripts[0], history: [{ speaker: 'CIVILIAN', text: 'Hm.' }], seed: 1 })).toThrow(
      RangeError,
    );
    expect(() => playTurn({ script: scripts[0], history: [], seed: 1 })).toThrow(RangeError);
  });

  it('speaks through the engine port, says that it is no language model, and stops when told', async () => {
    const engine = scriptedEngine(() => 0);
    const history = [{ speaker: 'OFFICER' as const, text: 'What is going on tonight?' }];
    const input = { sessionId: 'one', script: scripts[0], situation: 'At the door.', history, seed: 5 };
    const messages: PlayMessage[] = [];
    const running = new AbortController();
    for await (const message of engine.play({ ...input, signal: running.signal })) messages.push(message);
    const final = messages.at(-1);
    expect(engine.label).toBe('scripted player: not a language model');
    expect(final).toMatchObject({
      type: 'final',
      provenance: { engine: 'SCRIPTED', seed: 5, digest: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    const pieces = messages.flatMap((message) => (message.type === 'text' ? [message.text] : []));
    expect(pieces.join('')).toBe(final?.text);
    running.abort(new Error('the officer hung up'));
    const late = engine.play({ ...input, signal: running.signal })[Symbol.asyncIterator]();
    await expect(late.next()).rejects.toThrow('the officer hung up');
  });
});
