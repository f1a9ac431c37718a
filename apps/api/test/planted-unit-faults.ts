import { Module } from '@nestjs/common';
import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { Allow, CurrentActor, fromGlobalId, reachPredicate, TenantDb, type Actor } from '#platform';

/** Resolvers that get the reach of an org unit wrong, each in its way: the isolation test must catch each. Never part of the product. */

const SESSION_ID = { type: () => ID, description: 'Global id of a scenario session.' };
const SAME_UNIT = `exists (select from members mine join members theirs on theirs.agency_id = $1 and theirs.org_unit_id = mine.org_unit_id
  where mine.agency_id = $1 and mine.id = $2 and theirs.id = s.trainee_id)`;
const MEMBER_ID = { type: () => ID, nullable: true, description: 'Global id of a member; none for all.' };

@Resolver()
class PlantedUnitResolver {
  constructor(private readonly db: TenantDb) {}

  @Query(() => String, {
    nullable: true,
    description: 'Planted: takes whoever has more than OWN for the whole agency.',
  })
  @Allow('session:read')
  plantedUnitAsAgency(@CurrentActor() actor: Actor, @Args('sessionId', SESSION_ID) id: string): Promise<string | null> {
    const { reach } = actor.reach('session:read');
    return this.sessionWhere(actor, id, reach === 'OWN' ? 's.trainee_id = $2' : `s.mode = 'PROOF'`);
  }

  @Query(() => String, { nullable: true, description: 'Planted: forgets the units below.' })
  @Allow('session:read')
  plantedUnitAlone(@CurrentActor() actor: Actor, @Args('sessionId', SESSION_ID) id: string): Promise<string | null> {
    return this.sessionWhere(actor, id, SAME_UNIT);
  }

  @Query(() => String, {
    nullable: true,
    description: 'Planted: shows the units beside as well, from the parent down.',
  })
  @Allow('session:read')
  plantedUnitParent(@CurrentActor() actor: Actor, @Args('sessionId', SESSION_ID) id: string): Promise<string | null> {
    const ofParent = `exists (select from members mine join org_units own on own.agency_id = $1 and own.id = mine.org_unit_id
      join members chief on chief.agency_id = $1 and chief.org_unit_id in
        (select beside.id from org_units beside where beside.agency_id = $1 and beside.parent_id = own.parent_id)
      join members theirs on theirs.agency_id = $1 and theirs.org_unit_id in (select app.reached_units(chief.id))
      where mine.agency_id = $1 and mine.id = $2 and theirs.id = s.trainee_id)`;
    return this.sessionWhere(actor, id, ofParent);
  }

  @Query(() => String, { nullable: true, description: 'Planted: shows the practice of the unit’s trainees.' })
  @Allow('session:read')
  plantedUnitPractice(@CurrentActor() actor: Actor, @Args('sessionId', SESSION_ID) id: string): Promise<string | null> {
    return this.sessionWhere(actor, id, reachPredicate(actor.reach('session:read'), 's.trainee_id', '$2'));
  }

  @Query(() => [String], { description: 'Planted: limits the list only where it is asked about one member.' })
  @Allow('record:read')
  plantedUnitList(
    @CurrentActor() actor: Actor,
    @Args('memberId', MEMBER_ID) id: string | null,
  ): Promise<readonly string[]> {
    const memberId = id == null ? null : fromGlobalId('Member', id, 'memberId');
    const inReach = reachPredicate(actor.reach('record:read'), 'm.id', '$2');
    return this.db.read(actor, async (tx) => {
      const rows = await tx.query<{ name: string }>(
        `select m.family_name || ' trains' as name from members m
         where m.agency_id = $1 and ($3::uuid is null or (m.id = $3 and ${inReach}))`,
        [tx.agencyId, actor.principalId, memberId],
      );
      return rows.map(({ name }) => name);
    });
  }

  private sessionWhere(actor: Actor, id: string, visible: string): Promise<string | null> {
    const uuid = fromGlobalId('ScenarioSession', id, 'sessionId');
    return this.db.read(actor, async (tx) => {
      const [row] = await tx.query<{ words: string }>(
        `select s.mode || ' of ' || m.family_name || ' ' as words from scenario_sessions s
         join members m on m.agency_id = s.agency_id and m.id = s.trainee_id
         where s.agency_id = $1 and s.id = $3 and $2::uuid is not null and ${visible}`,
        [tx.agencyId, actor.principalId, uuid],
      );
      return row?.words ?? null;
    });
  }
}

@Module({ providers: [PlantedUnitResolver] })
export class PlantedUnitModule {}
