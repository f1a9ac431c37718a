import { Args, ID, Mutation, Query, ResolveField, Parent, Resolver } from '@nestjs/graphql';
import {
  Actor,
  Allow,
  connectionFrom,
  Cost,
  CurrentActor,
  decodeCursor,
  encodeCursor,
  fromGlobalId,
  LoadsNode,
  PageArgs,
  payload,
  rowsToFetch,
  toGlobalId,
  type Page,
  type Payload,
} from '#platform';
import { CSV_HEADER, csvLine } from './report-csv.js';
import {
  OpenRereviewInput,
  OpenRereviewPayload,
  RegradeChangesArgs,
  RegradeCsvArgs,
  RegradeCsvPart,
  RegradeItemConnection,
  RegradeItemType,
} from './regrade-item.types.js';
import { RegradeReferralService } from './regrade-referral.service.js';
import type { ChangedItem, ReportPosition } from './regrade-report.queries.js';
import { hiddenInReport, RegradeReportService } from './regrade-report.service.js';
import {
  RegradeCompetencyShift,
  RegradeReferral,
  RegradeReferralConnection,
  RegradeReport,
} from './regrade-report.types.js';
import { itemTyped } from './regrade-typed.js';

@Resolver(() => RegradeReport)
export class RegradeReportResolver {
  constructor(
    private readonly reports: RegradeReportService,
    private readonly referrals: RegradeReferralService,
  ) {}

  @Query(() => RegradeReport, {
    nullable: true,
    description: 'What a regrade has found so far, in sums; null where there is none of this id.',
  })
  @Allow('grade:regrade', 'AGENCY')
  @Cost(50)
  async regradeReport(
    @CurrentActor() actor: Actor,
    @Args('regradeId', { type: () => ID, description: 'Global id of a regrade.' }) regradeId: string,
  ): Promise<Omit<RegradeReport, 'competencies'> | null> {
    const sums = await this.reports.sums(actor, fromGlobalId('Regrade', regradeId, 'regradeId'));
    return sums && { ...sums, regradeId };
  }

  @ResolveField(() => [RegradeCompetencyShift], {
    description: 'How far levels move, by competency, of the sessions with a signed grade.',
  })
  @Cost(500)
  competencies(@CurrentActor() actor: Actor, @Parent() report: RegradeReport): Promise<RegradeCompetencyShift[]> {
    return this.reports.shifts(actor, fromGlobalId('Regrade', report.regradeId, 'regradeId'));
  }

  @Query(() => RegradeItemConnection, {
    description:
      'Sessions of a regrade whose new proposal says something else: training records that would change first, then the most serious.',
  })
  @Allow('grade:regrade', 'AGENCY')
  async regradeChanges(@CurrentActor() actor: Actor, @Args() page: RegradeChangesArgs): Promise<Page<RegradeItemType>> {
    const regradeId = fromGlobalId('Regrade', page.regradeId, 'regradeId');
    const rows = await this.reports.changes(actor, {
      regradeId,
      after: positionOf(page.after),
      limit: rowsToFetch(page),
    });
    return connectionFrom(rows, page, keysOf, (item) => itemTyped(actor, item));
  }

  @Query(() => RegradeCsvPart, {
    description: 'The report of a regrade as CSV, in parts: ask for the next until there is none.',
  })
  @Allow('grade:regrade', 'AGENCY')
  @Cost(500)
  async regradeReportCsv(@CurrentActor() actor: Actor, @Args() part: RegradeCsvArgs): Promise<RegradeCsvPart> {
    const regradeId = fromGlobalId('Regrade', part.regradeId, 'regradeId');
    const rows = await this.reports.changes(actor, { regradeId, after: positionOf(part.after), limit: part.first + 1 });
    const shown = rows.slice(0, part.first);
    const last = shown.at(-1);
    const hasNextPart = rows.length > shown.length;
    const lines = shown.filter((item) => hiddenInReport(actor, item) === null).map(csvLine);
    return {
      csv: [...(part.after == null ? [CSV_HEADER] : []), ...lines].join(''),
      hasNextPart,
      endCursor: hasNextPart && last ? encodeCursor(keysOf(last)) : null,
    };
  }

  @Mutation(() => OpenRereviewPayload, {
    description:
      'Asks reviewers to look at a session of a regrade again. It changes nothing: what was signed stands until a person decides.',
  })
  @Allow('grade:regrade', 'AGENCY')
  openRereview(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'Which session, and why.' }) input: OpenRereviewInput,
  ): Promise<Payload<OpenRereviewPayload>> {
    return payload(async () => {
      const regradeItemId = fromGlobalId('RegradeItem', input.regradeItemId, 'input.regradeItemId');
      await this.referrals.refer(actor, { ...input, regradeItemId });
      return { regradeItem: await this.load(actor, regradeItemId) };
    });
  }

  @Query(() => RegradeReferralConnection, {
    description:
      'Sessions with a signed grade that admins ask reviewers to look at again, oldest first, without the caller’s own.',
  })
  @Allow('grade:review')
  async regradeReferrals(@CurrentActor() actor: Actor, @Args() page: PageArgs): Promise<Page<RegradeReferral>> {
    const [after] = decodeCursor(page.after, ['uuid']) ?? [null];
    const rows = await this.referrals.list(actor, { after: after as string | null, limit: rowsToFetch(page) });
    return connectionFrom(
      rows,
      page,
      ({ id }) => [id],
      ({ id: _, ...row }) => ({
        ...row,
        sessionId: toGlobalId('ScenarioSession', row.sessionId),
        traineeId: toGlobalId('Member', row.traineeId),
      }),
    );
  }

  @LoadsNode('RegradeItem')
  async load(actor: Actor, id: string): Promise<RegradeItemType | null> {
    const item = await this.reports.item(actor, id);
    return item && itemTyped(actor, item);
  }
}

const keysOf = ({ severity, id }: ChangedItem): [number, string] => [severity, id];

function positionOf(after: string | null | undefined): ReportPosition | null {
  const keys = decodeCursor(after, ['number', 'uuid']);
  return keys && { severity: keys[0] as number, id: keys[1] as string };
}
