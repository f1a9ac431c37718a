import { Args, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import {
  Actor,
  Allow,
  connectionFrom,
  CurrentActor,
  fromGlobalId,
  PageArgs,
  payload,
  toGlobalId,
  type Page,
  type Payload,
} from '#platform';
import { childPages } from '../child-pages.js';
import { idPageOf, memberIdsOf } from '../global-id-arguments.js';
import { PresentationsLoader } from '../presentations/presentations-loader.js';
import { PresentationType } from '../presentations/presentation.types.js';
import type { AttendanceLine } from './attendance.queries.js';
import { AttendanceService } from './attendance.service.js';
import {
  AttendanceConnection,
  AttendanceType,
  RecordAttendanceInput,
  RecordAttendancePayload,
} from './attendance.types.js';

const lineTyped = ({ id: _, presentationId: __, recordedBy: ___, ...line }: AttendanceLine): AttendanceType => ({
  ...line,
  traineeId: toGlobalId('Member', line.traineeId),
});

@Resolver(() => PresentationType)
export class AttendanceResolver {
  private readonly pages = childPages<AttendanceLine>(
    (actor, presentationIds, page) => this.service.linesOf(actor, presentationIds, page),
    (line) => line.presentationId,
  );

  constructor(
    private readonly service: AttendanceService,
    private readonly presentations: PresentationsLoader,
  ) {}

  @ResolveField(() => AttendanceConnection, {
    description: 'The lines of the attendance sheet, as far as the caller may see, in the order recorded.',
  })
  async attendance(
    @CurrentActor() actor: Actor,
    @Parent() presentation: PresentationType,
    @Args() page: PageArgs,
  ): Promise<Page<AttendanceType>> {
    const rows = await this.pages(actor, presentation.id, idPageOf(page));
    return connectionFrom(rows, page, (row) => [row.id], lineTyped);
  }

  @Mutation(() => RecordAttendancePayload, {
    description:
      'Records who attended a presentation. It earns the course’s hours; where the course takes proof sessions, the signed one earns them.',
  })
  @Allow('record:write', 'AGENCY')
  recordAttendance(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The presentation and who attended.' }) input: RecordAttendanceInput,
  ): Promise<Payload<RecordAttendancePayload>> {
    return payload(async () => {
      const presentationId = fromGlobalId('Presentation', input.presentationId, 'input.presentationId');
      const ids = memberIdsOf(input.rows.map(({ traineeId }) => traineeId));
      const outcomes = await this.service.record(actor, {
        presentationId,
        rows: input.rows.map(({ attended, capacity, score, testPassed }, index) => ({
          traineeId: ids[index] as string | null,
          attended,
          capacity: capacity ?? 'STUDENT',
          score: score ?? null,
          testPassed: testPassed ?? null,
        })),
      });
      return {
        presentation: await this.presentations.presentation(actor, presentationId),
        outcomes: outcomes.map(({ recordId, ...outcome }, index) => ({
          ...outcome,
          traineeId: input.rows[index]?.traineeId as string,
          trainingRecordId: recordId === null ? null : toGlobalId('TrainingRecord', recordId),
        })),
      };
    });
  }
}
