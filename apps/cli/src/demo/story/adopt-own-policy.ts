import { agencyDay } from './agency-day.js';
import { RIVERBEND, type AgencyCast } from './cast.js';
import { countsOf, type Count } from './status-counts.js';
import type { Teller } from './teller.js';

export const OWN_CODE = 'OWN-DE-ESCALATION';

/** What the rest of the chapter is about: the state's mandate, and the policy. */
export const SHOWN_MANDATES = ['US-GA-ANNUAL', OWN_CODE];

/** Days from today until the training is due: within the days of warning, and after the planned class. */
const DUE_IN_DAYS = 60;

const FACT = `mutation Fact($input: SetMemberFactInput!) {
  setMemberFact(input: $input) { userErrors { code field message } }
}`;
const SAVE = `mutation Save($input: SaveMandateDraftInput!) {
  saveMandateDraft(input: $input) { agencyMandate { id digest } userErrors { code field message } }
}`;
const TRY = `query Try($input: MandateDryRunInput!) {
  mandateDryRun(input: $input, first: 1) { members changed after { status members } }
}`;
const PUBLISH = `mutation Publish($input: PublishMandateInput!) {
  publishMandate(input: $input) { userErrors { code field message } }
}`;
const ADOPT = `mutation Adopt($input: AdoptMandateInput!) {
  adoptMandate(input: $input) { userErrors { code field message } }
}`;

/** A policy of the agency's own, in the language of the state's mandates: two hours of de-escalation for patrol, once, by a day. */
const policyText = (today: string, dueOn: string) => ({
  code: OWN_CODE,
  version: '1.0.0',
  title: 'De-escalation refresher for patrol',
  authority: RIVERBEND.name,
  citations: ['General Order 26'],
  sources: ['General Order 26'],
  confidence: [{ about: 'hours', mark: 'V' }],
  verifiedOn: today,
  effectiveFrom: null,
  effectiveTo: null,
  appliesTo: { fact: 'assignment', eq: 'PATROL' },
  period: { type: 'ONE_TIME', dueOn },
  requirements: [
    { id: 'DE_ESCALATION', kind: 'HOURS', label: 'De-escalation', min: 2, unit: 'HOUR', categories: ['DE_ESCALATION'] },
  ],
});

/** Writes a policy, tries it, publishes and adopts it. @returns the last day on which it can be met */
export async function adoptOwnPolicy(tell: Teller, agency: AgencyCast): Promise<string> {
  const { api } = agency.admin;
  const today = agencyDay(RIVERBEND);
  const dueOn = agencyDay(RIVERBEND, DUE_IN_DAYS);
  for (const { id: memberId } of agency.trainees) {
    await api.ask(FACT, { input: { memberId, fact: 'assignment', value: 'PATROL', validFrom: '2019-03-01' } });
  }
  const text = policyText(today, dueOn);
  const { saveMandateDraft } = await api.ask<{
    saveMandateDraft: { agencyMandate: { id: string; digest: string } };
  }>(SAVE, { input: { code: OWN_CODE, body: JSON.stringify(text), idempotencyKey: 'own-draft' } });
  const { id: agencyMandateId, digest } = saveMandateDraft.agencyMandate;
  tell.done(
    `${agency.admin.name} writes a policy of the agency's own: two hours of de-escalation for patrol by ${dueOn}`,
  );
  const policy = { warnDays: 90, graceDays: 0, trackedFrom: `${today.slice(0, 4)}-01-01` };
  const { mandateDryRun } = await api.ask<{
    mandateDryRun: { members: number; changed: number; after: Count[] };
  }>(TRY, { input: { agencyMandateId, policy } });
  tell.done(
    `a dry run on ${mandateDryRun.members} members, before anybody is bound by it: ${countsOf(mandateDryRun.after)}`,
  );
  await api.ask(PUBLISH, { input: { agencyMandateId, expectedDigest: digest } });
  await api.ask(ADOPT, { input: { code: OWN_CODE, version: text.version, policy, idempotencyKey: 'adopt-own' } });
  tell.done('published with the digest of what was tried, and adopted: everybody is judged anew');
  return dueOn;
}
