import { Args, ArgsType, Field, ID, ObjectType, Query, Resolver } from '@nestjs/graphql';
import {
  Allow,
  Connection,
  connectionFrom,
  CurrentActor,
  DateTime,
  decodeCursor,
  enumOf,
  fromGlobalId,
  PageArgs,
  ReadScope,
  rowsToFetch,
  TenantDb,
  type Actor,
  type Page,
  type ViewedWhat,
} from '#platform';
import { IsString } from 'class-validator';
import { viewsOfMember } from './record-views.queries.js';

const ViewedWhatEnum = enumOf<ViewedWhat>('ViewedWhat', 'What of a member’s record somebody looked at.', {
  COMPLIANCE: 'How they stand under a mandate.',
  TRAINING_RECORDS: 'Entries of their training ledger.',
  GRADE: 'The grading of one of their scenario sessions.',
  DEBRIEF: 'The debrief of one of their scenario sessions.',
  ROSTER: 'That they were on a roster.',
});

const ViewerKindEnum = enumOf<'MEMBER' | 'SERVICE_ACCOUNT' | 'STATE_AUDITOR'>('ViewerKind', 'Who looks at records.', {
  MEMBER: 'A member of the agency.',
  SERVICE_ACCOUNT: 'A system of the agency.',
  STATE_AUDITOR: 'A state auditor, by a grant of the agency.',
});

@ObjectType('RecordView', { description: 'That somebody else looked at what is on record of a member. Never changed.' })
@ReadScope('view:read')
class RecordViewType {
  @Field(() => DateTime, {
    description: 'When; of a list that is looked at all day, the first time on that day in UTC.',
  })
  viewedAt: Date;

  @Field(() => ViewedWhatEnum, { description: 'At what.' })
  what: ViewedWhat;

  @Field(() => Boolean, {
    description: 'Whether the member stood on a list of several people, rather than being looked up.',
  })
  onList: boolean;

  @Field(() => ViewerKindEnum, { description: 'What kind of viewer it was.' })
  viewerKind: string;

  @Field(() => String, { nullable: true, description: 'Name of the viewer as it is now; null where it is not known.' })
  viewerName: string | null;

  @Field(() => String, { nullable: true, description: 'Where a state auditor comes from; null for everybody else.' })
  organisation: string | null;
}

const RecordViewConnection = Connection(RecordViewType);

@ArgsType()
class RecordViewsArgs extends PageArgs {
  @Field(() => ID, { description: 'Global id of the member.' })
  @IsString()
  memberId: string;
}

@Resolver()
export class RecordViewsResolver {
  constructor(private readonly db: TenantDb) {}

  @Query(() => RecordViewConnection, {
    description:
      'Who else looked at a member’s record, the latest first: a trainee asks for their own. A look appears within a second.',
  })
  @Allow('view:read')
  async recordViews(@CurrentActor() actor: Actor, @Args() args: RecordViewsArgs): Promise<Page<RecordViewType>> {
    const memberId = fromGlobalId('Member', args.memberId, 'memberId');
    const before = (decodeCursor(args.after, ['uuid'])?.[0] ?? null) as string | null;
    const rows = await this.db.read(actor, (tx) =>
      viewsOfMember(tx, actor.reach('view:read'), { memberId, before, limit: rowsToFetch(args) }),
    );
    return connectionFrom(
      rows,
      args,
      (row) => [row.id],
      ({ id: _, ...row }) => row,
    );
  }
}
