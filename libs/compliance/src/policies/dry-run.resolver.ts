import { MemberType } from '#agencies';
import { Args, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import {
  AccessLog,
  Allow,
  connectionFrom,
  Cost,
  CurrentActor,
  decodeCursor,
  fromGlobalId,
  PageArgs,
  rowsToFetch,
  toGlobalId,
  UserError,
  type Actor,
} from '#platform';
import type { MemberStanding } from '../evaluation-changes/member-standing.js';
import type { ComplianceStatus } from '../evaluation/evaluation.js';
import { STATUSES } from '../reports/compliance-enums.js';
import { MembersLoader } from '../reports/members-loader.js';
import { DryRunService, type DryRunChange, type TriedText } from './dry-run.service.js';
import { DryRunChangeConnection, DryRunChangeType, MandateDryRunInput, TriedStandingType } from './dry-run.types.js';

@Resolver(() => DryRunChangeType)
export class DryRunResolver {
  constructor(
    private readonly dryRuns: DryRunService,
    private readonly members: MembersLoader,
    private readonly accessLog: AccessLog,
  ) {}

  @Query(() => DryRunChangeConnection, {
    description:
      'What adopting a mandate version, a draft of the agency’s own too, would change, for members in service whom the caller may see. Nothing is written.',
  })
  @Allow('compliance:read', 'UNIT')
  // Judges every member in service twice, however short the page.
  @Cost(500)
  async mandateDryRun(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'What to try, and on whom.' }) input: MandateDryRunInput,
    @Args() page: PageArgs,
  ): Promise<DryRunChangeConnection> {
    const after = decodeCursor(page.after, ['text', 'text', 'uuid']) as [string, string, string] | null;
    const run = await this.dryRuns.try(actor, {
      text: textOf(input),
      policy: input.policy,
      asOf: input.asOf ?? null,
      orgUnitId: input.orgUnitId == null ? null : fromGlobalId('OrgUnit', input.orgUnitId, 'input.orgUnitId'),
      after: after && { familyName: after[0], givenName: after[1], id: after[2] },
      limit: rowsToFetch(page),
    });
    const rows = connectionFrom(
      run.rows,
      page,
      ({ member }) => [member.familyName, member.givenName, member.id],
      changeTyped,
    );
    const memberIds = run.rows.slice(0, page.first).map(({ member }) => member.id);
    this.accessLog.viewed(actor, { what: 'COMPLIANCE', memberIds, onList: true });
    const { asOf, evaluatedAt, members, changed, lapsing, problems } = run;
    const counts = { before: countsTyped(run.before), after: countsTyped(run.after) };
    return { ...rows, asOf, evaluatedAt, members, changed, lapsing, problems, ...counts };
  }

  @ResolveField(() => MemberType, {
    nullable: true,
    description: 'The member; null for one whom the caller may not see.',
  })
  member(@CurrentActor() actor: Actor, @Parent() change: DryRunChangeType): Promise<MemberType | null> {
    return this.members.member(actor, fromGlobalId('Member', change.memberId, 'memberId'));
  }
}

/** @throws UserError INVALID unless exactly one text is named */
function textOf({ agencyMandateId, code, version }: MandateDryRunInput): TriedText {
  if (agencyMandateId != null && code == null && version == null) {
    return { agencyMandateId: fromGlobalId('AgencyMandate', agencyMandateId, 'input.agencyMandateId') };
  }
  if (agencyMandateId == null && code != null && version != null) return { code, version };
  throw new UserError('INVALID', 'input', 'input needs agencyMandateId, or code and version, and not both');
}

const changeTyped = ({ memberId, before, after, lapse }: DryRunChange): DryRunChangeType => ({
  memberId: toGlobalId('Member', memberId),
  before: before && standingTyped(before),
  after: after && standingTyped(after),
  lapse,
});

const standingTyped = ({ status, dueOn, lapsesOn, missing }: MemberStanding): TriedStandingType => ({
  status,
  dueOn,
  lapsesOn,
  missing: missing.map(({ nodeId, ...part }) => ({ ...part, requirementId: nodeId })),
});

const countsTyped = (counts: ReadonlyMap<ComplianceStatus, number>): { status: ComplianceStatus; members: number }[] =>
  STATUSES.flatMap((status) => {
    const members = counts.get(status) ?? 0;
    return members > 0 ? [{ status, members }] : [];
  });
