import { Args, Query, Resolver } from '@nestjs/graphql';
import { AccessLog, Allow, Cost, CurrentActor, fromGlobalId, toGlobalId, type Actor } from '#platform';
import { freshnessTyped, missingTyped, reportedMandateTyped } from '../report.types.js';
import type { GapRow } from './course-gap.queries.js';
import { CourseGapService, type CourseGap, type CoveringClass } from './course-gap.service.js';
import { CourseGapArgs, CourseGapType, type CourseGapClassType, type CourseGapMemberType } from './course-gap.types.js';
import { requirementOf } from './wanted-requirements.js';

@Resolver(() => CourseGapType)
export class CourseGapResolver {
  constructor(
    private readonly gaps: CourseGapService,
    private readonly accessLog: AccessLog,
  ) {}

  @Query(() => CourseGapType, {
    nullable: true,
    description:
      'Who of the members in service, of those whom the caller may see, needs which training by when, and which planned classes would give it to them. Null when the agency has adopted no version of the mandate in force on the day.',
  })
  @Allow('compliance:read', 'UNIT')
  // Judges each of up to 500 members with each of up to 20 classes.
  @Cost(2_000)
  async courseGap(@CurrentActor() actor: Actor, @Args() args: CourseGapArgs): Promise<CourseGapType | null> {
    const gap = await this.gaps.gap(actor, {
      filter: {
        orgUnitId: args.orgUnitId == null ? null : fromGlobalId('OrgUnit', args.orgUnitId, 'orgUnitId'),
        cohortId: args.cohortId == null ? null : fromGlobalId('Cohort', args.cohortId, 'cohortId'),
        role: null,
      },
      mandateCode: args.mandateCode,
      asOf: args.asOf ?? null,
      dueBy: args.dueBy,
      requirementId: args.requirementId ?? null,
      category: args.category ?? null,
    });
    if (!gap) return null;
    const memberIds = gap.members.map((row) => row.memberId);
    this.accessLog.viewed(actor, { what: 'COMPLIANCE', memberIds, onList: true });
    return gapTyped(gap, args.dueBy);
  }
}

const membersTyped = (ids: readonly string[]): string[] => ids.map((id) => toGlobalId('Member', id));

function gapTyped(gap: CourseGap, dueBy: string): CourseGapType {
  const { id, code, version, mandate } = gap.adoption;
  const wanted = new Set(gap.wanted.requirementIds);
  const covered = new Set(gap.covered);
  return {
    freshness: freshnessTyped(gap.moment),
    mandate: reportedMandateTyped({
      id,
      code,
      version,
      title: mandate.title,
      authority: mandate.authority,
      verifiedOn: mandate.verifiedOn,
    }),
    dueBy,
    requirementIds: gap.wanted.requirementIds,
    membersInNeed: gap.members[0]?.total ?? 0,
    members: gap.members.map((row) => memberTyped(row, wanted)),
    classes: gap.classes.map(classTyped),
    moreClasses: gap.moreClasses,
    suggestion: {
      classes: gap.suggested.map(({ id, memberIds }) => ({
        presentationId: toGlobalId('Presentation', id),
        memberIds: membersTyped(memberIds),
      })),
      covered: covered.size,
      leftIds: membersTyped(gap.members.map((row) => row.memberId).filter((id) => !covered.has(id))),
    },
  };
}

const memberTyped = (row: GapRow, wanted: ReadonlySet<string>): CourseGapMemberType => ({
  memberId: toGlobalId('Member', row.memberId),
  givenName: row.givenName,
  familyName: row.familyName,
  status: row.status,
  dueOn: row.dueOn,
  missing: missingTyped(row.missing.filter(({ nodeId }) => wanted.has(requirementOf(nodeId)))),
});

const classTyped = ({ id, fully, partly, onRoster, ...one }: CoveringClass): CourseGapClassType => ({
  ...one,
  presentationId: toGlobalId('Presentation', id),
  coversFully: membersTyped(fully),
  coversPartly: membersTyped(partly),
  onRoster: membersTyped(onRoster),
});
