import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import {
  Allow,
  connectionFrom,
  CurrentActor,
  decodeCursor,
  fromGlobalId,
  LoadsNode,
  PageArgs,
  parseGlobalId,
  payload,
  rowsToFetch,
  TenantDb,
  toGlobalId,
  type Actor,
  type Payload,
} from '#platform';
import {
  courseById,
  courseVersionById,
  listCourses,
  versionsOfCourse,
  type CourseVersionRow,
} from './course.queries.js';
import { CourseService } from './course.service.js';
import {
  ApproveCourseInput,
  Course,
  CourseConnection,
  CoursePayload,
  CourseVersion,
  CourseVersionConnection,
  CreateCourseInput,
} from './course.types.js';

const INPUT = { description: 'What to do, and with what.' };

@Resolver(() => Course)
export class CourseResolver {
  constructor(
    private readonly db: TenantDb,
    private readonly courseService: CourseService,
  ) {}

  @Query(() => CourseConnection, {
    description: 'Courses of the agency, newest first. A trainee sees those with an approved version.',
  })
  @Allow('curriculum:read')
  async courses(@CurrentActor() actor: Actor, @Args() page: PageArgs) {
    const before = (decodeCursor(page.after, ['uuid'])?.[0] ?? null) as string | null;
    const reach = actor.reach('curriculum:read');
    const rows = await this.db.read(actor, (tx) => listCourses(tx, reach, { limit: rowsToFetch(page), before }));
    return connectionFrom(
      rows,
      page,
      (row) => [row.id],
      (row): Course => row,
    );
  }

  @Mutation(() => CoursePayload, { description: 'Makes a course with its first version, a draft.' })
  @Allow('curriculum:write', 'AGENCY')
  createCourse(
    @CurrentActor() actor: Actor,
    @Args('input', INPUT) input: CreateCourseInput,
  ): Promise<Payload<CoursePayload>> {
    return payload(async () => this.both(actor, (await this.courseService.create(actor, input)).courseVersionId));
  }

  @Mutation(() => CoursePayload, {
    description: 'Notes that the state board approved a course version, so that presentations of it can open.',
  })
  @Allow('curriculum:write', 'AGENCY')
  approveCourse(
    @CurrentActor() actor: Actor,
    @Args('input', INPUT) input: ApproveCourseInput,
  ): Promise<Payload<CoursePayload>> {
    return payload(async () => {
      const courseVersionId = fromGlobalId('CourseVersion', input.courseVersionId, 'input.courseVersionId');
      await this.courseService.approve(actor, { courseVersionId, controlNumber: input.controlNumber });
      return this.both(actor, courseVersionId);
    });
  }

  @ResolveField(() => CourseVersionConnection, { description: 'Its versions, newest first.' })
  async versions(@CurrentActor() actor: Actor, @Parent() course: Course, @Args() page: PageArgs) {
    const before = (decodeCursor(page.after, ['uuid'])?.[0] ?? null) as string | null;
    const reach = actor.reach('curriculum:read');
    const rows = await this.db.read(actor, (tx) =>
      versionsOfCourse(tx, reach, course.id, { limit: rowsToFetch(page), before }),
    );
    return connectionFrom(rows, page, (row) => [row.id], courseVersionType);
  }

  @LoadsNode('Course')
  loadCourse(actor: Actor, uuid: string): Promise<Course | null> {
    return this.db.read(actor, (tx) => courseById(tx, actor.reach('curriculum:read'), uuid));
  }

  @LoadsNode('CourseVersion')
  async loadVersion(actor: Actor, uuid: string): Promise<CourseVersion | null> {
    const row = await this.db.read(actor, (tx) => courseVersionById(tx, actor.reach('curriculum:read'), uuid));
    return row ? courseVersionType(row) : null;
  }

  private async both(
    actor: Actor,
    courseVersionId: string,
  ): Promise<{ course: Course | null; courseVersion: CourseVersion | null }> {
    const courseVersion = await this.loadVersion(actor, courseVersionId);
    const courseId = courseVersion && parseGlobalId(courseVersion.courseId)!.uuid;
    return { course: courseId && (await this.loadCourse(actor, courseId)), courseVersion } as {
      course: Course | null;
      courseVersion: CourseVersion | null;
    };
  }
}

const courseVersionType = (row: CourseVersionRow): CourseVersion => ({
  ...row,
  courseId: toGlobalId('Course', row.courseId),
  hours: Number(row.hours),
});
