import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Cohorts, presentations with their rosters, assignments, and the ledger of training records. */
export class Trainees1763856400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table cohorts (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        name text not null check (length(name) between 1 and 200),
        curriculum_version_id uuid,
        created_at timestamptz not null default now(),
        primary key (agency_id, id),
        unique (agency_id, name),
        foreign key (agency_id, curriculum_version_id) references curriculum_versions (agency_id, id)
      );
      select app.protect('cohorts');

      create table enrolments (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        cohort_id uuid not null,
        trainee_id uuid not null,
        state text not null default 'ENROLLED' check (state in ('ENROLLED', 'WITHDRAWN')),
        created_at timestamptz not null default now(),
        primary key (agency_id, id),
        unique (agency_id, cohort_id, trainee_id),
        foreign key (agency_id, cohort_id) references cohorts (agency_id, id),
        foreign key (agency_id, trainee_id) references members (agency_id, id)
      );
      select app.protect('enrolments');

      create table presentations (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        course_version_id uuid not null,
        instructor_id uuid not null,
        starts_on date not null,
        ends_on date not null check (ends_on >= starts_on),
        location text not null check (length(location) between 1 and 200),
        roster_state text not null default 'DRAFT'
          check (roster_state in ('DRAFT', 'SUBMITTED', 'PENDING', 'APPROVED', 'REJECTED', 'CORRECTED')),
        created_at timestamptz not null default now(),
        primary key (agency_id, id),
        foreign key (agency_id, course_version_id) references course_versions (agency_id, id),
        foreign key (agency_id, instructor_id) references members (agency_id, id)
      );
      create index presentations_start on presentations (agency_id, starts_on, id);
      select app.protect('presentations');

      create table roster_states (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        presentation_id uuid not null,
        state text not null
          check (state in ('DRAFT', 'SUBMITTED', 'PENDING', 'APPROVED', 'REJECTED', 'CORRECTED')),
        reason text check (length(reason) <= 1000),
        check (reason is not null or state not in ('REJECTED', 'CORRECTED')),
        decided_by uuid not null,
        decided_at timestamptz not null default now(),
        primary key (agency_id, id),
        foreign key (agency_id, presentation_id) references presentations (agency_id, id)
      );
      create index roster_states_presentation on roster_states (agency_id, presentation_id, id);
      select app.protect('roster_states', 'select, insert');

      create table roster_entries (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        presentation_id uuid not null,
        trainee_id uuid not null,
        created_at timestamptz not null default now(),
        primary key (agency_id, id),
        unique (agency_id, presentation_id, trainee_id),
        foreign key (agency_id, presentation_id) references presentations (agency_id, id),
        foreign key (agency_id, trainee_id) references members (agency_id, id)
      );
      select app.protect('roster_entries');

      create table assignments (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        trainee_id uuid not null,
        cohort_id uuid,
        presentation_id uuid,
        scenario_version_id uuid not null,
        rubric_version_id uuid not null,
        mode text not null check (mode in ('PRACTICE', 'PROOF')),
        -- The device that may take it offline; null for a session played live.
        device_id uuid,
        due_on date,
        assigned_by uuid not null,
        created_at timestamptz not null default now(),
        primary key (agency_id, id),
        check (mode = 'PRACTICE' or presentation_id is not null),
        foreign key (agency_id, trainee_id) references members (agency_id, id),
        foreign key (agency_id, cohort_id) references cohorts (agency_id, id),
        foreign key (agency_id, presentation_id) references presentations (agency_id, id),
        foreign key (agency_id, scenario_version_id) references scenario_versions (agency_id, id),
        foreign key (agency_id, rubric_version_id) references rubric_versions (agency_id, id),
        foreign key (agency_id, device_id) references principals (agency_id, id)
      );
      create index assignments_device on assignments (agency_id, device_id, id) where device_id is not null;
      create index assignments_trainee on assignments (agency_id, trainee_id, id);
      select app.protect('assignments');

      create table training_records (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        trainee_id uuid not null,
        course_version_id uuid not null,
        presentation_id uuid,
        hours numeric(6, 2) not null check (hours >= 0 and hours <= 400),
        categories text[] not null,
        course_code text not null,
        delivery text not null,
        provider text not null check (length(provider) between 1 and 200),
        completed_on date not null,
        score numeric(4, 1) check (score between 0 and 100),
        source text not null check (source in ('SESSION', 'CORRECTION')),
        source_id uuid not null,
        corrects_id uuid,
        -- Why the entry that it replaces was wrong.
        reason text check (length(reason) between 1 and 1000),
        recorded_by uuid not null,
        recorded_at timestamptz not null default now(),
        primary key (agency_id, id),
        -- One session earns one entry, however often its signing is repeated.
        unique (agency_id, source, source_id),
        check (source <> 'SESSION' or presentation_id is not null),
        check ((source = 'CORRECTION') = (corrects_id is not null)),
        check ((source = 'CORRECTION') = (reason is not null)),
        -- With the unique key: an entry is corrected once, and after that its correction is.
        check (source <> 'CORRECTION' or source_id = corrects_id),
        foreign key (agency_id, trainee_id) references members (agency_id, id),
        foreign key (agency_id, course_version_id) references course_versions (agency_id, id),
        foreign key (agency_id, presentation_id) references presentations (agency_id, id),
        foreign key (agency_id, corrects_id) references training_records (agency_id, id)
      );
      -- A second proof session of the same class does not earn its hours again.
      create unique index training_records_attendance on training_records (agency_id, presentation_id, trainee_id)
        where source = 'SESSION';
      create index training_records_trainee on training_records (agency_id, trainee_id, completed_on, id);
      select app.protect('training_records', 'select, insert');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table training_records, assignments, roster_entries, roster_states, presentations, enrolments, cohorts',
    );
  }
}
