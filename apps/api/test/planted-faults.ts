import { Module } from '@nestjs/common';
import { Args, Field, ID, Int, Mutation, ObjectType, Query, Resolver, Subscription } from '@nestjs/graphql';
import {
  Allow,
  CurrentActor,
  CurrentSubscriber,
  fromGlobalId,
  notFound,
  payload,
  PublicType,
  TenantDb,
  UserError,
  UserErrorsField,
  UserErrorType,
  type Actor,
  type Payload,
  type Subscriber,
  type TenantTx,
} from '#platform';

/** Resolvers as somebody might write them by mistake: the isolation tests must catch each. Never part of the product. */

interface StoredSession {
  traineeId: string;
  text: string;
}

@ObjectType({ description: 'What a planted mutation did.' })
@PublicType()
class PlantedPayload {
  @Field(() => Int, { nullable: true, description: 'How many turns there are.' })
  turns?: number | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}

const SESSION_ID = { type: () => ID, description: 'Global id of a scenario session.' };

@Resolver()
class PlantedResolver {
  private readonly remembered = new Map<string, string>();

  constructor(private readonly db: TenantDb) {}

  @Query(() => String, { nullable: true, description: 'Planted: forgets that a trainee reaches only their own.' })
  @Allow('session:read')
  plantedWithoutReach(@CurrentActor() actor: Actor, @Args('sessionId', SESSION_ID) id: string): Promise<string | null> {
    const uuid = fromGlobalId('ScenarioSession', id, 'sessionId');
    return this.db.read(actor, async (tx) => (await sessionOf(tx, uuid))?.text ?? null);
  }

  @Query(() => String, { nullable: true, description: 'Planted: remembers an answer without whose it was.' })
  @Allow('session:read')
  async plantedMemory(@CurrentActor() actor: Actor, @Args('sessionId', SESSION_ID) id: string): Promise<string | null> {
    const uuid = fromGlobalId('ScenarioSession', id, 'sessionId');
    const found = this.remembered.get(uuid) ?? (await this.db.read(actor, (tx) => sessionOf(tx, uuid)))?.text ?? null;
    if (found !== null) this.remembered.set(uuid, found);
    return found;
  }

  @Mutation(() => PlantedPayload, { description: 'Planted: says of what is not the caller’s that it is there.' })
  @Allow('session:read')
  plantedTelling(
    @CurrentActor() actor: Actor,
    @Args('sessionId', SESSION_ID) id: string,
  ): Promise<Payload<PlantedPayload>> {
    const uuid = fromGlobalId('ScenarioSession', id, 'sessionId');
    return payload(() =>
      this.db.run(actor, async (tx) => {
        const session = await sessionOf(tx, uuid);
        if (!session) throw notFound('sessionId', 'scenario session');
        if (session.traineeId !== actor.principalId) throw new UserError('NOT_ALLOWED', 'sessionId', 'not yours');
        return { turns: 0 } as PlantedPayload;
      }),
    );
  }

  @Mutation(() => PlantedPayload, { description: 'Planted: changes what it then says is not there.' })
  @Allow('session:read')
  async plantedTouch(
    @CurrentActor() actor: Actor,
    @Args('memberId', { type: () => ID, description: 'Global id of a member.' }) id: string,
  ): Promise<Payload<PlantedPayload>> {
    const uuid = fromGlobalId('Member', id, 'memberId');
    await this.db.run(actor, (tx) =>
      tx.query(`update members set badge_number = badge_number || '!' where agency_id = $1 and id = $2`, [
        tx.agencyId,
        uuid,
      ]),
    );
    return payload(() => Promise.reject(notFound('memberId', 'member')));
  }

  @Mutation(() => PlantedPayload, { description: 'Planted: never gets as far as the id.' })
  @Allow('session:read')
  plantedDeadEnd(@Args('sessionId', SESSION_ID) _id: string): Promise<Payload<PlantedPayload>> {
    return payload(() => Promise.reject(new UserError('WRONG_STATE', null, 'not today')));
  }

  @Mutation(() => PlantedPayload, { description: 'Planted: writes before it looks at the id, and blames no field.' })
  @Allow('session:read')
  async plantedHaste(
    @CurrentActor() actor: Actor,
    @Args('sessionId', SESSION_ID) id: string,
  ): Promise<Payload<PlantedPayload>> {
    await this.db.run(actor, (tx) =>
      tx.query('update agencies set name = name || $2 where agency_id = $1', [tx.agencyId, '!']),
    );
    return payload(() => {
      fromGlobalId('ScenarioSession', id, 'sessionId');
      return Promise.reject(new UserError('INVALID', null, 'something is wrong'));
    });
  }

  @Subscription(() => String, {
    nullable: true,
    description: 'Planted: tells whoever asks, and checks nothing but the agency.',
    resolve: (said: string) => said,
  })
  @Allow('session:read')
  async *plantedBroadcast(
    @CurrentSubscriber() subscriber: Subscriber,
    @Args('sessionId', SESSION_ID) id: string,
  ): AsyncGenerator<string> {
    const uuid = fromGlobalId('ScenarioSession', id, 'sessionId');
    const session = await subscriber.now((actor) => this.db.read(actor, (tx) => sessionOf(tx, uuid)));
    if (session) yield session.text;
  }
}

async function sessionOf(tx: TenantTx, uuid: string): Promise<StoredSession | null> {
  const [row] = await tx.query<StoredSession>(
    `select s.trainee_id as "traineeId", (select string_agg(t.text, ' ') from turns t
       where t.agency_id = s.agency_id and t.session_id = s.id) as text
     from scenario_sessions s where s.agency_id = $1 and s.id = $2`,
    [tx.agencyId, uuid],
  );
  return row ?? null;
}

@Module({ providers: [PlantedResolver] })
export class PlantedModule {}

@ObjectType({ description: 'Planted: says nowhere which scope it takes to read it.' })
class PlantedWithoutScope {
  @Field(() => String, { description: 'Anything.' })
  secret: string;
}

@Resolver()
class PlantedTypeResolver {
  @Query(() => PlantedWithoutScope, { nullable: true, description: 'Planted: leads to a type without a scope.' })
  @Allow('session:read')
  plantedType(): PlantedWithoutScope | null {
    return null;
  }
}

@Module({ providers: [PlantedTypeResolver] })
export class PlantedTypeModule {}

@Resolver()
class PlantedRootResolver {
  @Query(() => String, { nullable: true, description: 'Planted: says nowhere who may call it.' })
  plantedRoot(): string | null {
    return null;
  }
}

@Module({ providers: [PlantedRootResolver] })
export class PlantedRootModule {}
