import {
  type ComplianceStatus,
  EXCLUSION_REASONS,
  type ExclusionReason,
  REQUIREMENT_STATUSES,
} from '../../src/evaluation/evaluation.js';
import type { EvaluationInput, LedgerEntry } from '../../src/evaluation/input.js';
import type { MandateVersion } from '../../src/mandates/mandate.js';
import type { Period } from '../../src/mandates/period.js';
import type { Requirement } from '../../src/mandates/requirement.js';
import type { Line } from './naive-count.js';
import { type Day, dayText, toDay } from './naive-days.js';
import { fixedTrack } from './naive-fixed.js';
import { resetTrack } from './naive-reset.js';
import { rollingTrack } from './naive-rolling.js';
import { concerns, consequencesBy, isWaived, type Question, type Row, type Track } from './naive-rows.js';

/** What the second evaluator answers about a day; lists sorted by name. */
export interface NaiveAnswer {
  status: ComplianceStatus;
  windowFrom: string | null;
  windowTo: string | null;
  dueOn: string | null;
  /** By requirement, groups left out. */
  earned: Record<string, number>;
  missing: { node: string; short: number }[];
  excluded: { entry: string; reason: ExclusionReason }[];
}

/**
 * A second evaluation, written from the text of the contract and as simply as it could be, for tests: whatever it says otherwise
 * than the first is a fault of one of them.
 */
export function naiveJudgement(input: EvaluationInput, mandate: MandateVersion, date: string): NaiveAnswer {
  const asOf = toDay(date);
  const early = new Map<string, ExclusionReason>();
  const lines = linesOf(input, asOf, early);
  const tracks = periodsOf(mandate).map(([period, roots]) => trackOf({ mandate, input, asOf, roots }, period, lines));
  const shown = tracks.filter((track) => track.state !== 'NONE');
  const question = { mandate, input, asOf, roots: [] };
  // What was to be done once is done, and is shown so to those who still owe it.
  if (shown.every(doneOnce) && (shown.length === 0 || !concerns(question, asOf))) {
    const nothing = { windowFrom: null, windowTo: null, dueOn: null, earned: {}, missing: [], excluded: [] };
    return { status: 'NOT_APPLICABLE', ...nothing };
  }
  return answerOf(question, shown, early);
}

function doneOnce(track: Track): boolean {
  return track.oneTime && track.state === 'OPEN' && track.rows.every((row) => row.status === 'COMPLIANT');
}

function trackOf(question: Question, period: Period, lines: Line[]): Track {
  if (period.type === 'ROLLING') return rollingTrack(question, period, lines);
  if (period.type === 'RESET_ON_COMPLETION') return resetTrack(question, period, lines);
  return fixedTrack(question, period, lines);
}

function periodsOf(mandate: MandateVersion): [Period, Requirement[]][] {
  const shared = mandate.requirements.filter((each) => !each.period);
  const own = mandate.requirements.flatMap((each): [Period, Requirement[]][] =>
    each.period ? [[each.period, [each]]] : [],
  );
  return mandate.period && shared.length > 0 ? [[mandate.period, shared], ...own] : own;
}

/** The entries that some roster vouches for and what is planned, and the reasons why others never earn anything. */
function linesOf(input: EvaluationInput, asOf: Day, early: Map<string, ExclusionReason>): Line[] {
  const lines: Line[] = [];
  for (const entry of input.entries) {
    const rivals = input.entries.filter((each) => entry.corrects !== null && each.corrects === entry.corrects);
    const replaced = input.entries.some((each) => each.corrects === entry.id);
    if (replaced || rivals.some((each) => each.id > entry.id)) early.set(entry.id, 'CORRECTED');
    else if (entry.rosterStatus === 'REJECTED') early.set(entry.id, 'ROSTER_REJECTED');
    else if (entry.rosterStatus === 'DRAFT' || entry.rosterStatus === 'CORRECTED')
      early.set(entry.id, 'ROSTER_NOT_SUBMITTED');
    else if (entry.corrects === null || entry.hours !== 0 || entry.collegeCredit !== null)
      lines.push({
        entry,
        day: toDay(entry.date),
        standing: entry.rosterStatus === 'APPROVED' ? 'APPROVED' : 'PENDING',
      });
  }
  for (const each of input.planned) {
    const entry: LedgerEntry = { ...each, score: null, rosterStatus: 'APPROVED', corrects: null };
    if (toDay(each.date) >= asOf) lines.push({ entry, day: toDay(each.date), standing: 'PLANNED' });
  }
  return lines;
}

function answerOf(question: Question, shown: Track[], early: Map<string, ExclusionReason>): NaiveAnswer {
  const rows = shown.flatMap((track) => track.rows);
  const owed = rows.filter((row) => row.slot.owed);
  const status = statusOf(question, shown, owed);
  const { window } = shown.find((track) => !track.oneTime) ?? shown[0]!;
  const due = dueOf(question.mandate, status, shown, owed);
  const free = ['EXEMPT', 'WAIVED', 'COMPLIANT'].includes(status);
  const missing = owed
    .filter((row) => row.short > 0 && !(row.slot.requirement.kind === 'GROUP' && row.slot.requirement.op === 'ALL'))
    .map((row) => ({ node: row.slot.name, short: row.short }));
  const excluded = question.input.entries.flatMap(({ id }) => {
    if (shown.some((track) => track.reached.has(id))) return [];
    const reasons = [early.get(id), ...shown.map((track) => track.reasons.get(id))];
    const reason = EXCLUSION_REASONS.find((each) => reasons.includes(each));
    return reason ? [{ entry: id, reason }] : [];
  });
  const leaves = status === 'EXEMPT' ? [] : rows.filter((row) => row.slot.requirement.kind !== 'GROUP');
  return {
    status,
    windowFrom: window?.from == null ? null : dayText(window.from),
    windowTo: window === null ? null : dayText(window.to),
    dueOn: due === null ? null : dayText(due),
    earned: Object.fromEntries(leaves.map((row) => [row.slot.name, row.earned])),
    missing: free ? [] : missing.sort((a, b) => (a.node < b.node ? -1 : 1)),
    excluded: excluded.sort((a, b) => (a.entry < b.entry ? -1 : 1)),
  };
}

function statusOf(question: Question, shown: Track[], owed: Row[]): ComplianceStatus {
  const { asOf } = question;
  const open = shown.filter((track) => track.state === 'EXEMPT' || !doneOnce(track));
  if (open.length > 0 && open.every((track) => track.state === 'EXEMPT')) return 'EXEMPT';
  if (isWaived(question, asOf)) return 'WAIVED';
  const inForce = consequencesBy(question, asOf).filter((each) => each.endedOn === null || asOf < toDay(each.endedOn));
  if (inForce.length > 0) return 'LAPSED';
  const worst = REQUIREMENT_STATUSES.find((each) => owed.some((row) => row.status === each)) ?? 'COMPLIANT';
  const unknown = shown.some((track) => track.state === 'UNKNOWN');
  return unknown && !['OVERDUE', 'IN_GRACE'].includes(worst) ? 'AT_RISK' : worst;
}

/** The earliest deadline of what is not fine, null where that was due at once; otherwise the window's, or the first expiry. */
function dueOf(mandate: MandateVersion, status: ComplianceStatus, shown: Track[], owed: Row[]): Day | null {
  const open = status === 'EXEMPT' ? [] : owed.filter((row) => row.status !== 'COMPLIANT');
  if (open.some((row) => row.due === null)) return null;
  if (open.length > 0) return Math.min(...open.map((row) => row.due!));
  if (mandate.period !== null) return shown[0]!.due;
  const lasting = shown.filter((track) => !track.oneTime);
  const ends = (lasting.length > 0 ? lasting : shown).flatMap((track) => track.due ?? []);
  return ends.length === 0 ? null : Math.min(...ends);
}
