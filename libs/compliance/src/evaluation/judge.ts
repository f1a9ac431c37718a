import type { MandateVersion } from '../mandates/mandate.js';
import type { Period } from '../mandates/period.js';
import {
  type ComplianceStatus,
  type EvaluationNode,
  EXCLUSION_REASONS,
  type ExclusionReason,
  type Judgement,
  REQUIREMENT_STATUSES,
} from './evaluation.js';
import { concernsOn, lapsedOn, waivedOn } from './excuses.js';
import type { EvaluationInput } from './input.js';
import { earlier, type LocalDate } from './local-date.js';
import { type JudgedRecords, recordsOf } from './records.js';
import { judgeReset } from './reset-track.js';
import { judgeRolling } from './rolling-track.js';
import type { TrackContext, TrackJudgement } from './track.js';
import { judgeWindowed } from './windowed-track.js';

/** A judgement and the later days on which it may change by the passing of time alone. */
export interface DatedJudgement {
  judgement: Judgement;
  boundaries: LocalDate[];
}

/**
 * How a member stands under a mandate version on a day, without looking ahead.
 * @param records of the same input and mandate, where many days are judged
 */
export function judge(
  input: EvaluationInput,
  mandate: MandateVersion,
  asOf: LocalDate,
  records: JudgedRecords = recordsOf(input, mandate),
): DatedJudgement {
  const tracks = records.tracks.map(({ period, requirements }) => ({
    period,
    ...judgeTrack(period, { mandate, input, requirements, records, asOf }),
  }));
  const boundaries = tracks.flatMap((track) => track.boundaries);
  const judged = tracks.filter((track) => track.state !== 'NOT_APPLICABLE');
  const allDone = judged.every((track) => track.done);
  if (judged.length === 0 || (allDone && !concernsOn(mandate, input, asOf))) {
    return { judgement: nothingAsked(), boundaries };
  }

  const nodes = judged.flatMap((track) => track.nodes);
  const reported = judged.find((track) => track.period.type !== 'ONE_TIME') ?? judged[0];
  const status = overallStatus(judged, nodes, input, asOf);
  const nothingOwed = status === 'EXEMPT' || status === 'WAIVED' || status === 'COMPLIANT';
  const { counted, excluded } = entriesAcross(judged, records.excluded);
  return {
    judgement: {
      status,
      windowFrom: reported.window?.from ?? null,
      windowTo: reported.window?.to ?? null,
      dueOn: nextDue(status, nodes, judged, mandate),
      nodes: status === 'EXEMPT' ? [] : nodes,
      missing: nothingOwed
        ? []
        : nodes
            .filter((node) => node.obligatory && node.short > 0 && node.kind !== 'ALL')
            .map((node) => ({ nodeId: node.id, short: node.short })),
      excluded,
      counted,
      problems: judged.flatMap((track) => (track.problem ? [track.problem] : [])),
    },
    boundaries,
  };
}

function judgeTrack(period: Period, context: TrackContext): TrackJudgement {
  if (period.type === 'ROLLING') return judgeRolling(period, context);
  if (period.type === 'RESET_ON_COMPLETION') return judgeReset(period, context);
  return judgeWindowed(period, context);
}

function overallStatus(
  judged: (TrackJudgement & { period: Period })[],
  nodes: EvaluationNode[],
  input: EvaluationInput,
  asOf: LocalDate,
): ComplianceStatus {
  const asking = judged.filter((track) => !track.done);
  if (asking.length > 0 && asking.every((track) => track.state === 'EXCUSED')) return 'EXEMPT';
  if (waivedOn(input, asOf)) return 'WAIVED';
  if (lapsedOn(input, asOf)) return 'LAPSED';
  const shown = new Set(nodes.filter((node) => node.obligatory).map((node) => node.status));
  // What cannot be judged for want of data is never shown as fine.
  if (judged.some((track) => track.state === 'UNKNOWN')) shown.add('AT_RISK');
  return REQUIREMENT_STATUSES.find((each) => shown.has(each)) ?? 'COMPLIANT';
}

/** The earliest deadline of what is not fine; when all is, the end of the mandate's window, or the first expiry of what is held. */
function nextDue(
  status: ComplianceStatus,
  nodes: EvaluationNode[],
  judged: (TrackJudgement & { period: Period })[],
  mandate: MandateVersion,
): LocalDate | null {
  const open = nodes.filter((node) => node.obligatory && node.status !== 'COMPLIANT');
  if (status !== 'EXEMPT' && open.length > 0) {
    // Null is "due at once", earlier than any date.
    return open.some((node) => node.dueOn === null) ? null : open.map((node) => node.dueOn!).reduce(earlier);
  }
  if (mandate.period !== null) return judged[0].dueOn;
  const lasting = judged.filter((track) => track.period.type !== 'ONE_TIME');
  const ends = (lasting.length > 0 ? lasting : judged).flatMap((track) => track.dueOn ?? []);
  return ends.length === 0 ? null : ends.reduce(earlier);
}

/** An entry counts when it counts anywhere; otherwise the first reason by the list stands. */
function entriesAcross(
  judged: TrackJudgement[],
  refused: Map<string, ExclusionReason>,
): Pick<Judgement, 'counted' | 'excluded'> {
  const counted = new Map<string, string[]>();
  const reasons = new Map<string, ExclusionReason>(refused);
  for (const track of judged) {
    for (const [entryId, nodes] of track.counted) counted.set(entryId, [...(counted.get(entryId) ?? []), ...nodes]);
    for (const [entryId, reason] of track.excluded) {
      const known = reasons.get(entryId);
      if (!known || EXCLUSION_REASONS.indexOf(reason) < EXCLUSION_REASONS.indexOf(known)) reasons.set(entryId, reason);
    }
  }
  const byId = (a: { entryId: string }, b: { entryId: string }) => (a.entryId < b.entryId ? -1 : 1);
  return {
    counted: [...counted].map(([entryId, nodes]) => ({ entryId, nodes })).sort(byId),
    excluded: [...reasons]
      .filter(([entryId]) => !counted.has(entryId))
      .map(([entryId, reason]) => ({ entryId, reason }))
      .sort(byId),
  };
}

function nothingAsked(): Judgement {
  return {
    status: 'NOT_APPLICABLE',
    windowFrom: null,
    windowTo: null,
    dueOn: null,
    nodes: [],
    missing: [],
    excluded: [],
    counted: [],
    problems: [],
  };
}
