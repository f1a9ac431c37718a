import type { PeriodOf } from '../../src/mandates/period.js';
import { flatten } from '../../src/mandates/requirement.js';
import { count, type Line, type Reliance } from './naive-count.js';
import { type Day, plusMonths, toDay } from './naive-days.js';
import {
  allMet,
  concerns,
  deadlineStatus,
  emptyTrack,
  figures,
  isMet,
  type Question,
  type Row,
  type Track,
} from './naive-rows.js';
import { type Slot, slotsIn } from './naive-slots.js';
import type { Window } from './naive-windows.js';

/** What is dated D counts from D to D + months: for each question the day is counted anew. */
export function rollingTrack(question: Question, { months }: PeriodOf<'ROLLING'>, lines: Line[]): Track {
  const { asOf, roots } = question;
  if (!concerns(question, asOf)) return emptyTrack('NONE');
  const recount = (day: Day, of: Line[]) => {
    const window = windowEnding(day, months);
    const slots = slotsIn(roots, question, window, asOf, asOf);
    return { window, slots, counted: count(of, slots, window, day, question) };
  };
  const known = lines.filter((line) => line.standing !== 'PLANNED' && line.day <= asOf);
  const suffices = (slot: Slot, day: Day, reliance: Reliance, of: Line[] = known) => {
    const { slots, counted } = recount(day, of);
    return isMet(
      slots.find((each) => each.name === slot.name)!,
      counted,
      reliance,
    );
  };
  const now = recount(asOf, lines);
  const rows = now.slots
    .filter((slot) => slot.applies)
    .flatMap((slot): Row[] => {
      const first = firstDue(question, slot, lines);
      if (first === 'NOT_BEGUN') return [];
      const state = stateOf(question, lastDays(known, months), lines, first, (day, by, of) =>
        suffices(slot, day, by, of),
      );
      return [{ slot, ...figures(slot, now.counted), ...state }];
    });
  if (rows.length === 0) return emptyTrack('NONE');
  const due = Math.min(...rows.flatMap((row) => (row.slot.owed && row.due !== null ? [row.due] : [])));
  return {
    state: 'OPEN',
    oneTime: false,
    window: now.window,
    due: Number.isFinite(due) ? due : null,
    rows,
    reasons: now.counted.reasons,
    reached: now.counted.reached,
  };
}

type Suffices = (day: Day, reliance: Reliance, of?: Line[]) => boolean;

function stateOf(
  question: Question,
  ends: Day[],
  lines: Line[],
  first: Day | null,
  suffices: Suffices,
): Pick<Row, 'status' | 'due'> {
  const { asOf, input } = question;
  const { warnDays } = input.policy;
  const planned = (by: Day) =>
    lines.filter((line) => (line.standing === 'PLANNED' ? line.day >= asOf && line.day <= by : line.day <= asOf));
  const approvedTo = heldTo(ends, asOf, (day) => suffices(day, 'APPROVED'));
  const pendingTo = heldTo(ends, asOf, (day) => suffices(day, 'PENDING'));
  if (approvedTo !== null && asOf < approvedTo - warnDays) return { status: 'COMPLIANT', due: approvedTo };
  if (pendingTo !== null && pendingTo > (approvedTo ?? -Infinity) && asOf < pendingTo - warnDays) {
    return { status: 'PENDING_VERIFICATION', due: pendingTo };
  }
  const held = approvedTo ?? pendingTo;
  if (held !== null) {
    return { status: suffices(held + 1, 'PLANNED', planned(held)) ? 'DUE_SOON' : 'AT_RISK', due: held };
  }
  const lost = [...ends].reverse().find((end) => {
    const before = lines.filter((line) => line.standing !== 'PLANNED' && line.day <= end);
    return end < asOf && suffices(end, 'APPROVED', before);
  });
  if (lost === undefined && first === null) return { status: 'OVERDUE', due: null };
  const due = Math.max(lost ?? -Infinity, first ?? -Infinity);
  const met = (by: Reliance) => by === 'PLANNED' && suffices(due, 'PLANNED', planned(due));
  return { status: deadlineStatus(question, due, met), due };
}

/** The last day up to which it suffices without a break, from asOf on; null when not even then. */
function heldTo(ends: Day[], asOf: Day, suffices: (day: Day) => boolean): Day | null {
  if (!suffices(asOf)) return null;
  for (const end of ends) {
    if (end >= asOf && !suffices(end + 1)) return end;
  }
  return null;
}

/** The last days on which something counts. */
function lastDays(lines: Line[], months: number): Day[] {
  const ends = lines.flatMap((line) => {
    const validTo = line.entry.credential?.validTo;
    return [plusMonths(line.day, months), ...(validTo ? [toDay(validTo)] : [])];
  });
  return ends.sort((a, b) => a - b);
}

function windowEnding(day: Day, months: number): Window {
  let from = plusMonths(day, -months) - 4;
  while (plusMonths(from, months) < day) from++;
  return { from, to: day };
}

/** For one that was never held: months after another was completed; it has not begun before that. */
function firstDue(question: Question, slot: Slot, lines: Line[]): Day | 'NOT_BEGUN' | null {
  const rule = slot.requirement.firstDue;
  if (!rule) return null;
  const other = flatten(question.mandate.requirements).filter((each) => each.id === rule.after);
  const approved = lines.filter((line) => line.standing === 'APPROVED' && line.day <= question.asOf);
  for (const line of approved.sort((a, b) => a.day - b.day)) {
    const window = { from: null, to: question.asOf };
    const plain = other.map(
      ({ appliesTo: _who, effectiveFrom: _since, effectiveForRenewalFrom: _or, ...rest }) => rest,
    );
    const slots = slotsIn(
      plain as typeof other,
      {
        ...question,
        mandate: {
          ...question.mandate,
          exemptions: question.mandate.exemptions.filter((each) => !('target' in each && each.target === rule.after)),
        },
      },
      window,
      question.asOf,
    );
    const until = approved.filter((each) => each.day <= line.day);
    if (allMet(slots, count(until, slots, window, question.asOf, question), 'APPROVED')) {
      return plusMonths(line.day, rule.months);
    }
  }
  return 'NOT_BEGUN';
}
