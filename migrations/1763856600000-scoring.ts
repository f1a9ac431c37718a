import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Proposed grades, reviews and signatures: each is added and never edited. */
export class Scoring1763856600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table grades (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        session_id uuid not null,
        rubric_version_id uuid not null,
        grader text not null check (length(grader) between 1 and 100),
        grader_version text not null check (length(grader_version) between 1 and 100),
        label text not null check (label in ('FORMATIVE', 'CERTIFYING')),
        proposal jsonb not null,
        -- Null where the grader abstained from a level: then the range says what is left open.
        final numeric(4, 1) check (final between 0 and 100),
        lowest_final numeric(4, 1) not null check (lowest_final between 0 and 100),
        highest_final numeric(4, 1) not null check (highest_final between lowest_final and 100),
        abstained integer not null check (abstained >= 0),
        critical_fails integer not null check (critical_fails >= 0),
        -- Over the turns, the rubric and the proposal: what was graded, by what, with which result.
        digest text not null check (length(digest) = 64),
        created_at timestamptz not null default now(),
        primary key (agency_id, id),
        check ((final is null) = (abstained > 0)),
        check (final is null or (final = lowest_final and final = highest_final)),
        -- A grading repeated by a resend or a restart is the same grade.
        unique (agency_id, session_id, rubric_version_id, grader, grader_version),
        unique (agency_id, session_id, id),
        foreign key (agency_id, session_id) references scenario_sessions (agency_id, id),
        foreign key (agency_id, rubric_version_id) references rubric_versions (agency_id, id)
      );
      select app.protect('grades', 'select, insert');

      create table reviews (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        session_id uuid not null,
        grade_id uuid not null,
        reviewer_id uuid not null,
        content jsonb not null,
        score jsonb not null,
        final numeric(4, 1) not null check (final between 0 and 100),
        passed boolean not null,
        submitted_at timestamptz not null default now(),
        primary key (agency_id, id),
        unique (agency_id, session_id, reviewer_id),
        unique (agency_id, session_id, id, reviewer_id),
        foreign key (agency_id, session_id) references scenario_sessions (agency_id, id),
        foreign key (agency_id, session_id, grade_id) references grades (agency_id, session_id, id),
        foreign key (agency_id, reviewer_id) references members (agency_id, id)
      );
      select app.protect('reviews', 'select, insert');

      create table grade_decisions (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        session_id uuid not null,
        grade_id uuid,
        review_id uuid,
        decision text not null check (decision in ('SIGNED', 'CHANGED', 'INVALIDATED')),
        reason text check (length(reason) between 1 and 2000),
        -- Who attests who played a session offline, and from what.
        proctor_attestation text check (length(proctor_attestation) between 1 and 2000),
        final numeric(4, 1) check (final between 0 and 100),
        passed boolean,
        decided_by uuid not null,
        decided_at timestamptz not null default now(),
        primary key (agency_id, id),
        -- One official decision per session: two reviewers who sign at once cannot both win.
        unique (agency_id, session_id),
        check (
          case when decision = 'INVALIDATED' then review_id is null and final is null and passed is null
          else grade_id is not null and review_id is not null and final is not null and passed is not null end
        ),
        check (decision = 'SIGNED' or reason is not null),
        foreign key (agency_id, session_id) references scenario_sessions (agency_id, id),
        foreign key (agency_id, session_id, grade_id) references grades (agency_id, session_id, id),
        -- Who signs has reviewed this very session: nobody can sign with another's review.
        foreign key (agency_id, session_id, review_id, decided_by)
          references reviews (agency_id, session_id, id, reviewer_id),
        foreign key (agency_id, decided_by) references members (agency_id, id)
      );
      select app.protect('grade_decisions', 'select, insert');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table grade_decisions, reviews, grades');
  }
}
