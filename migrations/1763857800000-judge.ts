import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An agency's judge, which model made a grade, and what judges answered that became no part of one. */
export class Judge1763857800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table agency_models drop constraint agency_models_purpose_check;
      alter table agency_models add constraint agency_models_purpose_check check (purpose in ('PLAYER', 'JUDGE'));
      -- A judge judges or does not: half of the sessions by another measure would be graded by another measure.
      alter table agency_models add constraint agency_models_judge_check check (purpose <> 'JUDGE' or percent in (0, 100));
      -- An agency has one judge at a time.
      create unique index agency_models_one_judge on agency_models (agency_id) where purpose = 'JUDGE' and percent > 0;

      -- Null for graders that are rules. No foreign key, as in agency_models.
      alter table grades add column model_version_id uuid;
      alter table grades add constraint grades_judge_check check ((grader = 'JUDGE') = (model_version_id is not null));

      create table unusable_judgements (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        session_id uuid not null,
        rubric_version_id uuid not null,
        model_version_id uuid not null,
        grader_version text not null check (length(grader_version) between 1 and 100),
        -- Null: what is said here is said of the whole judging.
        question text check (length(question) between 1 and 100),
        sample smallint not null check (sample between 0 and 100),
        problem text not null check (problem in ('NO_ANSWER', 'NOT_OF_THE_SCHEMA', 'NOT_A_QUOTE', 'NO_EVIDENCE', 'NOT_ASKED',
          'PLAYED_BY_THE_JUDGE', 'PLAYER_UNKNOWN', 'TOO_LONG', 'NOTHING_TO_JUDGE', 'NOTHING_USABLE')),
        raw text not null check (octet_length(raw) <= 8192),
        created_at timestamptz not null default now(),
        primary key (agency_id, id),
        -- A judging that is repeated tells nothing twice.
        unique nulls not distinct (agency_id, session_id, rubric_version_id, grader_version, question, sample),
        foreign key (agency_id, session_id) references scenario_sessions (agency_id, id),
        foreign key (agency_id, rubric_version_id) references rubric_versions (agency_id, id)
      );
      select app.protect('unusable_judgements', 'select, insert');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table unusable_judgements;
      alter table grades drop column model_version_id;
      drop index agency_models_one_judge;
      -- Who was given a judge cannot be said any more. Row-level security holds for the owner too.
      do $$
      declare agency uuid;
      begin
        for agency in select id from control.agencies loop
          perform set_config('app.agency_id', agency::text, true);
          delete from agency_models where purpose = 'JUDGE';
        end loop;
        perform set_config('app.agency_id', '', true);
      end $$;
      alter table agency_models drop constraint agency_models_judge_check;
      alter table agency_models drop constraint agency_models_purpose_check;
      alter table agency_models add constraint agency_models_purpose_check check (purpose in ('PLAYER'));
    `);
  }
}
