import { Injectable } from '@nestjs/common';
import { rubricVersionsByIds } from '#curricula';
import { audit, idempotent, TenantDb, UserError, type Actor } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { calibrationOf, sessionsIn, type GraderCalibration } from './calibration-report.js';
import { thresholdProblems, type CalibrationThreshold } from './calibration-threshold.js';
import { addThreshold, thresholdInForce, type ThresholdInForce } from './calibration-threshold.queries.js';
import {
  gatePairCounts,
  graderPairCounts,
  reviewerPairCounts,
  type EvidenceFilter,
  type GraderIdentity,
  type PairCountRow,
} from './pair-counts.queries.js';
import { subgroupsOf, type SubgroupCalibration } from './subgroup-report.js';

/** Graders of one answer: more are refused, and a caller names which. */
const MOST_GRADERS = 20;

export interface CalibrationReport {
  threshold: ThresholdInForce;
  graders: (GraderCalibration & {
    /** Sessions that two blind reviewers have reviewed. */
    reviewedTwice: number;
    subgroups: { shown: SubgroupCalibration[]; hidden: number } | null;
  })[];
}

/** How well graders agree with people, and from which agreement on that lets a reviewer see a proposal first. */
@Injectable()
export class CalibrationService {
  constructor(private readonly db: TenantDb) {}

  /** @throws UserError INVALID for more graders than one answer holds */
  report(actor: Actor, filter: EvidenceFilter): Promise<CalibrationReport> {
    return this.db.read(actor, async (tx) => {
      const rows = await graderPairCounts(tx, filter);
      const graders = byIdentity(rows);
      if (graders.length > MOST_GRADERS) {
        throw new UserError(
          'INVALID',
          'graderVersion',
          `there are ${graders.length} graders and rubric versions, and an answer has at most ${MOST_GRADERS}: name one, or a rubric version`,
        );
      }
      const betweenReviewers = await reviewerPairCounts(tx, filter);
      // Pre-filling is decided on the newest sessions, whichever are asked about.
      const gates = new Map<string, PairCountRow[]>();
      for (const [identity] of graders) gates.set(identityOf(identity!), await gatePairCounts(tx, identity!));
      const rubrics = await rubricVersionsByIds(tx, [...new Set(rows.map((row) => row.rubricVersionId))]);
      const threshold = await thresholdInForce(tx);
      return {
        threshold,
        graders: graders.flatMap((counts) => {
          const identity = counts[0]!;
          const rubric = rubrics.find(({ id }) => id === identity.rubricVersionId)?.rubric;
          if (!rubric) return [];
          const { grader, graderVersion, label, rubricVersionId } = identity;
          const reviewers = betweenReviewers.filter((row) => row.rubricVersionId === rubricVersionId);
          return {
            ...calibrationOf({ grader, graderVersion, label, rubricVersionId }, rubric, threshold, {
              counts,
              betweenReviewers: reviewers,
              gate: gates.get(identityOf(identity)) ?? [],
            }),
            reviewedTwice: sessionsIn(reviewers),
            subgroups: filter.subgroup ? subgroupsOf(rubric, counts) : null,
          };
        }),
      };
    });
  }

  /** Sets from which agreement on proposals may be pre-filled, from now on. @returns what is in force */
  setThreshold(
    actor: Actor,
    { idempotencyKey, ...threshold }: CalibrationThreshold & { idempotencyKey: string },
  ): Promise<ThresholdInForce> {
    return this.db.run(actor, async (tx) => {
      await idempotent(tx, actor, 'setCalibrationThreshold', idempotencyKey, { ...threshold }, async () => {
        const [problem] = thresholdProblems(threshold);
        if (problem) throw new UserError('INVALID', `input.${problem.part}`, problem.message);
        const { weightedKappa, sessions } = await thresholdInForce(tx);
        const id = uuidv7();
        await addThreshold(tx, { id, ...threshold, setBy: actor.principalId });
        await audit(tx, actor, {
          action: 'calibration.threshold-set',
          entityType: 'Agency',
          entityId: tx.agencyId,
          details: { before: { weightedKappa, sessions }, after: { ...threshold } },
        });
        return { id };
      });
      return thresholdInForce(tx);
    });
  }
}

const identityOf = ({ grader, graderVersion, label, rubricVersionId }: GraderIdentity): string =>
  JSON.stringify([grader, graderVersion, label, rubricVersionId]);

function byIdentity(rows: readonly (PairCountRow & GraderIdentity)[]): (PairCountRow & GraderIdentity)[][] {
  const groups = new Map<string, (PairCountRow & GraderIdentity)[]>();
  for (const row of rows) {
    const group = groups.get(identityOf(row));
    if (group) group.push(row);
    else groups.set(identityOf(row), [row]);
  }
  // By name, so that an answer is the same each time.
  return [...groups.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, group]) => group);
}
