import { MemberType } from '#agencies';
import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import {
  AccessLog,
  Actor,
  Allow,
  connectionFrom,
  CurrentActor,
  fromGlobalId,
  LoadsNode,
  payload,
  toGlobalId,
  type Page,
  type Payload,
} from '#platform';
import { idPageOf, optionalId } from '../global-id-arguments.js';
import { MembersLoader } from '../members-loader.js';
import { CorrectTrainingRecordInput, CorrectTrainingRecordPayload } from './correct-training-record.types.js';
import type { LedgerRow } from './training-record.queries.js';
import { TrainingRecordService } from './training-record.service.js';
import { TrainingRecordConnection, TrainingRecordsArgs, TrainingRecordType } from './training-record.types.js';

export const recordTyped = ({ sourceId, recordedBy: _, ...row }: LedgerRow): TrainingRecordType => ({
  ...row,
  traineeId: toGlobalId('Member', row.traineeId),
  courseVersionId: row.courseVersionId === null ? null : toGlobalId('CourseVersion', row.courseVersionId),
  presentationId: row.presentationId === null ? null : toGlobalId('Presentation', row.presentationId),
  sessionId: row.source === 'SESSION' ? toGlobalId('ScenarioSession', sourceId) : null,
  correctsId: row.correctsId === null ? null : toGlobalId('TrainingRecord', row.correctsId),
});

@Resolver(() => TrainingRecordType)
export class TrainingRecordResolver {
  constructor(
    private readonly service: TrainingRecordService,
    private readonly accessLog: AccessLog,
    private readonly members: MembersLoader,
  ) {}

  @Query(() => TrainingRecordConnection, {
    description: 'The training records that the caller may see, in the order recorded. A trainee sees only their own.',
  })
  @Allow('record:read')
  async trainingRecords(
    @CurrentActor() actor: Actor,
    @Args() page: TrainingRecordsArgs,
  ): Promise<Page<TrainingRecordType>> {
    const traineeId = optionalId('Member', page.traineeId, 'traineeId');
    const rows = await this.service.records(actor, { ...idPageOf(page), traineeId });
    const memberIds = rows.slice(0, page.first).map((row) => row.traineeId);
    this.accessLog.viewed(actor, { what: 'TRAINING_RECORDS', memberIds, onList: traineeId === null });
    return connectionFrom(rows, page, (row) => [row.id], recordTyped);
  }

  @ResolveField(() => MemberType, {
    nullable: true,
    description: 'The member who was trained; null for one whom the caller may not see.',
  })
  trainee(@CurrentActor() actor: Actor, @Parent() record: TrainingRecordType): Promise<MemberType | null> {
    return this.members.member(actor, fromGlobalId('Member', record.traineeId, 'traineeId'));
  }

  @Mutation(() => CorrectTrainingRecordPayload, {
    description: 'Replaces a wrong training record by a new entry, for a reason. Nobody corrects their own.',
  })
  @Allow('record:correct', 'AGENCY')
  correctTrainingRecord(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The training record and what replaces it.' }) input: CorrectTrainingRecordInput,
  ): Promise<Payload<CorrectTrainingRecordPayload>> {
    return payload(async () => {
      const { recordId } = await this.service.correct(actor, {
        ...input,
        recordId: fromGlobalId('TrainingRecord', input.recordId, 'input.recordId'),
      });
      return { trainingRecord: await this.load(actor, recordId) };
    });
  }

  @LoadsNode('TrainingRecord')
  async load(actor: Actor, id: string): Promise<TrainingRecordType | null> {
    const [record] = await this.service.byIds(actor, [id]);
    if (!record) return null;
    this.accessLog.viewed(actor, { what: 'TRAINING_RECORDS', memberIds: [record.traineeId], onList: false });
    return recordTyped(record);
  }
}
