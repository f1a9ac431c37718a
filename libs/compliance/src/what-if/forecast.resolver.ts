import { Args, Query, Resolver } from '@nestjs/graphql';
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
  type Actor,
} from '#platform';
import { countsTyped, freshnessTyped } from '../reports/report.types.js';
import { ForecastInput } from './forecast-change.inputs.js';
import type { Verdict } from './forecast-difference.js';
import { ForecastService, type ForecastRow } from './forecast.service.js';
import { ForecastConnection, type ForecastDifferenceType } from './forecast.types.js';

@Resolver()
export class ForecastResolver {
  constructor(
    private readonly forecasts: ForecastService,
    private readonly accessLog: AccessLog,
  ) {}

  @Query(() => ForecastConnection, {
    description:
      'What would become of members if classes were called off, moved or added, enrolments moved, a mandate version adopted, or facts recorded: who lapses, and when. Planned classes count as held and passed on their day. The same evaluation as everywhere, on changed records; nothing is written.',
  })
  @Allow('compliance:read', 'UNIT')
  // Judges everybody whom a change can touch twice, however short the page.
  @Cost(200)
  async forecast(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'What to try, on whom, and how far to look.' }) input: ForecastInput,
    @Args() page: PageArgs,
  ): Promise<ForecastConnection> {
    const after = decodeCursor(page.after, KEY_KINDS) as string[] | null;
    const found = await this.forecasts.forecast(actor, {
      changes: input.changes,
      filter: {
        orgUnitId: input.orgUnitId == null ? null : fromGlobalId('OrgUnit', input.orgUnitId, 'input.orgUnitId'),
        cohortId: input.cohortId == null ? null : fromGlobalId('Cohort', input.cohortId, 'input.cohortId'),
        role: null,
        mandateCodes: input.mandateCodes ?? null,
      },
      until: input.until ?? null,
    });
    const ordered = found.rows.map((row) => ({ row, keys: keysOf(row) })).sort((a, b) => compareKeys(a.keys, b.keys));
    const from = after === null ? 0 : ordered.findIndex(({ keys }) => compareKeys(keys, after) > 0);
    const rows = from < 0 ? [] : ordered.slice(from, from + rowsToFetch(page)).map(({ row }) => row);
    const memberIds = rows.slice(0, page.first).map(({ member }) => member.id);
    this.accessLog.viewed(actor, { what: 'COMPLIANCE', memberIds, onList: true });
    const count = (verdict: Verdict): number => found.rows.filter((row) => row.verdict === verdict).length;
    return {
      ...connectionFrom(rows, page, keysOf, differenceTyped),
      freshness: freshnessTyped(found.moment),
      until: found.until,
      totals: {
        worse: count('WORSE'),
        better: count('BETTER'),
        other: count('OTHER'),
        unchanged: found.judged - found.rows.length,
      },
      counts: found.counts.map((each) => ({
        ...each,
        before: countsTyped(each.before),
        after: countsTyped(each.after),
      })),
      warnings: found.warnings,
    };
  }
}

const ORDER: readonly Verdict[] = ['WORSE', 'BETTER', 'OTHER'];
const NEVER = '9999-12-31';
const KEY_KINDS = ['text', 'text', 'text', 'text', 'text', 'uuid', 'text'] as const;

/** Who lapses first comes first. */
const keysOf = (row: ForecastRow): string[] => [
  String(ORDER.indexOf(row.verdict)),
  row.overdueFromAfter ?? NEVER,
  row.differsFrom,
  row.member.familyName,
  row.member.givenName,
  row.member.id,
  row.mandateCode,
];

function compareKeys(a: readonly string[], b: readonly string[]): number {
  const place = a.findIndex((key, index) => key !== b[index]);
  return place < 0 ? 0 : a[place]! < b[place]! ? -1 : 1;
}

const differenceTyped = ({ member, ...row }: ForecastRow): ForecastDifferenceType => ({
  ...row,
  memberId: toGlobalId('Member', member.id),
  givenName: member.givenName,
  familyName: member.familyName,
});
