import type { TenantTx } from '#platform';
import type { GradeLabel } from '../grade-state.js';
import type { GraderKind } from '../proposal.js';

/**
 * What sessions can be told apart by without guessing: where and against what they were played, what was played, and the org unit that the
 * trainee is in now.
 */
export const SUBGROUP_DIMENSIONS = ['ORIGIN', 'ENGINE_KIND', 'SCENARIO', 'ORG_UNIT'] as const;
export type SubgroupDimension = (typeof SUBGROUP_DIMENSIONS)[number];

/** Which evidence to count. Null is all. */
export interface EvidenceFilter {
  graderVersion: string | null;
  rubricVersionId: string | null;
  /** Only what was signed, or reviewed a second time, since then. */
  since: Date | null;
  /** Counted apart by this; null for all sessions together. */
  subgroup: SubgroupDimension | null;
}

/** One grader's version on one version of a rubric: with another model, prompt or rubric, agreement has to be shown anew. */
export interface GraderIdentity {
  grader: GraderKind;
  graderVersion: string;
  label: GradeLabel;
  rubricVersionId: string;
}

/**
 * In how many sessions the first rater said this and the second that. SESSION: both rated it. LEVEL: `code` is a competency, what was said a
 * level. BAND: codes of bands. FAIL: whether a critical fail was found, where at least one found it.
 */
export interface PairCountRow {
  rubricVersionId: string;
  kind: 'SESSION' | 'LEVEL' | 'BAND' | 'FAIL';
  code: string;
  /** Null where the first rater abstained. */
  first: string | null;
  second: string | null;
  sessions: number;
  /** Of the subgroup; null for those that are in none, and where none was asked for. */
  subgroup: string | null;
}

/** Every part that two raters of one session said something of, from two columns `rated`. */
const PARTS = `lateral (
    select 'SESSION' as kind, '' as code, null as first, null as second
    union all select 'LEVEL', l.key, p.first -> 'levels' ->> l.key, l.value #>> '{}' from jsonb_each(p.second -> 'levels') l
    union all select 'BAND', '', p.first ->> 'band', p.second ->> 'band'
    union all select 'FAIL', f.code, (p.first -> 'fails' ? f.code)::text, (p.second -> 'fails' ? f.code)::text
      from (select jsonb_array_elements_text(p.first -> 'fails') union select jsonb_array_elements_text(p.second -> 'fails')) f (code)
  ) part`;

const SUBGROUPS: Record<SubgroupDimension, { key: string; join: string }> = {
  ORIGIN: { key: 's.origin', join: '' },
  ENGINE_KIND: { key: 's.engine_kind', join: '' },
  SCENARIO: {
    key: 'v.scenario_id::text',
    join: 'join scenario_versions v on v.agency_id = s.agency_id and v.id = s.scenario_version_id',
  },
  ORG_UNIT: {
    key: 'm.org_unit_id::text',
    join: 'join members m on m.agency_id = s.agency_id and m.id = s.trainee_id',
  },
};

/** Reviews that are the official ones of their sessions, made by people who had not seen a proposal. */
const BLIND = `select d.id, r.session_id, r.grade_id, r.rated
       from grade_decisions d
       join reviews r on r.agency_id = d.agency_id and r.id = d.review_id
       where d.agency_id = $1 and r.prefilled_grade_id is null
         and not exists (
           select from grade_decisions later where later.agency_id = d.agency_id and later.session_id = d.session_id and later.purpose = d.purpose
             and later.round > d.round)`;

/** Each grade of a session beside its blind review, under the rubric version of that review; `and` goes on. */
const graded = (
  subgroup: string,
  join: string,
): string => `select g.grader, g.grader_version, g.label, g.rubric_version_id, g.rated as first, blind.rated as second, ${subgroup} as subgroup
       from blind
       join grades reviewed on reviewed.agency_id = $1 and reviewed.id = blind.grade_id
       join grades g on g.agency_id = $1 and g.session_id = blind.session_id and g.rubric_version_id = reviewed.rubric_version_id
         and g.regrade_id is null
       join scenario_sessions s on s.agency_id = $1 and s.id = blind.session_id
       ${join}
       where s.state = 'COMPLETED'`;

const COUNTED = `select p.grader, p.grader_version as "graderVersion", p.label, p.rubric_version_id as "rubricVersionId", p.subgroup,
       part.kind, part.code, part.first, part.second, count(*)::int as sessions
     from p, ${PARTS} group by 1, 2, 3, 4, 5, 6, 7, 8, 9`;

/** How many of the agency’s newest blind, signed sessions decide on pre-filling: what counts is how a grader agrees with people now. */
export const GATE_SESSIONS = 1_000;

/**
 * Graders beside the signed levels of people who had not seen a proposal, counted in the database: as many rows come back as there are
 * different answers, however many sessions there are. A proposal made after the signature counts too, as no person saw it either. A decision
 * counts while no later one of its session stands, and sessions that were invalidated do not. Of the whole agency, whoever asks: no row is
 * about a person.
 */
export function graderPairCounts(
  tx: TenantTx,
  { graderVersion, rubricVersionId, since, subgroup }: EvidenceFilter,
): Promise<(PairCountRow & GraderIdentity)[]> {
  const { key, join } = subgroup ? SUBGROUPS[subgroup] : { key: 'null::text', join: '' };
  return tx.query<PairCountRow & GraderIdentity>(
    `with blind as (
       ${BLIND} and ($4::timestamptz is null or d.decided_at >= $4)
     ), p as (
       ${graded(key, join)} and ($2::text is null or g.grader_version = $2) and ($3::uuid is null or g.rubric_version_id = $3)
     )
     ${COUNTED}`,
    [tx.agencyId, graderVersion, rubricVersionId, since],
  );
}

/** The same of one grader alone, over the agency’s newest blind, signed sessions: what decides on pre-filling. */
export function gatePairCounts(
  tx: TenantTx,
  { grader, graderVersion, rubricVersionId }: Omit<GraderIdentity, 'label'>,
): Promise<(PairCountRow & GraderIdentity)[]> {
  return tx.query<PairCountRow & GraderIdentity>(
    `with blind as materialized (
       ${BLIND} order by d.id desc limit ${GATE_SESSIONS}
     ), p as (
       ${graded('null::text', '')} and g.grader = $2 and g.grader_version = $3 and g.rubric_version_id = $4
     )
     ${COUNTED}`,
    [tx.agencyId, grader, graderVersion, rubricVersionId],
  );
}

/**
 * Two people beside each other who reviewed one session under one rubric version, neither having seen a proposal: the first two, so that a
 * session counts once. Whoever submitted first is the first.
 */
export function reviewerPairCounts(
  tx: TenantTx,
  { rubricVersionId, since }: Pick<EvidenceFilter, 'rubricVersionId' | 'since'>,
): Promise<PairCountRow[]> {
  return tx.query<PairCountRow>(
    `with blind as (
       select r.session_id, reviewed.rubric_version_id, r.rated, r.submitted_at,
         row_number() over (partition by r.session_id, reviewed.rubric_version_id order by r.submitted_at, r.id) as place
       from reviews r
       join grades reviewed on reviewed.agency_id = r.agency_id and reviewed.id = r.grade_id
       join scenario_sessions s on s.agency_id = r.agency_id and s.id = r.session_id
       where r.agency_id = $1 and s.state = 'COMPLETED' and r.prefilled_grade_id is null
         and ($2::uuid is null or reviewed.rubric_version_id = $2)
     ), p as (
       select one.rubric_version_id, one.rated as first, other.rated as second
       from blind one
       join blind other on other.session_id = one.session_id and other.rubric_version_id = one.rubric_version_id and other.place = 2
       where one.place = 1 and ($3::timestamptz is null or other.submitted_at >= $3)
     )
     select p.rubric_version_id as "rubricVersionId", null as subgroup, part.kind, part.code, part.first, part.second,
       count(*)::int as sessions
     from p, ${PARTS} group by 1, 3, 4, 5, 6`,
    [tx.agencyId, rubricVersionId, since],
  );
}
