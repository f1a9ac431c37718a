import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Actor, Allow, CurrentActor, fromGlobalId, payload, toGlobalId, type Payload } from '#platform';
import { memberIdsOf } from '../global-id-arguments.js';
import { TrainingRecordService } from '../records/training-record.service.js';
import { recordTyped } from '../records/training-record.resolver.js';
import { OutsideTrainingService, type OutsideRow } from './outside-training.service.js';
import {
  RecordOutsideTrainingInput,
  RecordOutsideTrainingPayload,
  VerifyOutsideTrainingInput,
  VerifyOutsideTrainingPayload,
  type OutsideTrainingRowInput,
} from './outside-training.types.js';

/** What a client may leave out, as the rows of the service have it. */
function rowOf({ memberId, externalId, ...row }: OutsideTrainingRowInput): OutsideRow {
  const { credential, capacity } = row;
  return {
    ...row,
    ...(memberId === null || memberId === undefined ? {} : { memberId: memberIdsOf([memberId])[0] ?? null }),
    ...(externalId ? { externalId } : {}),
    hours: row.hours ?? null,
    collegeCredit: row.collegeCredit ?? null,
    score: row.score ?? null,
    test: row.test ?? null,
    credential: credential ? { type: credential.type, validTo: credential.validTo ?? null } : null,
    capacity: capacity ?? 'STUDENT',
  };
}

@Resolver()
export class OutsideTrainingResolver {
  constructor(
    private readonly service: OutsideTrainingService,
    private readonly records: TrainingRecordService,
  ) {}

  @Mutation(() => RecordOutsideTrainingPayload, {
    description: 'Enters training that members earned elsewhere. Nobody enters their own.',
  })
  @Allow('record:write', 'AGENCY')
  recordOutsideTraining(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The training of each member.' }) input: RecordOutsideTrainingInput,
  ): Promise<Payload<RecordOutsideTrainingPayload>> {
    return payload(async () => {
      const outcomes = await this.service.record(actor, { rows: input.rows.map(rowOf) });
      return {
        outcomes: outcomes.map(({ recordId, ...outcome }) => ({
          ...outcome,
          trainingRecordId: recordId === null ? null : toGlobalId('TrainingRecord', recordId),
        })),
      };
    });
  }

  @Mutation(() => VerifyOutsideTrainingPayload, {
    description:
      'Decides whether training that was earned elsewhere counts. Neither its trainee nor who entered it does.',
  })
  @Allow('record:verify', 'AGENCY')
  verifyOutsideTraining(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The training record and the decision.' }) input: VerifyOutsideTrainingInput,
  ): Promise<Payload<VerifyOutsideTrainingPayload>> {
    return payload(async () => {
      const { recordId } = await this.service.verify(actor, {
        recordId: fromGlobalId('TrainingRecord', input.recordId, 'input.recordId'),
        decision: input.decision,
        reason: input.reason ?? null,
      });
      const [record] = await this.records.byIds(actor, [recordId]);
      return { trainingRecord: record ? recordTyped(record) : null };
    });
  }
}
