import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { mandateVersionSchema, type MandateVersion } from '../../mandates/mandate.js';
import { requirementOf, wantedTraining } from './wanted-requirements.js';

const folder = new URL('../../../../../packs/mandates/', import.meta.url);
const mandate = (code: string): MandateVersion =>
  mandateVersionSchema.parse(JSON.parse(readFileSync(new URL(`${code}.json`, folder), 'utf8')));
const wanted = (code: string, asked: { requirementId?: string; category?: string }) =>
  wantedTraining(mandate(code), { requirementId: null, category: null, ...asked });

describe('the training that is wanted for requirements', () => {
  it('is of the category of the requirement, or of the requirements that count the category', () => {
    const one = { requirementIds: ['DE_ESCALATION'], categories: ['DE_ESCALATION'], courseCodes: [] };
    expect(wanted('US-GA-ANNUAL', { requirementId: 'DE_ESCALATION' })).toEqual(one);
    expect(wanted('US-GA-ANNUAL', { category: 'DE_ESCALATION' })).toEqual(one);
  });

  it('is also of what counts inside a bucket of hours', () => {
    expect(wanted('US-GA-ANNUAL', { requirementId: 'CE' })).toEqual({
      requirementIds: ['CE'],
      categories: ['CE', 'FIREARMS_REQUAL', 'USE_OF_DEADLY_FORCE', 'DE_ESCALATION', 'COMMUNITY_POLICING'],
      courseCodes: [],
    });
  });

  it('is of every requirement when none is named, courses by their codes without the window', () => {
    const texas = wanted('US-TX-UNIT', {})!;
    expect(texas.requirementIds).toContain('CE');
    expect(texas.courseCodes.length).toBeGreaterThan(0);
    expect(texas.courseCodes.join()).not.toContain('@');
  });

  it('is nothing for what the mandate does not have', () => {
    expect(wanted('US-GA-ANNUAL', { requirementId: 'TYPING' })).toBeNull();
    expect(wanted('US-GA-ANNUAL', { category: 'TYPING' })).toBeNull();
  });

  it('knows a yearly requirement of any year', () => {
    expect(requirementOf('FIREARMS@2026')).toBe('FIREARMS');
    expect(requirementOf('FIREARMS')).toBe('FIREARMS');
  });
});
