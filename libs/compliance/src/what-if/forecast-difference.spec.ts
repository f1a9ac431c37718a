import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ComplianceStatus } from '../evaluation/evaluation.js';
import type { TimelineInterval } from '../evaluation/timeline.js';
import { forecastDifference } from './forecast-difference.js';

const DAYS = { from: '2026-11-24', until: '2027-11-24' };
const HOURS = [{ nodeId: 'DE', label: 'De-escalation', short: 2, unit: 'HOUR' as const }];

/** Statuses and the days on which they begin; the last goes on. */
function turning(...turns: [string, ComplianceStatus][]): TimelineInterval[] {
  return turns.map(([from, status], index) => ({
    from,
    to: turns[index + 1]?.[0] ?? null,
    adoptionId: 'a1',
    status,
    dueOn: null,
    missing: status === 'COMPLIANT' ? [] : HOURS,
  }));
}

const covered = turning(['2026-01-01', 'ON_TRACK'], ['2026-12-01', 'DUE_SOON'], ['2026-12-10', 'COMPLIANT']);
const cancelled = turning(['2026-01-01', 'ON_TRACK'], ['2026-12-01', 'AT_RISK'], ['2027-01-01', 'OVERDUE']);

describe('the difference that changes make', () => {
  it('is worse where a deadline is missed that would be met, and says what is missing', () => {
    expect(forecastDifference(covered, cancelled, DAYS)).toEqual({
      verdict: 'WORSE',
      differsFrom: '2026-12-01',
      statusBefore: 'DUE_SOON',
      statusAfter: 'AT_RISK',
      overdueFromBefore: null,
      overdueFromAfter: '2027-01-01',
      lastBefore: 'COMPLIANT',
      lastAfter: 'OVERDUE',
      explanation: 'Overdue from 2027-01-01: missing 2 hours of De-escalation.',
    });
  });

  it('is the other way round when the sides are', () => {
    expect(forecastDifference(cancelled, covered, DAYS)).toMatchObject({
      verdict: 'BETTER',
      explanation: 'No longer overdue, which it would be from 2027-01-01.',
    });
  });

  it('is worse where the deadline comes sooner, though it is missed either way', () => {
    const later = turning(['2026-01-01', 'ON_TRACK'], ['2027-06-01', 'OVERDUE']);
    expect(forecastDifference(later, cancelled, DAYS)).toMatchObject({
      verdict: 'WORSE',
      explanation: 'Overdue from 2027-01-01 instead of from 2027-06-01: missing 2 hours of De-escalation.',
    });
  });

  it('is neither where a mandate begins to apply and nothing is due', () => {
    const none = turning(['2026-01-01', 'NOT_APPLICABLE']);
    expect(forecastDifference(none, turning(['2026-01-01', 'ON_TRACK']), DAYS)).toMatchObject({ verdict: 'OTHER' });
    expect(forecastDifference([], turning(['2026-11-24', 'ON_TRACK']), DAYS)).toMatchObject({
      verdict: 'OTHER',
      statusBefore: null,
    });
  });

  it('is none where the statuses are the same on every day looked at', () => {
    expect(forecastDifference(covered, covered, DAYS)).toBeNull();
    expect(forecastDifference(covered, cancelled, { from: '2026-11-24', until: '2026-11-30' })).toBeNull();
  });

  it('goes one way or the other, never both', () => {
    const status = fc.constantFrom<ComplianceStatus>(
      'ON_TRACK',
      'DUE_SOON',
      'AT_RISK',
      'OVERDUE',
      'COMPLIANT',
      'EXEMPT',
    );
    const month = fc.integer({ min: 1, max: 12 });
    const side = fc
      .uniqueArray(fc.tuple(month, status), { minLength: 1, maxLength: 5, selector: ([first]) => first })
      .map((turns) =>
        turning(
          ['2026-01-01', 'ON_TRACK'],
          ...turns
            .sort(([a], [b]) => a - b)
            .map(([first, each]): [string, ComplianceStatus] => [`2027-${String(first).padStart(2, '0')}-01`, each]),
        ),
      );
    const opposite = { WORSE: 'BETTER', BETTER: 'WORSE', OTHER: 'OTHER' };
    fc.assert(
      fc.property(side, side, (a, b) => {
        const [there, back] = [forecastDifference(a, b, DAYS), forecastDifference(b, a, DAYS)];
        expect(back?.verdict).toBe(there ? opposite[there.verdict] : undefined);
        expect(back?.differsFrom).toBe(there?.differsFrom);
      }),
    );
  });
});
