import type { PeriodOf } from '../../src/mandates/period.js';
import { count, type Line } from './naive-count.js';
import { type Day, dayFrom, plusMonths, toDay } from './naive-days.js';
import { allMet, concerns, emptyTrack, figures, isMet, type Question, type Row, type Track } from './naive-rows.js';
import { slotsIn } from './naive-slots.js';

const LAST_DAY = dayFrom(9999, 12, 31);

/** The next deadline is `months` after the day that completed a set: the ledger is replayed day by day. */
export function resetTrack(question: Question, { months }: PeriodOf<'RESET_ON_COMPLETION'>, lines: Line[]): Track {
  const { input, asOf, roots } = question;
  if (!concerns(question, asOf)) return emptyTrack('NONE');
  const { warnDays, graceDays, trackedFrom } = input.policy;
  const past = lines.filter((line) => line.standing !== 'PLANNED' && line.day <= asOf);
  const approved = past.filter((line) => line.standing === 'APPROVED');
  const completed = lastCompletion(question, approved);
  const held = completed !== null && plusMonths(completed, months) >= toDay(trackedFrom) ? completed : null;
  const from = held === null ? dutySince(question) : held + 1;
  const deadline = plusMonths(from - 1, months);
  const unsure = lastCompletion(question, past);
  const hoped = Math.max(deadline, unsure === null ? deadline : plusMonths(unsure, months));

  const state = ((): Pick<Row, 'status' | 'due'> => {
    if (held !== null && asOf < deadline - warnDays) return { status: 'COMPLIANT', due: deadline };
    if (hoped > deadline && asOf < hoped - warnDays) return { status: 'PENDING_VERIFICATION', due: hoped };
    if (asOf < deadline - warnDays) return { status: 'ON_TRACK', due: deadline };
    if (asOf <= deadline) {
      const planned = lines.filter((each) => each.standing === 'PLANNED' && each.day >= asOf && each.day <= deadline);
      const last = lastCompletion(question, [...approved, ...planned]);
      const covered = last !== null && last > (completed ?? -Infinity);
      return { status: covered ? 'DUE_SOON' : 'AT_RISK', due: deadline };
    }
    if (asOf <= hoped) return { status: 'AT_RISK', due: hoped };
    return { status: asOf <= deadline + graceDays ? 'IN_GRACE' : 'OVERDUE', due: deadline };
  })();

  const set = lines.filter((line) => line.standing !== 'PLANNED' && line.day > (completed ?? -Infinity));
  // A set may be completed late: what is dated after the deadline counts towards it too.
  const slots = slotsIn(roots, question, { from: null, to: LAST_DAY }, asOf, deadline);
  const counted = count(set, slots, { from: null, to: LAST_DAY }, asOf, question, deadline);
  const rows = slots
    .filter((slot) => slot.applies)
    .map((slot): Row => {
      const met = isMet(slot, counted, 'APPROVED');
      return { slot, ...figures(slot, counted), due: state.due, status: met ? 'COMPLIANT' : state.status };
    });
  const { reasons, reached } = counted;
  return { state: 'OPEN', oneTime: false, window: { from, to: deadline }, due: state.due, rows, reasons, reached };
}

/** The day on which the last complete set was complete. */
function lastCompletion(question: Question, lines: Line[]): Day | null {
  let completed: Day | null = null;
  for (const day of [...new Set(lines.map((line) => line.day))].sort((a, b) => a - b)) {
    const window = { from: completed === null ? null : completed + 1, to: day };
    const slots = slotsIn(question.roots, question, window, day);
    const sure = lines.map((line): Line => ({ ...line, entry: passed(line), standing: 'APPROVED' }));
    const counted = count(sure, slots, window, day, question);
    if (slots.some((slot) => slot.applies) && allMet(slots, counted, 'APPROVED')) completed = day;
  }
  return completed;
}

function passed({ entry, standing }: Line): Line['entry'] {
  if (standing !== 'PLANNED') return entry;
  return { ...entry, score: 100, test: entry.test && { ...entry.test, passed: true } };
}

/** Since when the member has been under the mandate without a break, back to where tracking began. */
function dutySince(question: Question): Day {
  const { input, asOf } = question;
  const floor = toDay(input.policy.trackedFrom);
  let day = asOf;
  while (day > floor && concerns(question, day - 1)) day--;
  return Math.max(day, floor);
}
