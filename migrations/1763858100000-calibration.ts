import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How well graders agree with people: what is compared, from which agreement on proposals may be seen first, and who saw one first. */
export class Calibration1763858100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Immutable although jsonb_object_agg is not marked so: levels and codes are JSON already, whatever the session's settings.
      create function app.rated_parts(content jsonb) returns jsonb language sql immutable parallel safe as $$
        select jsonb_build_object(
          'levels', (
            select coalesce(jsonb_object_agg(one ->> 'competency', one -> 'level'), '{}')
            from jsonb_array_elements(content -> 'levels') one where one ->> 'competency' is not null),
          'band', content -> 'outcome' -> 'band',
          'fails', (
            select coalesce(jsonb_agg(distinct one -> 'code'), '[]')
            from jsonb_array_elements(content -> 'criticalFails') one))
      $$;
      comment on function app.rated_parts(jsonb) is
        'What a proposal or a review says, without evidence: {levels: {competency: level or null}, band: code or null, fails: [code]}.';

      -- Derived by the database itself, so that no writer can forget it and no crash can leave it behind; small enough to be read by the
      -- hundred thousand, where proposals and reviews with their quotes are not.
      alter table grades add column rated jsonb not null generated always as (app.rated_parts(proposal)) stored;
      alter table reviews add column rated jsonb not null generated always as (app.rated_parts(content)) stored;

      create table calibration_thresholds (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        weighted_kappa numeric(3, 2) not null check (weighted_kappa between 0.60 and 1.00),
        sessions integer not null check (sessions between 50 and 500),
        set_by uuid not null,
        set_at timestamptz not null default now(),
        primary key (agency_id, id),
        foreign key (agency_id, set_by) references members (agency_id, id)
      );
      comment on table calibration_thresholds is
        'From which agreement on proposals may be pre-filled; the newest is in force. The floor of the product is a check.';
      select app.protect('calibration_thresholds', 'select, insert');

      create table prefills (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        session_id uuid not null,
        reviewer_id uuid not null,
        grade_id uuid not null,
        opened_at timestamptz not null default now(),
        primary key (agency_id, id),
        unique (agency_id, session_id, reviewer_id, grade_id),
        foreign key (agency_id, session_id, grade_id) references grades (agency_id, session_id, id),
        foreign key (agency_id, reviewer_id) references members (agency_id, id)
      );
      comment on table prefills is 'Which reviewer opened which proposal before a review of their own.';
      select app.protect('prefills', 'select, insert');

      alter table reviews
        add column prefilled_grade_id uuid,
        add foreign key (agency_id, session_id, reviewer_id, prefilled_grade_id)
          references prefills (agency_id, session_id, reviewer_id, grade_id);
      comment on column reviews.prefilled_grade_id is
        'The proposal that the reviewer had opened before this review: such a review is no evidence of agreement. Null for a blind one.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table reviews drop column prefilled_grade_id, drop column rated;
      alter table grades drop column rated;
      drop table prefills, calibration_thresholds;
      drop function app.rated_parts(jsonb);
    `);
  }
}
