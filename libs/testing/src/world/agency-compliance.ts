import type { Pack } from '#curricula';
import { until } from '../until.js';
import type { People } from './agency-people.js';

interface Found {
  id: string;
}

/** A mandate that the agency has adopted, a fact that it judges by, and a trainee who is excused from it for a while. */
export async function addCompliance(
  { as, ids, callers }: People,
  packs: readonly Pack[],
  marker: string,
): Promise<void> {
  const admin = as('admin');
  const pack = packs.find((one) => one.kind === 'MANDATE' && one.code === 'US-GA-ANNUAL');
  if (!pack) throw new Error('packs/mandates holds no US-GA-ANNUAL');
  const { mandate } = await admin.done<{ mandate: Found }>(
    `mutation($input: AdoptMandateInput!) { adoptMandate(input: $input) { mandate { id } userErrors { field message } } }`,
    {
      input: {
        idempotencyKey: 'mandate',
        code: pack.code,
        version: pack.version,
        policy: { warnDays: 60, graceDays: 0, trackedFrom: '2025-01-01' },
      },
    },
  );
  ids.Mandate = mandate.id;
  const own = { ...(pack.body as object), code: 'OWN-ANNUAL', version: '2.0.0', title: `${marker} annual` };
  const { agencyMandate } = await admin.done<{ agencyMandate: Found }>(
    `mutation($input: SaveMandateDraftInput!) { saveMandateDraft(input: $input) { agencyMandate { id } userErrors { field message } } }`,
    { input: { idempotencyKey: 'own-mandate', code: own.code, body: JSON.stringify(own) } },
  );
  ids.AgencyMandate = agencyMandate.id;
  for (const name of ['trainee', 'secondTrainee'] as const) {
    // The mandate applies to officers with such a licence: from this year on, so that its deadline is still ahead.
    for (const [fact, value, validFrom] of [
      ['unit', `${marker}-${name}`, '2025-01-01'],
      ['licence', 'GA_PEACE_OFFICER', `${new Date().getUTCFullYear()}-01-01`],
    ]) {
      await admin.done(
        `mutation($input: SetMemberFactInput!) { setMemberFact(input: $input) { member { id } userErrors { field message } } }`,
        { input: { memberId: callers[name].id, fact, value, validFrom } },
      );
    }
    const { exemption } = await admin.done<{ exemption: Found }>(
      `mutation($input: RecordExemptionInput!) { recordExemption(input: $input) { exemption { id } userErrors { field message } } }`,
      {
        input: {
          idempotencyKey: `exemption-${name}`,
          memberId: callers[name].id,
          mandateCode: pack.code,
          kind: 'WAIVER',
          code: 'OTHER',
          validFrom: '2025-01-01',
          validTo: '2025-02-01',
          reason: `${marker}-${name} on leave`,
        },
      },
    );
    callers[name].own.Exemption = exemption.id;
    // Of a year before the mandate was tracked, and lifted: how they stand now does not follow from it.
    const { consequence } = await admin.done<{ consequence: Found }>(
      `mutation($input: RecordConsequenceInput!) { recordConsequence(input: $input) { consequence { id } userErrors { field message } } }`,
      {
        input: {
          idempotencyKey: `consequence-${name}`,
          memberId: callers[name].id,
          mandateCode: pack.code,
          on: '2024-12-31',
          recordedOn: '2025-02-01',
          reason: `${marker}-${name} by order of the council`,
        },
      },
    );
    await admin.done(
      `mutation($input: EndConsequenceInput!) { endConsequence(input: $input) { consequence { id } userErrors { field message } } }`,
      { input: { consequenceId: consequence.id, endedOn: '2025-03-01', reason: `${marker}-${name} was trained` } },
    );
    callers[name].own.Consequence = consequence.id;
  }
}

/** What each trainee earned is used for their pay; of no consequence for the mandates that are adopted. */
export async function allocateRecords({ as, callers, ids }: People, marker: string): Promise<void> {
  for (const name of ['trainee', 'secondTrainee'] as const) {
    const { own } = callers[name];
    const { allocation } = await as('admin').done<{ allocation: Found }>(
      `mutation($input: AllocateRecordInput!) { allocateRecord(input: $input) { allocation { id } userErrors { field message } } }`,
      {
        input: {
          idempotencyKey: `allocation-${name}`,
          trainingRecordId: own.TrainingRecord,
          purpose: 'SALARY_INCENTIVE',
          reason: `${marker}-${name} is paid for it`,
        },
      },
    );
    own.Allocation = allocation.id;
  }
  ids.Allocation = callers.trainee.own.Allocation ?? '';
}

/** Waits until the statuses of all members are stored as they follow from everything that was recorded. */
export async function standingsStored({ as }: People): Promise<void> {
  const look = async (): Promise<true | null> => {
    const { freshness, nodes } = await as('admin').done<{ freshness: { waiting: number }; nodes: object[] }>(
      '{ memberStatuses(first: 1) { freshness { waiting } nodes { status } } }',
    );
    return freshness.waiting === 0 && nodes.length > 0 ? true : null;
  };
  await until('the statuses of all members', look, 60_000);
}
