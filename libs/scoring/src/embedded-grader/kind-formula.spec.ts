import { describe, expect, it } from '@jest/globals';
import { isKindFormula } from './kind-formula.js';

const CIVILIAN = 'They shut off my heat on Monday and the baby is coughing.';

describe('kindness that fits anybody', () => {
  it.each([
    'I understand how you feel.',
    "I'm here to help you.",
    'We will get through this together.',
    'Thank you for sharing that with me, it means a lot.',
    'Your feelings are valid and you are not alone.',
    "I know this isn't easy, and I care about you.",
  ])('is known: %s', (sentence) => {
    expect(isKindFormula(sentence, CIVILIAN)).toBe(true);
  });

  it.each([
    ['takes up what was said', "I understand, and the heat is what I'm here to help with."],
    ['asks', 'Can you help me understand?'],
    ['names something', "I'm here to help you call the landlord."],
    ['tells what comes next', "I'll stay for 10 minutes."],
    ['orders', 'I understand how you feel, but you need to stop.'],
    ['is only short', 'Now.'],
  ])('is not what %s', (_, sentence) => {
    expect(isKindFormula(sentence, CIVILIAN)).toBe(false);
  });
});
