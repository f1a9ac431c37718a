/** A mandate that an agency writes for itself: some hours of roll-call training in each calendar year, for who is licensed in Georgia. */
export function ownMandate(changes: object = {}, hours = 2): Record<string, unknown> & { code: string } {
  return {
    code: 'OWN-ROLL-CALL',
    version: '1.0.0',
    title: 'Roll-call training',
    authority: 'Brook County',
    citations: ['General Order 12'],
    sources: ['General Order 12'],
    confidence: [{ about: 'hours', mark: 'V' }],
    verifiedOn: null,
    effectiveFrom: null,
    effectiveTo: null,
    appliesTo: { fact: 'licence', eq: 'GA_PEACE_OFFICER' },
    period: { type: 'CALENDAR_YEAR' },
    requirements: [{ id: 'CE', kind: 'HOURS', label: 'Roll-call', min: hours, unit: 'HOUR', categories: ['CE'] }],
    ...changes,
  };
}
