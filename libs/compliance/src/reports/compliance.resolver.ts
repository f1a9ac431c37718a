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
  rowsToFetch,
  type Actor,
} from '#platform';
import { mandateTyped } from '../adoptions/mandate.resolver.js';
import { STATUSES } from './compliance-enums.js';
import { reportTyped } from './compliance-report.js';
import { ComplianceReportArgs, MemberComplianceArgs } from './compliance-report.arguments.js';
import { AgencyComplianceConnection, ComplianceReportType } from './compliance-report.types.js';
import { ComplianceService } from './compliance.service.js';
import { MembersLoader } from './members-loader.js';

@Resolver(() => ComplianceReportType)
export class ComplianceResolver {
  constructor(
    private readonly compliance: ComplianceService,
    private readonly members: MembersLoader,
    private readonly accessLog: AccessLog,
  ) {}

  @Query(() => ComplianceReportType, {
    nullable: true,
    description:
      'How a member stands under a mandate. Null for a member the caller may not see, and for a mandate of which the agency has adopted no version in force on the day.',
  })
  @Allow('compliance:read')
  async memberCompliance(
    @CurrentActor() actor: Actor,
    @Args() args: MemberComplianceArgs,
  ): Promise<ComplianceReportType | null> {
    const memberId = fromGlobalId('Member', args.memberId, 'memberId');
    const answer = await this.compliance.member(actor, { ...args, memberId, asOf: args.asOf ?? null });
    if (answer) this.accessLog.viewed(actor, { what: 'COMPLIANCE', memberIds: [memberId], onList: false });
    return answer && reportTyped(answer);
  }

  @Query(() => AgencyComplianceConnection, {
    nullable: true,
    description:
      'How the members in service whom the caller may see stand under a mandate. Null when the agency has adopted no version of it in force on the day.',
  })
  @Allow('compliance:read', 'UNIT')
  // May judge some hundred members about whom something was just recorded, however short the page.
  @Cost(200)
  async complianceReport(
    @CurrentActor() actor: Actor,
    @Args() args: ComplianceReportArgs,
  ): Promise<AgencyComplianceConnection | null> {
    const after = decodeCursor(args.after, ['text', 'text', 'uuid']) as [string, string, string] | null;
    const report = await this.compliance.agency(actor, {
      mandateCode: args.mandateCode,
      asOf: args.asOf ?? null,
      status: args.status ?? null,
      after: after && { familyName: after[0], givenName: after[1], id: after[2] },
      limit: rowsToFetch(args),
    });
    if (!report) return null;
    const shown = report.rows.slice(0, args.first).map(({ member }) => member.id);
    this.accessLog.viewed(actor, { what: 'COMPLIANCE', memberIds: shown, onList: true });
    const page = connectionFrom(
      report.rows,
      args,
      ({ member }) => [member.familyName, member.givenName, member.id],
      reportTyped,
    );
    return {
      ...page,
      mandate: mandateTyped(report.adoption),
      asOf: report.asOf,
      evaluatedAt: report.evaluatedAt,
      upToDateAt: report.upToDateAt,
      waiting: report.waiting,
      counts: STATUSES.flatMap((status) => {
        const members = report.counts.get(status) ?? 0;
        return members > 0 ? [{ status, members }] : [];
      }),
    };
  }

  @ResolveField(() => MemberType, {
    nullable: true,
    description: 'The member; null for one whom the caller may not see.',
  })
  member(@CurrentActor() actor: Actor, @Parent() report: ComplianceReportType): Promise<MemberType | null> {
    return this.members.member(actor, fromGlobalId('Member', report.memberId, 'memberId'));
  }
}
