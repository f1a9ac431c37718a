import type { TenantTx } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { CORE_RUBRIC } from '../src/core-rubric.fixture.js';
import type { NewSession, ScoringAgency } from './scoring-agency.js';

/** What one rater says of a session: one level for every competency. */
export interface Said {
  /** Null where a grader abstains. */
  level: number | null;
  band?: string | null;
  fails?: string[];
}

export interface RatedSession extends Partial<NewSession> {
  /** By grader version; `FORMATIVE` before a version makes it a formative one. */
  graders: Record<string, Said>;
  /** Blind reviews, the signed one first. */
  reviews?: [Said, Said?];
  decision?: 'SIGNED' | 'INVALIDATED';
  /** The signed review was made after seeing this grader's proposal. */
  prefilledBy?: string;
  decidedAt?: string;
}

const partsOf = ({ level, band = 'RESOLUTION', fails = [] }: Said) => ({
  levels: CORE_RUBRIC.competencies.map(({ code }) => ({ competency: code, level, evidence: [], reason: '' })),
  outcome: { band, evidence: [] },
  criticalFails: fails.map((code) => ({ code, evidence: [] })),
  penalties: [],
});

/** A session with grades, reviews and its decision, as they are stored. @returns its UUID */
export async function ratedSession(tx: TenantTx, agency: ScoringAgency, rated: RatedSession): Promise<string> {
  const { graders, reviews, decision = 'SIGNED', prefilledBy, decidedAt = '2026-03-05T12:00:00Z', ...given } = rated;
  const sessionId = await agency.session(tx, { traineeId: agency.trainees[0], ...given });
  const gradeIds = new Map<string, string>();
  for (const [version, said] of Object.entries(graders)) {
    const id = uuidv7();
    gradeIds.set(version, id);
    await tx.query(
      `insert into grades (agency_id, id, session_id, rubric_version_id, grader, grader_version, model_version_id, label, proposal, lowest_final,
         highest_final, abstained, critical_fails, digest)
       select agency_id, $2, id, rubric_version_id, 'JUDGE', $4, uuidv7(), $5, $6, 0, 100, 1, 0, repeat('0', 64)
       from scenario_sessions where agency_id = $1 and id = $3`,
      [
        tx.agencyId,
        id,
        sessionId,
        version,
        version.startsWith('FORMATIVE') ? 'FORMATIVE' : 'CERTIFYING',
        JSON.stringify({ ...partsOf(said), score: { complete: false } }),
      ],
    );
  }
  const gradeId = [...gradeIds.values()][0]!;
  const reviewIds: string[] = [];
  for (const [at, said] of (reviews ?? []).entries()) {
    const id = uuidv7();
    reviewIds.push(id);
    const seen = at === 0 && prefilledBy !== undefined ? gradeIds.get(prefilledBy)! : null;
    if (seen) {
      await tx.query(`insert into prefills (agency_id, session_id, reviewer_id, grade_id) values ($1, $2, $3, $4)`, [
        tx.agencyId,
        sessionId,
        agency.instructors[at]!,
        seen,
      ]);
    }
    await tx.query(
      `insert into reviews (agency_id, id, session_id, grade_id, reviewer_id, content, score, final, passed, prefilled_grade_id)
       values ($1, $2, $3, $4, $5, $6, '{}', 50, false, $7)`,
      [tx.agencyId, id, sessionId, gradeId, agency.instructors[at]!, JSON.stringify(partsOf(said!)), seen],
    );
  }
  if (reviews && decision === 'SIGNED') {
    await tx.query(
      `insert into grade_decisions (agency_id, session_id, grade_id, review_id, decision, final, passed, decided_by, decided_at)
       values ($1, $2, $3, $4, 'SIGNED', 50, false, $5, $6)`,
      [tx.agencyId, sessionId, gradeId, reviewIds[0]!, agency.instructors[0], decidedAt],
    );
  }
  if (decision === 'INVALIDATED') {
    await tx.query(
      `update scenario_sessions set state = 'INVALIDATED', invalid_reason = 'INSTRUCTOR' where agency_id = $1 and id = $2`,
      [tx.agencyId, sessionId],
    );
  }
  return sessionId;
}

/** Fifty signed sessions in which a grader agrees with people with a kappa of exactly 0.6 in every part. */
export function sixTenths(version: string): RatedSession[] {
  const good: Said = { level: 4, band: 'RESOLUTION' };
  const poor: Said = { level: 2, band: 'CONTAINMENT' };
  // 25 and 25 by either, ten apart: 1 - 0.2 / (2 x 0.5 x 0.5).
  return Array.from({ length: 50 }, (_, at) => {
    const proposed = at < 25 ? good : poor;
    const apart = at % 5 === 0;
    return { graders: { [version]: proposed }, reviews: [(proposed === good) !== apart ? good : poor] };
  });
}
