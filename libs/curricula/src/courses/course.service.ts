import { Injectable } from '@nestjs/common';
import { audit, idempotent, notFound, TenantDb, UserError, type Actor } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { CourseVersionEntity } from './course-version.entity.js';

export interface CreateCourse {
  code: string;
  title: string;
  board: string;
  /** Hours, at most two decimals. */
  hours: number;
  categories: string[];
  courseCode: string;
  delivery: string;
  proofEngineKinds: string[];
  idempotencyKey: string;
}

/** Courses and what their state board approved. */
@Injectable()
export class CourseService {
  constructor(private readonly db: TenantDb) {}

  /** Makes a course with its first version, a draft. @throws UserError TAKEN, INVALID */
  create(actor: Actor, input: CreateCourse): Promise<{ courseId: string; courseVersionId: string }> {
    return this.db.run(actor, (tx) =>
      idempotent(tx, actor, 'createCourse', input.idempotencyKey, input, async () => {
        refuseInexactHours(input.hours);
        const [course] = await tx.query<{ id: string }>(
          `insert into courses (agency_id, id, code, title) values ($1, $2, $3, $4)
           on conflict (agency_id, code) do nothing returning id`,
          [tx.agencyId, uuidv7(), input.code, input.title],
        );
        if (!course) throw new UserError('TAKEN', 'input.code', 'the agency has a course with this code already');
        const courseVersionId = uuidv7();
        await tx.insert(CourseVersionEntity, {
          id: courseVersionId,
          courseId: course.id,
          version: 1,
          state: 'DRAFT',
          board: input.board,
          hours: input.hours.toFixed(2),
          categories: [...new Set(input.categories)],
          courseCode: input.courseCode,
          delivery: input.delivery,
          proofEngineKinds: [...new Set(input.proofEngineKinds)],
        });
        await audit(tx, actor, {
          action: 'course.created',
          entityType: 'Course',
          entityId: course.id,
          details: { code: input.code, courseVersionId },
        });
        return { courseId: course.id, courseVersionId };
      }),
    );
  }

  /**
   * Notes that the board approved a course version, under its control number. The same number again changes nothing.
   * @throws UserError NOT_FOUND; WRONG_STATE when it was approved under another number
   */
  approve(actor: Actor, input: { courseVersionId: string; controlNumber: string }): Promise<void> {
    return this.db.run(actor, async (tx) => {
      const [version] = await tx.query<{ state: string; control_number: string | null }>(
        'select state, control_number from course_versions where agency_id = $1 and id = $2 for update',
        [tx.agencyId, input.courseVersionId],
      );
      if (!version) throw notFound('input.courseVersionId', 'course version');
      if (version.state === 'APPROVED') {
        if (version.control_number === input.controlNumber) return;
        throw new UserError('WRONG_STATE', 'input.courseVersionId', 'it was approved under another control number');
      }
      await tx.query(
        `update course_versions set state = 'APPROVED', control_number = $3, approved_at = now() where agency_id = $1 and id = $2`,
        [tx.agencyId, input.courseVersionId, input.controlNumber],
      );
      await audit(tx, actor, {
        action: 'course.approved',
        entityType: 'CourseVersion',
        entityId: input.courseVersionId,
        details: { controlNumber: input.controlNumber },
      });
    });
  }
}

/** Hours are credited as they are written: a third decimal would be rounded away behind the reader's back. */
function refuseInexactHours(hours: number): void {
  if (Math.abs(hours * 100 - Math.round(hours * 100)) > 1e-6) {
    throw new UserError('INVALID', 'input.hours', 'hours have at most two decimals');
  }
}
