import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkBatchSize, MOST_TRAINEES_PER_CALL, outcomesOf } from './trainee-batch.js';

const words = { done: 'ENROLLED', already: 'ALREADY_ENROLLED' } as const;
const nobodyRefused = () => null;

describe('a batch of trainees', () => {
  it('answers every entry in its place, whoever is named and however often', () => {
    const entry = fc.constantFrom('a', 'b', 'c', null);
    fc.assert(
      fc.property(fc.array(entry), fc.uniqueArray(fc.constantFrom('a', 'b', 'c')), (entries, changed) => {
        const outcomes = outcomesOf(entries, new Set(changed), words, nobodyRefused);
        expect(outcomes.map((outcome) => outcome.traineeId)).toEqual(entries);
        const done = outcomes.filter((outcome) => outcome.status === 'ENROLLED').map((outcome) => outcome.traineeId);
        expect(new Set(done).size).toBe(done.length);
        expect(new Set(done)).toEqual(new Set(changed.filter((id) => entries.includes(id))));
      }),
    );
  });

  it('names the entry at fault', () => {
    const unknown = { code: 'NOT_FOUND', message: 'no such trainee' } as const;
    const outcomes = outcomesOf(['a', 'b', null], new Set(['a']), words, (id) => (id === 'b' ? unknown : null));
    expect(outcomes.map((outcome) => [outcome.status, outcome.error?.code, outcome.error?.field])).toEqual([
      ['ENROLLED', undefined, undefined],
      ['REFUSED', 'NOT_FOUND', 'input.traineeIds[1]'],
      ['REFUSED', 'INVALID_ID', 'input.traineeIds[2]'],
    ]);
  });

  it('has a size', () => {
    expect(() => checkBatchSize(0)).toThrow('at least one');
    expect(() => checkBatchSize(1)).not.toThrow();
    expect(() => checkBatchSize(MOST_TRAINEES_PER_CALL)).not.toThrow();
    expect(() => checkBatchSize(MOST_TRAINEES_PER_CALL + 1)).toThrow('at most 500');
  });
});
