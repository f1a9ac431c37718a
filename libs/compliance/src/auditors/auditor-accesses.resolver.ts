import { Args, ArgsType, Field, ID, Int, ObjectType, Query, Resolver } from '@nestjs/graphql';
import {
  Allow,
  Connection,
  connectionFrom,
  CurrentActor,
  DateTime,
  decodeCursor,
  fromGlobalId,
  PageArgs,
  ReadScope,
  rowsToFetch,
  TenantDb,
  toGlobalId,
  type Actor,
  type Page,
} from '#platform';
import { IsOptional, IsString } from 'class-validator';
import { listAccesses, membersSeenIn } from './auditor-accesses.queries.js';

/** Members that an entry names; how many more there were, it says. */
const MOST_NAMED = 100;

@ObjectType('AuditorAccess', { description: 'One request of a state auditor, answered or refused. Never changed.' })
@ReadScope('auditor:read')
class AuditorAccessType {
  @Field(() => ID, { description: 'Global id of the grant by which they asked.' })
  auditorGrantId: string;

  @Field(() => DateTime, { description: 'When.' })
  at: Date;

  @Field(() => String, { nullable: true, description: 'What they called the operation; null for nothing.' })
  operationName: string | null;

  @Field(() => [String], { description: 'What they asked for, two fields deep, for example `auditView.member`.' })
  fields: string[];

  @Field(() => String, { description: '`OK`, or the code of the error that they got, for example `FORBIDDEN`.' })
  outcome: string;

  @Field(() => Int, { description: 'How many members the answer showed by name.' })
  membersSeen: number;

  @Field(() => [ID], { description: 'Global ids of those members, the first 100.' })
  memberIds: string[];
}

const AuditorAccessConnection = Connection(AuditorAccessType);

@ArgsType()
class AuditorAccessArgs extends PageArgs {
  @Field(() => ID, {
    nullable: true,
    description: 'Global id of a grant: only requests by it; of all grants when left out.',
  })
  @IsOptional()
  @IsString()
  auditorGrantId?: string | null;
}

@Resolver()
export class AuditorAccessResolver {
  constructor(private readonly db: TenantDb) {}

  @Query(() => AuditorAccessConnection, {
    description:
      'What state auditors asked for and saw, the latest first. Complete: nothing is answered before it is here.',
  })
  @Allow('auditor:read', 'AGENCY')
  async auditorAccessLog(
    @CurrentActor() actor: Actor,
    @Args() args: AuditorAccessArgs,
  ): Promise<Page<AuditorAccessType>> {
    const asked = args.auditorGrantId ?? null;
    const grantId = asked === null ? null : fromGlobalId('AuditorGrant', asked, 'auditorGrantId');
    const before = (decodeCursor(args.after, ['uuid'])?.[0] ?? null) as string | null;
    const [rows, seen] = await this.db.read(actor, async (tx) => {
      const accesses = await listAccesses(tx, { limit: rowsToFetch(args), before, grantId });
      const ids = accesses.filter(({ membersSeen }) => membersSeen > 0).map(({ id }) => id);
      return [accesses, await membersSeenIn(tx, ids, MOST_NAMED)] as const;
    });
    return connectionFrom(
      rows,
      args,
      (row) => [row.id],
      ({ id, principalId, ...row }) => ({
        ...row,
        auditorGrantId: toGlobalId('AuditorGrant', principalId),
        memberIds: (seen.get(id) ?? []).map((memberId) => toGlobalId('Member', memberId)),
      }),
    );
  }
}
