import { memberTyped, type ExternalId } from '#agencies';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Allow, CurrentActor, fromGlobalId, payload, UserError, type Actor, type Payload } from '#platform';
import { RosterService, type RosterRow, type RowResult } from './roster.service.js';
import { UpsertRosterInput, UpsertRosterPayload, type RosterRowInput, type RosterRowOutcome } from './roster.types.js';

@Resolver()
export class RosterResolver {
  constructor(private readonly roster: RosterService) {}

  @Mutation(() => UpsertRosterPayload, {
    description:
      'Creates or changes members by external id, one outcome a row. Nobody is removed, and no role is given but TRAINEE.',
  })
  @Allow('roster:write', 'AGENCY')
  upsertRoster(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The rows.' }) input: UpsertRosterInput,
  ): Promise<Payload<UpsertRosterPayload>> {
    return payload(async () => {
      const results = await this.roster.upsert(actor, input.rows.map(rosterRow));
      const outcomes = input.rows.map(({ externalId }, row) => rowOutcome(row, externalId, results[row] as RowResult));
      return { outcomes };
    });
  }
}

function rowOutcome(row: number, externalId: ExternalId, result: RowResult): RosterRowOutcome {
  if ('refusal' in result) {
    const { code, field, message } = result.refusal;
    return { row, externalId, outcome: 'REFUSED', member: null, error: { code, field, message } };
  }
  const { outcome, member } = result;
  return { row, externalId, outcome, member: member && memberTyped(member), error: null };
}

/** A malformed org unit is the row's own failure, not the whole roster's. */
function rosterRow({ orgUnitId, state, ...row }: RosterRowInput, index: number): RosterRow | { refusal: UserError } {
  const known = { ...row, state: state ?? undefined };
  try {
    // Null ends the membership of a unit; nothing leaves it as it is.
    if (orgUnitId === undefined || orgUnitId === null) return orgUnitId === null ? { ...known, orgUnitId } : known;
    return { ...known, orgUnitId: fromGlobalId('OrgUnit', orgUnitId, `input.rows[${index}].orgUnitId`) };
  } catch (error) {
    if (error instanceof UserError) return { refusal: error };
    throw error;
  }
}
