import type { CallerName, People } from './agency-people.js';

/**
 * An appeal of this caller against the signed grade of their proof session, withdrawn: an open one would hide the grade from the other
 * instructors, who are to show what they may see.
 */
export async function appealAGrade(people: People, name: CallerName, marker: string): Promise<void> {
  const trainee = people.as(name);
  const { own } = people.callers[name];
  const input = {
    sessionId: own.ScenarioSession,
    reason: `${marker}: I named what he felt.`,
    points: [{ about: 'OUTCOME', words: `${marker}: he was calm at the end.` }],
    idempotencyKey: `appeal ${own.ScenarioSession}`,
  };
  const { appeal } = await trainee.done<{ appeal: { id: string } }>(
    `mutation($input: AppealGradeInput!) { appealGrade(input: $input) { appeal { id } userErrors { field message } } }`,
    { input },
  );
  own.Appeal = appeal.id;
  await trainee.done(
    `mutation($input: WithdrawAppealInput!) { withdrawAppeal(input: $input) { appeal { state } userErrors { field message } } }`,
    { input: { appealId: appeal.id } },
  );
}

/** The agency's own days for an appeal. */
export async function limitAppeals(people: People): Promise<void> {
  await people
    .as('admin')
    .done(
      `mutation($input: SetAppealLimitInput!) { setAppealLimit(input: $input) { appealLimit { days } userErrors { field message } } }`,
      { input: { days: 60, idempotencyKey: 'days for an appeal' } },
    );
}
