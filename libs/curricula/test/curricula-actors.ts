import { Actor, type Reach, type Scope } from '#platform';
import { v7 as uuidv7 } from 'uuid';

/** An actor with every curriculum scope over the agency; a new object each time, as each operation has its own. */
export const preparer = (agencyId: string, principalId = uuidv7()): Actor =>
  actorWith(agencyId, principalId, [
    ['curriculum:read', 'AGENCY'],
    ['curriculum:write', 'AGENCY'],
  ]);

/** What a trainee holds of this context. */
export const reader = (agencyId: string): Actor => actorWith(agencyId, uuidv7(), [['curriculum:read', 'OWN']]);

function actorWith(agencyId: string, principalId: string, scopes: [Scope, Reach][]): Actor {
  return new Actor({ agencyId, principalId, kind: 'MEMBER', scopes: new Map(scopes), requestId: 'test' });
}
