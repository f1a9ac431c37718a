import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { OfficialPass } from './grade-decision.queries.js';
import { trainingChange, type EarnedEntry, type TrainingChange } from './training-change.js';

const pass = (sessionId: string, final: number): OfficialPass => ({
  sessionId,
  final,
  completedAt: new Date('2026-03-02'),
});
const entry: EarnedEntry = { sessionId: 'first', hours: 4.5, score: 82.4 };

describe('what a decision changes in the ledger', () => {
  it('takes the hours out when no session of the presentation passes any more, once', () => {
    expect(trainingChange(entry, [], 'first')).toEqual({ kind: 'TAKE_OUT' });
    expect(trainingChange({ ...entry, hours: 0 }, [], 'first')).toEqual({ kind: 'NONE' });
  });

  it('keeps them where another session of the presentation passed, and rests them on that one', () => {
    const other = pass('second', 75);
    expect(trainingChange(entry, [other], 'first')).toEqual({ kind: 'REST_ON', pass: other });
  });

  it('gives them back when a session is sat again and passes', () => {
    const again = pass('again', 90);
    expect(trainingChange({ ...entry, hours: 0 }, [again], 'again')).toEqual({ kind: 'REST_ON', pass: again });
  });

  it('rests on a third session when the second, on which it came to rest, passes no more either', () => {
    const third = pass('third', 70);
    expect(trainingChange({ ...entry, score: 75 }, [third], 'second')).toEqual({ kind: 'REST_ON', pass: third });
  });

  it('follows the official score of the session that earned them', () => {
    expect(trainingChange(entry, [pass('first', 91)], 'first')).toEqual({ kind: 'RESCORE', score: 91 });
    expect(trainingChange(entry, [pass('first', 82.4)], 'first')).toEqual({ kind: 'NONE' });
  });

  it('leaves what an admin corrected while its own session passes', () => {
    expect(trainingChange({ ...entry, hours: 0 }, [pass('first', 91)], 'first')).toEqual({ kind: 'NONE' });
    expect(trainingChange({ ...entry, hours: 0 }, [pass('first', 82.4), pass('second', 75)], 'second')).toEqual({
      kind: 'NONE',
    });
  });

  it('comes to rest: the same decision again changes nothing more, and hours stand only on an official pass', () => {
    const ids = fc.constantFrom('first', 'second', 'third');
    fc.assert(
      fc.property(
        fc.record({ sessionId: ids, hours: fc.constantFrom(0, 2, 4.5), score: fc.constantFrom(70, 80, 90) }),
        fc.uniqueArray(fc.record({ sessionId: ids, final: fc.constantFrom(70, 80, 90) }), {
          selector: ({ sessionId }) => sessionId,
        }),
        ids,
        (before, passing, decided) => {
          const passes = passing.map(({ sessionId, final }) => pass(sessionId, final));
          const after = applied(before, trainingChange(before, passes, decided));
          expect(trainingChange(after, passes, decided)).toEqual({ kind: 'NONE' });
          if (passes.length === 0) expect(after.hours).toBe(0);
        },
      ),
    );
  });
});

function applied(entry: EarnedEntry, change: TrainingChange): EarnedEntry {
  switch (change.kind) {
    case 'NONE':
      return entry;
    case 'TAKE_OUT':
      return { ...entry, hours: 0 };
    case 'RESCORE':
      return { ...entry, score: change.score };
    case 'REST_ON':
      return { ...entry, hours: entry.hours || 4.5, score: change.pass.final };
  }
}
