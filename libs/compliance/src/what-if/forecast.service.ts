import { setImmediate } from 'node:timers/promises';
import type { Agency } from '#agencies';
import { Injectable } from '@nestjs/common';
import { TenantDb, UserError, type Actor, type TenantTx } from '#platform';
import { adoptedCodes, adoptionsOf, type AdoptedMandate } from '../adoptions/adopted-mandates.queries.js';
import { checkDate } from '../adoptions/adoption-policy.js';
import type { EvaluationInput } from '../evaluation/input.js';
import { addDays, addMonths, earlier, later, type LocalDate } from '../evaluation/local-date.js';
import { timeline, type TimelineInterval } from '../evaluation/timeline.js';
import { countsOnDays } from '../reports/dashboard/dashboard.queries.js';
import type { MemberRecords } from '../reports/evaluation-input.js';
import { recordsOfMembers } from '../reports/member-records.queries.js';
import type { ReportedMember } from '../reports/members.queries.js';
import type { ReportFilter } from '../reports/report-filter.js';
import { reportMoment, type ReportMoment } from '../reports/report-moment.js';
import { adoptionSegments } from '../standings/adoption-segments.js';
import { rangeOf, timelineSegments } from '../standings/timeline-segments.js';
import { changedRecords } from './changed-records.js';
import { forecastDays } from './forecast-calendar.js';
import { isRecordsChange, type AdoptionChange, type ForecastChange, type RecordsChange } from './forecast-change.js';
import type { ForecastChangeInput } from './forecast-change.inputs.js';
import { ForecastCounts, type ForecastCount } from './forecast-counts.js';
import { forecastDifference, type ForecastDays, type ForecastDifference } from './forecast-difference.js';
import { forecastMembers, membersWithClasses } from './forecast.queries.js';
import { heldAsPlanned } from './held-as-planned.js';
import { resolveChanges } from './resolve-changes.js';

/** Members times mandates that one answer works out; nobody waits for more than some seconds. */
export const MOST_JUDGED = 5_000;
const MOST_MONTHS_AHEAD = 36;
const MEMBERS_AT_ONCE = 200;

export interface AskedForecast {
  changes: readonly ForecastChangeInput[];
  filter: ReportFilter;
  until: LocalDate | null;
}

/** A member whose status would differ on some day. */
export interface ForecastRow extends ForecastDifference {
  member: ReportedMember;
  mandateCode: string;
}

export interface Forecast {
  moment: ReportMoment;
  until: LocalDate;
  counts: readonly ForecastCount[];
  /** Unordered. */
  rows: ForecastRow[];
  /** Members times mandates whom the changes could touch. */
  judged: number;
  warnings: string[];
}

/** Who would lapse, and when, if something were on record that is not. Nothing is written. */
@Injectable()
export class ForecastService {
  constructor(private readonly db: TenantDb) {}

  /** @throws UserError naming the field: INVALID, or NOT_FOUND for what the caller may not see */
  forecast(actor: Actor, { changes: inputs, filter, until: asked }: AskedForecast): Promise<Forecast> {
    const reach = actor.reach('compliance:read');
    return this.db.read(actor, async (tx) => {
      const moment = await reportMoment(tx, { asOf: null, knownAt: null });
      const until = lastDay(moment.asOf, asked);
      const { changes, warnings } = await resolveChanges(tx, actor, inputs, moment.asOf);
      const adoptions = changes.filter((each): each is AdoptionChange => each.kind === 'ADOPTION');
      const codes = new Set(filter.mandateCodes ?? [...(await adoptedCodes(tx)), ...adoptions.map(({ code }) => code)]);
      const days = forecastDays(moment.asOf, until);
      const stored = await countsOnDays(tx, reach, filter, { asOf: until, knownAt: null }, days);
      const counts = new ForecastCounts([...codes].sort(), days, stored);
      const rows: ForecastRow[] = [];
      let judged = 0;
      for (const code of codes) {
        const own = adoptions.filter((each) => each.code === code);
        const among = own.length > 0 ? null : await membersTouched(tx, changes, moment.asOf);
        const members = await forecastMembers(tx, reach, filter, among, MOST_JUDGED + 1);
        judged += members.length;
        if (judged > MOST_JUDGED) throw tooMany();
        const mandate = await this.sides(tx, moment, { code, until, changes, own });
        for await (const { member, stored: base, before, after } of mandate(members)) {
          counts.move('before', code, base, before);
          counts.move('after', code, base, after);
          const difference = forecastDifference(before, after, { from: moment.asOf, until });
          if (difference) rows.push({ ...difference, member, mandateCode: code });
        }
      }
      return { moment, until, counts: counts.all(), rows, judged, warnings };
    });
  }

  /** Works out both sides of members under one mandate, some members at a time. */
  private async sides(
    tx: TenantTx,
    moment: ReportMoment,
    asked: { code: string; until: LocalDate; changes: readonly ForecastChange[]; own: readonly AdoptionChange[] },
  ) {
    const { agency, asOf } = moment;
    const days = { from: asOf, until: asked.until };
    const adopted = await adoptionsOf(tx, asked.code);
    // Later than all that are: a change is adopted last.
    const tried = asked.own.map((each, index) => ({
      ...each,
      id: `~${index}`,
      digest: '',
      adoptedAt: moment.upToDateAt,
    }));
    const now = judgedBy(adopted, agency, days);
    const then = tried.length === 0 ? now : judgedBy([...adopted, ...tried], agency, days);
    const changes = asked.changes.filter((each): each is RecordsChange => isRecordsChange(each));
    return async function* (members: readonly ReportedMember[]) {
      for (let first = 0; first < members.length; first += MEMBERS_AT_ONCE) {
        const some = members.slice(first, first + MEMBERS_AT_ONCE);
        const ids = some.map(({ id }) => id);
        const records = await recordsOfMembers(tx, ids, asked.code, asOf);
        for (const member of some) {
          // Nobody else is served while a member is judged.
          await setImmediate();
          const own = records.get(member.id)!;
          const changed = changedRecords(member.id, own, changes);
          yield {
            member,
            stored: now(own),
            before: now(own, heldAsPlanned),
            after: then(changed, heldAsPlanned),
          };
        }
      }
    };
  }
}

/** How somebody stands on these days under the adoptions of one mandate. */
function judgedBy(
  adoptions: readonly AdoptedMandate[],
  agency: Agency,
  { from, until }: ForecastDays,
): (records: MemberRecords, assuming?: (input: EvaluationInput) => EvaluationInput) => TimelineInterval[] {
  const end = addDays(until, 1);
  const segments = adoptionSegments(adoptions.map((each) => rangeOf(each, agency)))
    .map((each) => ({ ...each, from: later(each.from, from), to: each.to === null ? end : earlier(each.to, end) }))
    .filter((each) => each.from < each.to);
  return (records, assuming) => timeline(timelineSegments(segments, records, agency, assuming));
}

/** Who has a class ahead, and whom changes of records name: nobody else stands otherwise than it is stored. */
async function membersTouched(tx: TenantTx, changes: readonly ForecastChange[], today: LocalDate): Promise<string[]> {
  const named = changes.flatMap((each) => ('memberIds' in each ? [...each.memberIds] : []));
  return [...new Set([...named, ...(await membersWithClasses(tx, today))])];
}

function lastDay(today: LocalDate, asked: LocalDate | null): LocalDate {
  if (asked === null) return addMonths(today, 12);
  const field = 'input.until';
  checkDate(asked, field);
  const latest = addMonths(today, MOST_MONTHS_AHEAD);
  if (asked >= today && asked <= latest) return asked;
  throw new UserError('INVALID', field, `${field} must be from today, ${today}, to ${latest}`);
}

const tooMany = (): UserError =>
  new UserError(
    'INVALID',
    'input.orgUnitId',
    `this would be worked out for more than ${MOST_JUDGED} members times mandates: name an org unit, a cohort or fewer mandates`,
  );
