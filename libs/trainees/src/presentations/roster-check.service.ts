import { Injectable } from '@nestjs/common';
import { audit, TenantDb, UserError, type Actor, type TenantTx } from '#platform';
import { enteredText } from '../entered-values.js';
import { presentationsByIds } from './presentation.queries.js';
import { problemsOfRoster } from './problems-of-roster.js';
import type { RosterProblem } from './roster-problems.js';

export interface RosterRequirements {
  stateIdSystem: string | null;
  requestDaysBefore: number | null;
}

const NOTHING: RosterRequirements = { stateIdSystem: null, requestDaysBefore: null };

/** What the board of the agency asks of a roster, and what a roster lacks of it. */
@Injectable()
export class RosterCheckService {
  constructor(private readonly db: TenantDb) {}

  /** null for a presentation that the actor may not see. */
  problems(actor: Actor, presentationId: string): Promise<RosterProblem[] | null> {
    return this.db.read(actor, async (tx) => {
      const [presentation] = await presentationsByIds(tx, actor.reach('presentation:read'), [presentationId]);
      return presentation ? problemsOfRoster(tx, presentation) : null;
    });
  }

  requirements(actor: Actor): Promise<RosterRequirements> {
    actor.reach('presentation:read');
    return this.db.read(actor, (tx) => requirementsInForce(tx));
  }

  /** Safe to repeat. @throws UserError INVALID naming the field */
  async setRequirements(actor: Actor, input: RosterRequirements): Promise<RosterRequirements> {
    actor.reach('presentation:write');
    const { requestDaysBefore } = input;
    const stateIdSystem =
      input.stateIdSystem === null ? null : enteredText(input.stateIdSystem, 'input.stateIdSystem', 60);
    if (requestDaysBefore !== null && !(requestDaysBefore >= 1 && requestDaysBefore <= 365)) {
      throw new UserError('INVALID', 'input.requestDaysBefore', 'input.requestDaysBefore must be 1 to 365');
    }
    return this.db.run(actor, async (tx) => {
      const before = await requirementsInForce(tx);
      const now = { stateIdSystem, requestDaysBefore };
      if (before.stateIdSystem === stateIdSystem && before.requestDaysBefore === requestDaysBefore) return now;
      await tx.query(
        'insert into roster_requirements (agency_id, state_id_system, request_days_before, set_by) values ($1, $2, $3, $4)',
        [tx.agencyId, stateIdSystem, requestDaysBefore, actor.principalId],
      );
      await audit(tx, actor, {
        action: 'roster.requirements-set',
        entityType: 'Agency',
        entityId: tx.agencyId,
        details: { from: { ...before }, to: now },
      });
      return now;
    });
  }
}

async function requirementsInForce(tx: TenantTx): Promise<RosterRequirements> {
  const [row] = await tx.query<RosterRequirements>(
    `select state_id_system as "stateIdSystem", request_days_before as "requestDaysBefore" from roster_requirements
     where agency_id = $1 order by id desc limit 1`,
    [tx.agencyId],
  );
  return row ?? NOTHING;
}
