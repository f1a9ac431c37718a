import { FINDINGS, type Finding } from './compare-grades.js';
import { RECORD_EFFECTS, type RecordEffect } from './record-effect.js';
import { REGRADE_FAILURES, type RegradeFailure } from './regrade-failure.js';
import type { ReportRow } from './regrade-report.queries.js';

/** The sums of a regrade. `total` = `open` + `failed` + `decided` + `undecided`, at every moment. */
export interface RegradeSums {
  total: number;
  /** Without a proposal yet. */
  open: number;
  failed: number;
  /** Compared with an official decision. */
  decided: number;
  /** Compared with a proposal that nobody had decided about, or with nothing. */
  undecided: number;
  undecidedChanged: number;
  /** Of the decided, each once by its most serious finding. */
  findings: { finding: Finding; sessions: number }[];
  /** Of the decided. */
  recordEffects: { recordEffect: RecordEffect; sessions: number }[];
  failures: { failure: RegradeFailure; sessions: number }[];
}

const sum = (rows: readonly ReportRow[]): number => rows.reduce((all, { sessions }) => all + sessions, 0);

export function regradeSums(rows: readonly ReportRow[]): RegradeSums {
  const proposed = rows.filter(({ state }) => state === 'PROPOSED');
  const decided = proposed.filter((row) => row.decided);
  const undecided = proposed.filter((row) => !row.decided);
  const failed = rows.filter(({ state }) => state === 'FAILED');
  const total = sum(rows);
  const notNone = <T extends { sessions: number }>(all: T[]): T[] => all.filter(({ sessions }) => sessions > 0);
  return {
    total,
    open: total - sum(proposed) - sum(failed),
    failed: sum(failed),
    decided: sum(decided),
    undecided: sum(undecided),
    undecidedChanged: sum(undecided.filter(({ changed }) => changed)),
    findings: notNone(
      FINDINGS.map((finding) => ({ finding, sessions: sum(decided.filter((row) => row.finding === finding)) })),
    ),
    recordEffects: notNone(
      RECORD_EFFECTS.map((recordEffect) => ({
        recordEffect,
        sessions: sum(decided.filter((row) => row.recordEffect === recordEffect)),
      })),
    ),
    failures: notNone(
      REGRADE_FAILURES.map((failure) => ({ failure, sessions: sum(failed.filter((row) => row.failure === failure)) })),
    ),
  };
}
