import { Args, Query, Resolver } from '@nestjs/graphql';
import {
  AccessLog,
  Allow,
  badInput,
  connectionFrom,
  CurrentActor,
  decodeCursor,
  isLocalDate,
  rowsToFetch,
  toGlobalId,
  type Actor,
} from '#platform';
import { askedDay, filterOf } from '../report-arguments.js';
import { freshnessTyped, missingTyped, reportedMandateTyped } from '../report.types.js';
import type { ReportedMandate } from '../reported-mandates.queries.js';
import type { ExpiringPosition, ExpiringRow } from './expiring.queries.js';
import { ExpiringArgs, MemberStatusesArgs } from './member-statuses.arguments.js';
import type { MemberStatusRow, StatusOrder, StatusPosition } from './member-statuses.queries.js';
import { MemberStatusesService } from './member-statuses.service.js';
import {
  ExpiringStatusConnection,
  ExpiringStatusType,
  MemberStatusConnection,
  MemberStatusType,
} from './member-statuses.types.js';

@Resolver()
export class MemberStatusesResolver {
  constructor(
    private readonly statuses: MemberStatusesService,
    private readonly accessLog: AccessLog,
  ) {}

  @Query(() => MemberStatusConnection, {
    description:
      'How each member stands under each mandate on a day, in one list. `memberCompliance` says of one of them why.',
  })
  @Allow('compliance:read')
  async memberStatuses(
    @CurrentActor() actor: Actor,
    @Args() args: MemberStatusesArgs,
  ): Promise<MemberStatusConnection> {
    const order = args.orderBy ?? 'NAME';
    const { moment, rows } = await this.statuses.statuses(actor, {
      ...askedDay(args),
      filter: filterOf(args),
      statuses: args.statuses ?? null,
      order,
      after: statusPosition(args.after, order),
      limit: rowsToFetch(args),
    });
    const page = connectionFrom(rows, args, (row) => statusKeys(row, order), statusTyped);
    this.shown(actor, rows.slice(0, args.first));
    return { ...page, freshness: freshnessTyped(moment) };
  }

  @Query(() => ExpiringStatusConnection, {
    description:
      'Who is about to lapse: every change for the worse in the days ahead, the earliest first. A new window that begins is none.',
  })
  @Allow('compliance:read')
  async expiring(@CurrentActor() actor: Actor, @Args() args: ExpiringArgs): Promise<ExpiringStatusConnection> {
    const { moment, rows } = await this.statuses.expiring(actor, {
      ...askedDay(args),
      filter: filterOf(args),
      statuses: args.into ?? null,
      days: args.withinDays,
      after: expiringPosition(args.after),
      limit: rowsToFetch(args),
    });
    const page = connectionFrom(
      rows,
      args,
      (row) => [row.turnsOn, row.familyName, row.givenName, row.memberId, row.mandateCode],
      expiringTyped,
    );
    this.shown(actor, rows.slice(0, args.first));
    return { ...page, freshness: freshnessTyped(moment) };
  }

  private shown(actor: Actor, rows: readonly { memberId: string }[]): void {
    const memberIds = [...new Set(rows.map(({ memberId }) => memberId))];
    this.accessLog.viewed(actor, { what: 'COMPLIANCE', memberIds, onList: true });
  }
}

const statusKeys = (row: MemberStatusRow, order: StatusOrder): string[] => [
  ...(order === 'DUE' ? [row.dueKey] : []),
  row.familyName,
  row.givenName,
  row.memberId,
  row.mandateCode,
];

function statusPosition(after: string | null | undefined, order: StatusOrder): StatusPosition | null {
  const kinds = ['text', 'text', 'uuid', 'text'] as const;
  const keys = decodeCursor(after, order === 'DUE' ? ['text', ...kinds] : kinds) as string[] | null;
  if (keys === null) return null;
  const dueKey = order === 'DUE' ? dayIn(keys.shift()) : '9999-12-31';
  const [familyName, givenName, memberId, mandateCode] = keys as [string, string, string, string];
  return { dueKey, familyName, givenName, memberId, mandateCode };
}

function expiringPosition(after: string | null | undefined): ExpiringPosition | null {
  const keys = decodeCursor(after, ['text', 'text', 'text', 'uuid', 'text']) as string[] | null;
  if (keys === null) return null;
  const [turnsOn, familyName, givenName, memberId, mandateCode] = keys as [string, string, string, string, string];
  return { turnsOn: dayIn(turnsOn), familyName, givenName, memberId, mandateCode };
}

/** Whoever made a cursor up is told so, rather than PostgreSQL. */
function dayIn(key: string | undefined): string {
  if (!isLocalDate(key ?? '') || key! < '0001-01-01')
    throw badInput([{ field: 'after', message: 'after is not a cursor of this list' }]);
  return key!;
}

type Judged<Row> = Row & { mandate: ReportedMandate };

const ofMember = (
  row: Judged<{ memberId: string; givenName: string; familyName: string; orgUnitId: string | null }>,
) => ({
  memberId: toGlobalId('Member', row.memberId),
  givenName: row.givenName,
  familyName: row.familyName,
  orgUnitId: row.orgUnitId === null ? null : toGlobalId('OrgUnit', row.orgUnitId),
  mandate: reportedMandateTyped(row.mandate),
});

const statusTyped = (row: Judged<MemberStatusRow>): MemberStatusType => ({
  ...ofMember(row),
  status: row.status,
  since: row.since,
  dueOn: row.dueOn,
  nextChangeOn: row.nextChangeOn,
  nextStatus: row.nextStatus,
  missing: missingTyped(row.missing),
});

const expiringTyped = (row: Judged<ExpiringRow>): ExpiringStatusType => ({
  ...ofMember(row),
  status: row.status,
  turnsOn: row.turnsOn,
  turnsInto: row.turnsInto,
  dueOn: row.dueOn,
  missing: missingTyped(row.missing),
});
