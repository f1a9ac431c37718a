import type { Period } from '../../src/mandates/period.js';
import { count, type Count, type Line } from './naive-count.js';
import { toDay } from './naive-days.js';
import {
  allMet,
  concerns,
  consequencesBy,
  deadlineStatus,
  emptyTrack,
  figures,
  isExcusedWindow,
  isMet,
  isWaived,
  type Question,
  type Row,
  type Track,
} from './naive-rows.js';
import { type Slot, slotsIn } from './naive-slots.js';
import { type Window, windowsOf } from './naive-windows.js';

/** A period of windows that follow one another: the first that has ended unsettled, otherwise the one of the day. */
export function fixedTrack(question: Question, period: Period, lines: Line[]): Track {
  const { asOf } = question;
  const windows = windowsOf(period, question.input, question.mandate, asOf);
  if ('lacks' in windows) return emptyTrack(concerns(question, asOf) ? 'UNKNOWN' : 'NONE');
  for (const window of windows) {
    const closed = window.to < asOf;
    const day = Math.min(asOf, window.to);
    if (!concerns(question, day)) continue;
    const slots = slotsIn(question.roots, question, window, day, window.to, (part) => {
      const begun = part.from! <= day && part.to >= toDay(question.input.policy.trackedFrom);
      return begun && !(part.to < day && isWaived(question, part.to));
    });
    const counted = count(lines, slots, window, asOf, question);
    const sanctions = consequencesBy(question, asOf).filter((each) => contains(window, toDay(each.on)));
    if (closed && sanctions.some((each) => toDay(each.recordedOn) > window.to)) continue;
    if (closed && (isExcusedWindow(question, window) || isWaived(question, window.to))) continue;
    if (closed && period.type !== 'ONE_TIME' && allMet(slots, counted, 'APPROVED')) continue;
    return openTrack(question, period, window, slots, counted);
  }
  return emptyTrack('NONE');
}

function openTrack(question: Question, period: Period, window: Window, slots: Slot[], counted: Count): Track {
  const rows = slots
    .filter((slot) => slot.applies)
    .map((slot): Row => ({
      slot,
      ...figures(slot, counted),
      status: deadlineStatus(question, slot.window.to, (by) => isMet(slot, counted, by)),
      due: slot.window.to,
    }));
  const excused = isExcusedWindow(question, window);
  return {
    state: excused ? 'EXEMPT' : 'OPEN',
    oneTime: period.type === 'ONE_TIME',
    window,
    due: window.to,
    rows: excused ? [] : rows,
    reasons: counted.reasons,
    reached: counted.reached,
  };
}

function contains(window: Window, day: number): boolean {
  return (window.from === null || window.from <= day) && day <= window.to;
}
