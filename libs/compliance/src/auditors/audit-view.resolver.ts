import { Args, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import {
  Allow,
  badInput,
  connectionFrom,
  Cost,
  CurrentActor,
  decodeCursor,
  fromGlobalId,
  isLocalDate,
  PageArgs,
  rowsToFetch,
  toGlobalId,
  type Actor,
  type Page,
} from '#platform';
import { ComplianceReportArgs, MemberComplianceArgs } from '../reports/compliance-report.arguments.js';
import { AgencyComplianceConnection, ComplianceReportType } from '../reports/compliance-report.types.js';
import { ComplianceResolver } from '../reports/compliance.resolver.js';
import type { AuditedMember, PresentationPosition } from './audit-view.queries.js';
import { AuditViewService, type AuditView } from './audit-view.service.js';
import {
  AuditedMemberConnection,
  AuditedMemberType,
  AuditedPresentationConnection,
  AuditedPresentationType,
  AuditedRosterArgs,
  AuditViewType,
} from './audit-view.types.js';
import { dayShown, isShown } from './auditor-grant.js';

/** The view with what its fields are cut to. */
interface ShownView extends AuditViewType {
  cut: AuditView;
}

/**
 * The one root field that is open to state auditors. Reports below it are the agency's own, with the reach of the grant and cut to its
 * mandates and days.
 */
@Resolver(() => AuditViewType)
export class AuditViewResolver {
  constructor(
    private readonly views: AuditViewService,
    private readonly reports: ComplianceResolver,
  ) {}

  @Query(() => AuditViewType, {
    description:
      'What the agency shows the state auditor who asks: nobody else may, and they may ask for nothing else.',
  })
  @Allow('board:read')
  async auditView(@CurrentActor() actor: Actor): Promise<AuditViewType> {
    const cut = await this.views.view(actor);
    const { grant, agencyName, orgUnitNames, asOf, readAt } = cut;
    const { name, organisation, mandateCodes, recordsFrom, recordsTo, expiresAt } = grant;
    const view: ShownView = {
      cut,
      agencyName,
      auditorName: name,
      organisation,
      mandateCodes,
      orgUnitNames,
      recordsFrom,
      recordsTo,
      asOf,
      expiresAt,
      readAt,
    };
    return view;
  }

  @ResolveField(() => AgencyComplianceConnection, {
    nullable: true,
    description:
      'How the members who are shown stand under a mandate. Null for a mandate that is not shown, and where no version was in force on the day.',
  })
  @Cost(200)
  async compliance(
    @CurrentActor() actor: Actor,
    @Parent() { cut }: ShownView,
    @Args() args: ComplianceReportArgs,
  ): Promise<AgencyComplianceConnection | null> {
    const asOf = dayShown(args.asOf ?? null, cut.today, cut.grant);
    if (!cut.grant.mandateCodes.includes(args.mandateCode)) return null;
    const report = await this.reports.complianceReport(actor, { ...args, asOf });
    if (!report) return null;
    const nodes = report.nodes.map((node) => this.shown(cut, node));
    const edges = report.edges.map(({ cursor }, index) => ({ cursor, node: nodes[index]! }));
    return { ...report, nodes, edges };
  }

  @ResolveField(() => ComplianceReportType, {
    nullable: true,
    description:
      'How one member stands under a mandate, with its requirements and training records. Null for a member or mandate that is not shown.',
  })
  async member(
    @CurrentActor() actor: Actor,
    @Parent() { cut }: ShownView,
    @Args() args: MemberComplianceArgs,
  ): Promise<ComplianceReportType | null> {
    const asOf = dayShown(args.asOf ?? null, cut.today, cut.grant);
    fromGlobalId('Member', args.memberId, 'memberId');
    if (!cut.grant.mandateCodes.includes(args.mandateCode)) return null;
    const report = await this.reports.memberCompliance(actor, { ...args, asOf });
    return report && this.shown(cut, report);
  }

  @ResolveField(() => AuditedPresentationConnection, {
    description: 'Presentations of the days shown whose roster went to the board, by their first day.',
  })
  async presentations(
    @CurrentActor() actor: Actor,
    @Parent() { cut }: ShownView,
    @Args() page: PageArgs,
  ): Promise<Page<AuditedPresentationType>> {
    const limit = rowsToFetch(page);
    const rows = await this.views.presentations(actor, cut, { after: positionOf(page), limit });
    return connectionFrom(
      rows,
      page,
      (row) => [row.startsOn, row.id],
      ({ id, ...row }) => ({ ...row, presentationId: toGlobalId('Presentation', id) }),
    );
  }

  @ResolveField(() => AuditedMemberConnection, {
    description: 'Who was on the roster of a presentation, of those who are shown; nobody for one that is not shown.',
  })
  async roster(
    @CurrentActor() actor: Actor,
    @Parent() { cut }: ShownView,
    @Args() args: AuditedRosterArgs,
  ): Promise<Page<AuditedMemberType>> {
    const presentationId = fromGlobalId('Presentation', args.presentationId, 'presentationId');
    const after = (decodeCursor(args.after, ['uuid'])?.[0] ?? null) as string | null;
    const rows = await this.views.roster(actor, cut, { presentationId, after, limit: rowsToFetch(args) });
    return connectionFrom(rows, args, (row) => [row.entryId], memberTyped);
  }

  /** A report without the training records of other days. */
  private shown({ grant }: AuditView, report: ComplianceReportType): ComplianceReportType {
    return { ...report, entries: report.entries.filter(({ completedOn }) => isShown(completedOn, grant)) };
  }
}

/** Who a report is about, for those who may not read members. */
@Resolver(() => ComplianceReportType)
export class AuditedMemberResolver {
  constructor(private readonly views: AuditViewService) {}

  @ResolveField(() => AuditedMemberType, {
    nullable: true,
    description: 'The member as a state auditor sees them; others ask for `member`.',
  })
  async auditedMember(
    @CurrentActor() actor: Actor,
    @Parent() report: ComplianceReportType,
  ): Promise<AuditedMemberType | null> {
    const row = await this.views.member(actor, memberIdOf(report));
    return row && memberTyped(row);
  }
}

const memberIdOf = ({ memberId }: ComplianceReportType): string => fromGlobalId('Member', memberId, 'memberId');

const memberTyped = ({ id, givenName, familyName, orgUnitName, boardId }: AuditedMember): AuditedMemberType => ({
  memberId: toGlobalId('Member', id),
  givenName,
  familyName,
  orgUnitName,
  boardId,
});

function positionOf(page: PageArgs): PresentationPosition | null {
  const after = decodeCursor(page.after, ['text', 'uuid']) as [string, string] | null;
  if (!after) return null;
  const [startsOn, id] = after;
  if (!isLocalDate(startsOn)) throw badInput([{ field: 'after', message: 'after is not a cursor of this list' }]);
  return { startsOn, id };
}
