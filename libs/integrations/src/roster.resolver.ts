import { membersByIds, memberTyped } from '#agencies';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Allow, CurrentActor, fromGlobalId, payload, TenantDb, UserError, type Actor, type Payload } from '#platform';
import { RosterService, type RosterRow } from './roster.service.js';
import { UpsertRosterInput, UpsertRosterPayload, type RosterRowInput, type RosterRowOutcome } from './roster.types.js';

@Resolver()
export class RosterResolver {
  constructor(
    private readonly db: TenantDb,
    private readonly roster: RosterService,
  ) {}

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
      const rows = input.rows.map(rosterRow);
      const results = await this.roster.upsert(actor, rows);
      const ids = results.flatMap((result) => ('id' in result ? [result.id] : []));
      const mayRead = actor.holds('member:read');
      const members = mayRead
        ? await this.db.read(actor, (tx) => membersByIds(tx, actor.reach('member:read'), ids))
        : [];
      const byId = new Map(members.map((member) => [member.id, memberTyped(member)]));
      const outcomes = results.map((result, row): RosterRowOutcome => {
        const externalId = input.rows[row]?.externalId ?? { system: '', value: '' };
        if ('id' in result) {
          return { row, externalId, outcome: result.outcome, member: byId.get(result.id) ?? null, error: null };
        }
        const { code, field, message } = result.refusal;
        return { row, externalId, outcome: 'REFUSED', member: null, error: { code, field, message } };
      });
      return { outcomes };
    });
  }
}

/** A malformed org unit is the row's own failure, not the whole roster's. */
function rosterRow({ orgUnitId, ...row }: RosterRowInput, index: number): RosterRow | UserError {
  try {
    return orgUnitId
      ? { ...row, orgUnitId: fromGlobalId('OrgUnit', orgUnitId, `input.rows[${index}].orgUnitId`) }
      : row;
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}
