import { agencyProfile } from '#agencies';
import type { TenantTx } from '#platform';
import type { PresentationEntity } from './presentation.entity.js';
import { rosterFacts } from './roster-facts.queries.js';
import { problemsOf, type RosterProblem } from './roster-problems.js';

/** What is wrong with the whole roster before it goes to a state board. The caller decides who may see the answer. */
export async function problemsOfRoster(tx: TenantTx, presentation: PresentationEntity): Promise<RosterProblem[]> {
  const agency = await agencyProfile(tx);
  if (!agency) throw new Error('the agency has no profile');
  return problemsOf(await rosterFacts(tx, presentation, agency.timezone));
}
