import type { EvaluationInput } from '../src/evaluation/input.js';
import { type MandateVersion, mandateVersionSchema } from '../src/mandates/mandate.js';

/** A mandate for officers that no authority wrote, with what the test is about. */
export function plainMandate(body: Record<string, unknown>): MandateVersion {
  return mandateVersionSchema.parse({
    code: 'PLAIN',
    version: '1.0.0',
    title: 'Plain',
    authority: 'None',
    citations: ['None'],
    sources: ['None'],
    confidence: [{ about: 'all', mark: 'NOT_FOUND' }],
    verifiedOn: null,
    effectiveFrom: null,
    effectiveTo: null,
    appliesTo: { fact: 'role', eq: 'OFFICER' },
    ...body,
  });
}

/** An officer since 2015, tracked since 2024, of whom nothing else is on record. */
export function plainInput(given: Partial<EvaluationInput> = {}): EvaluationInput {
  return {
    facts: [{ fact: 'role', value: 'OFFICER', from: '2015-01-01', to: null }],
    entries: [],
    exemptions: [],
    waivers: [],
    planned: [],
    policy: { warnDays: 90, graceDays: 0, trackedFrom: '2024-01-01', anchor: null, cohorts: [], exemptions: {} },
    timezone: 'America/New_York',
    ...given,
  };
}
