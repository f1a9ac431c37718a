import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { speechOfResponse } from './response-speech.js';

describe('the speech of a written response', () => {
  it.each([
    ['single quotes', "Lower your voice: 'Take your time, sir.' You wait.", 'Take your time, sir.'],
    ['double quotes', 'Nod. "I will wait here."', 'I will wait here.'],
    ['curly quotes', 'Nod: ‘I’ll wait.’', 'I’ll wait.'],
    ['several stretches', "'Come in.' You sit. 'What happened?'", 'Come in. What happened?'],
    [
      'apostrophes within',
      "Point: 'Step back from the nurses' station so we've got room, please.' Wait.",
      "Step back from the nurses' station so we've got room, please.",
    ],
  ])('is what stands in %s', (_, text, speech) => {
    expect(speechOfResponse(text)).toBe(speech);
  });

  it('is the whole where nothing is quoted, or only a manner of speaking', () => {
    const told = "Ask for the driver's name and wait.";
    expect(speechOfResponse(told)).toBe(told);
    const manner = "Let your walk say 'passing through,' not 'on a call.'";
    expect(speechOfResponse(manner)).toBe(manner);
  });

  it("has a name where the script leaves the officer's open, so that no sentence is parted", () => {
    expect(speechOfResponse("Say: 'I'm Officer [Name], and I'm listening.'")).toBe(
      "I'm Officer Reed, and I'm listening.",
    );
  });

  it('is there for any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => typeof speechOfResponse(text) === 'string'));
  });
});
