import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { mandateVersionSchema } from './mandate.js';

const folder = new URL('../../../../packs/mandates/', import.meta.url);
const read = (file: string) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Record<string, unknown>;
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));

describe('mandates as data', () => {
  it.each(files)('%s is a valid mandate named as its file', (file) => {
    expect(mandateVersionSchema.parse(read(file)).code).toBe(file.replace('.json', ''));
  });

  it('ships fourteen, three companions of theirs and a phase-in', () => {
    expect(files).toHaveLength(18);
  });

  it.each<[string, (body: Record<string, unknown>) => void]>([
    [
      'a requirement within a bucket that does not exist',
      (body) => ((body.requirements as { within?: string }[])[1].within = 'NOWHERE'),
    ],
    ['two requirements of one id', (body) => ((body.requirements as { id: string }[])[1].id = 'CE')],
    ['no period at all', (body) => (body.period = null)],
    ['an unknown field', (body) => (body.perod = {})],
    [
      'a yearly requirement without windows that follow one another',
      (body) => {
        body.period = { type: 'ROLLING', months: 12 };
        (body.requirements as { perSubPeriod?: string }[])[1].perSubPeriod = 'CALENDAR_YEAR';
      },
    ],
    [
      'the course of a unit where there are no units',
      (body) =>
        (body.requirements as object[]).push({
          id: 'UPDATE',
          label: 'Update',
          kind: 'COURSE',
          anyOf: ['UPDATE@UNIT'],
          period: { type: 'ROLLING', months: 12 },
        }),
    ],
    [
      'a moved deadline in a calendar year',
      (body) => (body.exemptions as object[]).push({ code: 'OFFICE', effect: 'SHIFT_DEADLINE', monthsAfterEnd: 12 }),
    ],
    ['a date that does not exist', (body) => (body.verifiedOn = '2025-02-30')],
  ])('refuses %s', (_what, spoil) => {
    const body = read('US-GA-ANNUAL.json');
    spoil(body);
    expect(mandateVersionSchema.safeParse(body).success).toBe(false);
  });
});
