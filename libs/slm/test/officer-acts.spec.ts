import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MAX_SENTENCE, sentencesOf } from '../src/speech/clauses.js';
import { officerActs } from '../src/speech/officer-acts.js';
import { OFFICER_LINES } from './officer-lines.fixture.js';
import { SCENE_LINES } from './scene-lines.fixture.js';

const context = { civilianName: 'Owen Tarrant', civilianLastTurn: 'They changed the locks while I was working.' };
const kindsOf = (line: string, about = context): string[] => officerActs(line, about).map((one) => one.act);

describe('what an officer said', () => {
  it.each([...OFFICER_LINES, ...SCENE_LINES])('%s', (line, shown, absent) => {
    const kinds = kindsOf(line);
    expect(kinds).toEqual(expect.arrayContaining(shown));
    for (const kind of absent) expect(kinds).not.toContain(kind);
  });

  it('quotes only the words that carried the act', () => {
    const acts = officerActs('I hear you. Drop the knife, or I’ll tase you.', context);
    expect(acts).toContainEqual({ act: 'ORDER', quote: 'Drop the knife' });
    expect(acts.find((one) => one.act === 'THREAT')?.quote).toContain('I’ll tase you');
    expect(acts.find((one) => one.act === 'EMPATHY')?.quote).toBe('I hear you');
  });

  it('hears its own words said back as a paraphrase, without any set phrase', () => {
    expect(kindsOf('They changed your locks on you while you were out working.')).toContain('PARAPHRASE');
    expect(kindsOf('They changed your locks on you.', { ...context, civilianLastTurn: 'Go away.' })).not.toContain(
      'PARAPHRASE',
    );
  });

  it('treats a thing the civilian named first as ordinary', () => {
    const line = 'Is the parrot inside with you?';
    expect(kindsOf(line)).toContain('NONSENSE');
    expect(kindsOf(line, { ...context, civilianLastTurn: 'I am not leaving my parrot.' })).not.toContain('NONSENSE');
  });

  it('reads typographic apostrophes like straight ones', () => {
    for (const [line] of OFFICER_LINES) {
      expect(kindsOf(line.replaceAll("'", '’'))).toEqual(kindsOf(line.replaceAll('’', "'")));
    }
  });

  it('quotes an exact substring of any text whatever', () => {
    const piece = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom(...OFFICER_LINES.map(([line]) => line)));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 5 }), fc.boolean(), (pieces, shout) => {
        const text = shout ? pieces.join(' ').toUpperCase() : pieces.join(' ');
        for (const { quote } of officerActs(text, context)) {
          expect(quote.length).toBeGreaterThan(0);
          expect(text.includes(quote)).toBe(true);
        }
      }),
    );
  });

  it('does work in proportion to the length of the line', () => {
    for (const seed of [
      'a',
      'you are so ',
      'if you don’t ',
      "i'm going to just ",
      'or, ',
      'please and ',
      'too much. ',
    ]) {
      const fill = (length: number): string => seed.repeat(Math.ceil(length / seed.length)).slice(0, length);
      const work = (length: number): { characters: number; clauses: number; acts: number } => {
        const sentences = sentencesOf(fill(length));
        // Every rule looks at one sentence at a time: bounded sentences that do not overlap bound all of them together.
        expect(Math.max(...sentences.map((one) => one.text.length))).toBeLessThanOrEqual(MAX_SENTENCE);
        return {
          characters: sentences.reduce((sum, one) => sum + one.text.length, 0),
          clauses: sentences.reduce((sum, one) => sum + one.clauses.length, 0),
          acts: officerActs(fill(length), context).length,
        };
      };
      const [small, large] = [work(5_000), work(20_000)];
      expect(large.characters).toBeLessThanOrEqual(20_000);
      expect(large.clauses).toBeLessThanOrEqual(4 * small.clauses + 8);
      expect(large.acts).toBeLessThanOrEqual(4 * small.acts + 40);
    }
  });
});
