import { describe, expect, it } from '@jest/globals';
import { CORE_RUBRIC } from '../../core-rubric.fixture.js';
import { isoDayInZone, spanInZone, timeInZone } from '../../pdf/agency-time.js';
import { paperOf } from '../../pdf/paper.js';
import { codeInWords, levelMeaning, nextAnchor } from './rubric-words.js';

describe('a time', () => {
  it('is on the agency’s clock, with the zone and its offset named, in summer and in winter', () => {
    expect(timeInZone(new Date('2026-01-15T04:05:00Z'), 'America/Chicago')).toBe(
      '14 January 2026, 22:05 (America/Chicago, UTC-06:00)',
    );
    expect(timeInZone(new Date('2026-07-15T04:05:00Z'), 'Europe/London')).toBe(
      '15 July 2026, 05:05 (Europe/London, UTC+01:00)',
    );
    expect(timeInZone(new Date('2026-01-15T00:00:00Z'), 'UTC')).toBe('15 January 2026, 00:00 (UTC, UTC+00:00)');
    expect(isoDayInZone(new Date('2026-01-15T04:05:00Z'), 'America/Chicago')).toBe('2026-01-14');
  });

  it('spans a day once, and two days or two offsets in full', () => {
    const span = (from: string, to: string): string => spanInZone(new Date(from), new Date(to), 'America/New_York');
    expect(span('2026-03-02T14:41:00Z', '2026-03-02T15:00:00Z')).toBe(
      '2 March 2026, 09:41 to 10:00 (America/New_York, UTC-05:00)',
    );
    expect(span('2026-03-08T06:50:00Z', '2026-03-08T07:10:00Z')).toBe(
      '8 March 2026, 01:50 (America/New_York, UTC-05:00) to 8 March 2026, 03:10 (America/New_York, UTC-04:00)',
    );
  });
});

it.each([
  ['America/New_York', 'LETTER'],
  ['America/Indiana/Knox', 'LETTER'],
  ['Pacific/Honolulu', 'LETTER'],
  ['Canada/Eastern', 'LETTER'],
  ['America/Sao_Paulo', 'A4'],
  ['Europe/Berlin', 'A4'],
  ['UTC', 'A4'],
])('the paper of %s is %s', (timezone, paper) => expect(paperOf(timezone)).toBe(paper));

describe('a rubric’s words', () => {
  const [safety] = CORE_RUBRIC.competencies;

  it('are codes as people read them', () => {
    expect(['ACTIVE_LISTENING', 'DE_ESCALATION', 'CF_NO_MEDICAL_AID'].map(codeInWords)).toEqual([
      'Active listening',
      'De-escalation',
      'No medical aid',
    ]);
  });

  it('give an anchor for each level, between two where it has none', () => {
    expect(levelMeaning(safety, 1)).toBe(`Level 1: ${safety.a1}.`);
    expect(levelMeaning(safety, 2)).toBe(`Level 2 lies between level 1 (${safety.a1}) and level 3 (${safety.a3}).`);
  });

  it('give a next step that is good practice, and none above the highest', () => {
    expect([0, 1, 2, 3, 4, 5].map((level) => nextAnchor(safety, level)?.level)).toEqual([3, 3, 3, 5, 5, undefined]);
  });
});
