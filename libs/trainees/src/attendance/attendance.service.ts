import { agencyProfile } from '#agencies';
import { courseVersionsByIds, type CourseVersionContent } from '#curricula';
import { Injectable } from '@nestjs/common';
import { audit, Events, notFound, TenantDb, UserError, type Actor, type TenantTx } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import type { IdPage } from '../id-page.js';
import type { PresentationEntity } from '../presentations/presentation.entity.js';
import { lockPresentation } from '../presentations/presentation.queries.js';
import { rosterIsOpen } from '../presentations/roster-state.js';
import { onRoster } from '../presentations/roster.queries.js';
import { trainingRecorded } from '../records/record-training.js';
import { addRecord, HOURS_ALONE, todayIn } from '../records/training-record.queries.js';
import { MOST_TRAINEES_PER_CALL, type OutcomeError } from '../trainee-batch.js';
import {
  addAttendance,
  attendanceOf,
  earnedBy,
  lastAttendance,
  type AttendanceLine,
  type AttendanceSaid,
} from './attendance.queries.js';

export interface RecordAttendance {
  presentationId: string;
  /** `traineeId` null for what was sent and is no id of a member. */
  rows: readonly (Omit<AttendanceSaid, 'traineeId'> & { traineeId: string | null })[];
}

export interface AttendanceOutcome {
  status: 'RECORDED' | 'ALREADY_RECORDED' | 'REFUSED';
  /** What was earned by the presentation; null for nothing. */
  recordId: string | null;
  error: OutcomeError | null;
}

interface Sheet {
  actor: Actor;
  presentation: PresentationEntity;
  course: CourseVersionContent;
  provider: string;
  /** Its last day has come, where the agency is. */
  held: boolean;
  onRoster: ReadonlySet<string>;
  last: Map<string, AttendanceSaid>;
  earned: Map<string, string>;
}

/** Who was there. It earns the course's hours, unless the board approved the course with a proof session: that earns them then. */
@Injectable()
export class AttendanceService {
  constructor(
    private readonly db: TenantDb,
    private readonly events: Events,
  ) {}

  /**
   * One outcome per row, in their order. Safe to repeat.
   * @throws UserError NOT_FOUND for the presentation, WRONG_STATE before its last day or while a board has its roster, TOO_LARGE
   */
  async record(actor: Actor, input: RecordAttendance): Promise<AttendanceOutcome[]> {
    const reach = actor.reach('record:write');
    const { rows } = input;
    if (rows.length === 0) throw new UserError('INVALID', 'input.rows', 'input.rows must have at least one row');
    if (rows.length > MOST_TRAINEES_PER_CALL) {
      throw new UserError('TOO_LARGE', 'input.rows', `input.rows has at most ${MOST_TRAINEES_PER_CALL} rows`);
    }
    return this.db.run(actor, async (tx) => {
      // Two at once, a cancellation and a submission queue here: what is earned below is earned once.
      const presentation = await lockPresentation(tx, reach, input.presentationId);
      if (!presentation) throw notFound('input.presentationId', 'presentation');
      const sheet = await this.sheet(tx, actor, presentation, rows);
      const outcomes: AttendanceOutcome[] = [];
      const written: AttendanceSaid[] = [];
      for (const [index, row] of rows.entries()) {
        const outcome = await this.recordRow(tx, sheet, row, `input.rows[${index}]`);
        if (outcome.status === 'RECORDED') written.push(row as AttendanceSaid);
        outcomes.push(outcome);
      }
      if (written.length > 0) {
        if (presentation.cancelledAt !== null) throw wrongState('this presentation was cancelled');
        if (!sheet.held) throw wrongState('attendance is recorded from the last day of the presentation on');
        if (!rosterIsOpen(presentation.rosterState)) {
          throw wrongState(`the roster is ${presentation.rosterState}: attendance is recorded before it is submitted`);
        }
        const details = {
          attended: written.filter(({ attended }) => attended).map(({ traineeId }) => traineeId),
          absent: written.filter(({ attended }) => !attended).map(({ traineeId }) => traineeId),
        };
        await audit(tx, actor, {
          action: 'attendance.recorded',
          entityType: 'Presentation',
          entityId: presentation.id,
          details,
        });
      }
      return outcomes;
    });
  }

  /** One page of the attendance sheet of each presentation. */
  linesOf(actor: Actor, presentationIds: readonly string[], page: IdPage): Promise<AttendanceLine[]> {
    return this.db.read(actor, (tx) => attendanceOf(tx, actor.reach('presentation:read'), presentationIds, page));
  }

  private async sheet(
    tx: TenantTx,
    actor: Actor,
    presentation: PresentationEntity,
    rows: RecordAttendance['rows'],
  ): Promise<Sheet> {
    const agency = await agencyProfile(tx);
    if (!agency) throw new Error('the agency has no profile');
    const [course] = await courseVersionsByIds(tx, [presentation.courseVersionId]);
    if (!course) throw new Error('the course of a presentation is not there');
    const ids = rows.flatMap(({ traineeId }) => (traineeId === null ? [] : [traineeId]));
    return {
      actor,
      presentation,
      course,
      provider: agency.name,
      held: presentation.endsOn <= (await todayIn(tx, agency.timezone)),
      onRoster: await onRoster(tx, presentation.id, ids),
      last: await lastAttendance(tx, presentation.id, ids),
      earned: await earnedBy(tx, presentation.id, ids),
    };
  }

  private async recordRow(
    tx: TenantTx,
    sheet: Sheet,
    row: RecordAttendance['rows'][number],
    at: string,
  ): Promise<AttendanceOutcome> {
    const { actor, presentation, earned, last } = sheet;
    const refused = (code: OutcomeError['code'], field: string, message: string): AttendanceOutcome => ({
      status: 'REFUSED',
      recordId: null,
      error: { code, field: `${at}.${field}`, message },
    });
    if (row.traineeId === null) return refused('INVALID_ID', 'traineeId', `${at}.traineeId is not the id of a member`);
    const said = row as AttendanceSaid;
    if (row.traineeId === actor.principalId) {
      return refused('NOT_ALLOWED', 'traineeId', 'attendance is recorded by somebody else than who attended');
    }
    const instructs = row.traineeId === presentation.instructorId;
    if (row.capacity === 'INSTRUCTOR' ? !instructs : !sheet.onRoster.has(row.traineeId)) {
      return refused('NOT_FOUND', 'traineeId', 'no such member on the roster, or instructing, in this capacity');
    }
    if (!row.attended && (row.score !== null || row.testPassed !== null)) {
      return refused('INVALID', 'attended', 'who did not attend has no score and no test');
    }
    if (row.score !== null && !(row.score >= 0 && row.score <= 100 && Number(row.score.toFixed(1)) === row.score)) {
      return refused('INVALID', 'score', `${at}.score must be 0 to 100, with one decimal at most`);
    }
    const before = last.get(row.traineeId);
    const recordId = earned.get(row.traineeId) ?? null;
    if (before && sameAttendance(before, said)) return { status: 'ALREADY_RECORDED', recordId, error: null };
    // The ledger is corrected by its own kind of entry, with a reason; a sheet that says otherwise would contradict it.
    if (recordId !== null && (before || !row.attended)) {
      return refused('CONFLICT', 'traineeId', 'this attendance has earned its hours: correct the training record');
    }
    await addAttendance(tx, { ...said, presentationId: presentation.id, recordedBy: actor.principalId });
    last.set(row.traineeId, said);
    if (recordId !== null || !row.attended || this.needsProof(sheet, said)) {
      return { status: 'RECORDED', recordId, error: null };
    }
    return { status: 'RECORDED', recordId: await this.earn(tx, sheet, said), error: null };
  }

  /** Whoever instructs sits no proof session of their own class. */
  private needsProof({ course }: Sheet, { capacity }: AttendanceSaid): boolean {
    return capacity === 'STUDENT' && course.proofEngineKinds.length > 0;
  }

  private async earn(tx: TenantTx, sheet: Sheet, said: AttendanceSaid): Promise<string> {
    const { actor, presentation, course, provider, earned } = sheet;
    const { traineeId, capacity, score, testPassed } = said;
    const recordId = uuidv7();
    const added = await addRecord(tx, {
      ...HOURS_ALONE,
      id: recordId,
      traineeId,
      courseVersionId: course.id,
      presentationId: presentation.id,
      hours: course.hours,
      categories: course.categories,
      courseCode: course.courseCode,
      delivery: course.delivery,
      provider,
      completedOn: presentation.endsOn,
      score,
      test: testPassed === null ? null : { code: course.courseCode, passed: testPassed },
      capacity,
      source: 'ATTENDANCE',
      sourceId: recordId,
      correctsId: null,
      reason: null,
      recordedBy: actor.principalId,
    });
    if (!added) throw new UserError('CONFLICT', 'input.presentationId', 'the hours were earned meanwhile: try again');
    earned.set(traineeId, recordId);
    await audit(tx, actor, {
      action: 'training.recorded',
      entityType: 'TrainingRecord',
      entityId: recordId,
      details: { traineeId, presentationId: presentation.id, capacity },
    });
    await this.events.publish(tx, actor, trainingRecorded, { recordId, traineeId });
    return recordId;
  }
}

const sameAttendance = (one: AttendanceSaid, other: AttendanceSaid): boolean =>
  one.attended === other.attended &&
  one.capacity === other.capacity &&
  one.score === other.score &&
  one.testPassed === other.testPassed;

const wrongState = (message: string): UserError => new UserError('WRONG_STATE', 'input.presentationId', message);
