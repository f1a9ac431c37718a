import type { GraphqlClient } from '../graphql-client.js';
import type { People } from './agency-people.js';
import { submitReview } from './review-and-sign.js';

/** From here on two people review each proof session. */
export async function pickEverySession(admin: GraphqlClient): Promise<void> {
  await admin.done(
    `mutation($input: SetSecondReviewsInput!) { setSecondReviews(input: $input) { settings { percent } userErrors { field message } } }`,
    { input: { percent: 100, floor: 0 } },
  );
}

/**
 * The second reviews of what was signed, each of which differs: the first trainee's by a reviewer from outside, who has nothing else, the
 * second trainee's by the instructor of their unit.
 */
export async function addReviewers(
  people: People,
  tokenOf: (memberId: string) => Promise<GraphqlClient>,
  marker: string,
): Promise<void> {
  const { callers, as } = people;
  const own = callers.trainee.own;
  const { externalReviewer } = await as('admin').done<{ externalReviewer: { id: string; memberId: string } }>(
    `mutation($input: InviteExternalReviewerInput!) { inviteExternalReviewer(input: $input) { externalReviewer { id memberId } userErrors { field message } } }`,
    {
      input: {
        givenName: 'Noor',
        familyName: `${marker}-outside`,
        email: `outside@${marker.toLowerCase()}.test`,
        organisation: `${marker} Lake`,
        maySign: false,
        expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
        sessionIds: [own.ScenarioSession],
        idempotencyKey: 'outside',
      },
    },
  );
  people.ids.ExternalReviewer = externalReviewer.id;
  const outside = await tokenOf(externalReviewer.memberId);
  await submitReview(outside, own.ScenarioSession ?? '', 1);
  await submitReview(as('unitInstructor'), callers.secondTrainee.own.ScenarioSession ?? '', 1);
}
