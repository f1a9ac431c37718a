import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { placeOf, pressingOf, type Pressing, type QueuedProposal } from './queue-place.js';

const proposal = (given: Partial<QueuedProposal> = {}): QueuedProposal => ({
  label: 'FORMATIVE',
  criticalFails: 0,
  abstained: 0,
  levels: [{ competency: 'ACTIVE_LISTENING', level: 3 }],
  ...given,
});
const listening = (level: number | null, spread?: number) => [{ competency: 'ACTIVE_LISTENING', level, spread }];

describe('how pressing a session is', () => {
  it('is by the grader that found most critical fails, though another stands', () => {
    expect(pressingOf([proposal(), proposal({ criticalFails: 2 })]).criticalFails).toBe(2);
  });

  it('counts what the standing proposal leaves open, not what another did', () => {
    expect(pressingOf([proposal({ abstained: 1 }), proposal({ abstained: 5 })]).abstained).toBe(1);
  });

  it('is how far graders are apart on one competency, or the samples of the judge that stands', () => {
    const apart = (...levels: QueuedProposal['levels'][]) => pressingOf(levels.map((one) => proposal({ levels: one })));
    expect(apart(listening(4), listening(1)).disagreement).toBe(3);
    expect(apart(listening(4), listening(null)).disagreement).toBe(0);
    expect(apart(listening(4, 2)).disagreement).toBe(2);
    expect(apart(listening(4), [{ competency: 'EMPATHY', level: 0 }]).disagreement).toBe(0);
  });

  it('orders by critical fails, then what is open, then disagreement, whatever the numbers', () => {
    const count = fc.integer({ min: 0, max: 99 });
    const pressing: fc.Arbitrary<Pressing> = fc.record({
      criticalFails: count,
      abstained: count,
      disagreement: count,
    });
    const keys = ({ criticalFails, abstained, disagreement }: Pressing) => [criticalFails, abstained, disagreement];
    fc.assert(
      fc.property(pressing, pressing, (first, second) => {
        const [a, b] = [keys(first), keys(second)];
        const at = a.findIndex((key, index) => key !== b[index]);
        const expected = at < 0 ? 0 : Math.sign((b[at] as number) - (a[at] as number));
        expect(Math.sign(placeOf(first) - placeOf(second))).toBe(expected);
      }),
    );
  });
});
