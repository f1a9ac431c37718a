import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What feeds the ledger besides proof sessions: attendance and outside training, with what boards count beside hours. */
export class TrainingSources1763858400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table training_records
        alter column course_version_id drop not null,
        drop constraint training_records_source_check,
        add constraint training_records_source_check check (source in ('SESSION', 'ATTENDANCE', 'OUTSIDE', 'CORRECTION')),
        add column college_credit_unit text check (length(college_credit_unit) between 1 and 60),
        add column college_credit_amount numeric(6, 2) check (college_credit_amount > 0 and college_credit_amount <= 400),
        add column test_code text check (length(test_code) between 1 and 100),
        add column test_passed boolean,
        add column credential_type text check (length(credential_type) between 1 and 100),
        add column credential_valid_to date,
        add column capacity text not null default 'STUDENT' check (capacity in ('STUDENT', 'INSTRUCTOR')),
        add column evidence text check (length(evidence) between 1 and 200),
        add constraint training_records_course check (source in ('OUTSIDE', 'CORRECTION') or course_version_id is not null),
        add constraint training_records_class check (source <> 'ATTENDANCE' or presentation_id is not null),
        add constraint training_records_outside check (source <> 'OUTSIDE' or (presentation_id is null and evidence is not null)),
        add constraint training_records_college_credit check ((college_credit_unit is null) = (college_credit_amount is null)),
        add constraint training_records_test check ((test_code is null) = (test_passed is null)),
        add constraint training_records_credential check (credential_type is not null or credential_valid_to is null);
      comment on column training_records.hours is
        'The course''s approved hours; 0 where college credit, a test or a credential is all that was earned.';

      -- A class earns its hours once, whether a proof session or the attendance did.
      drop index training_records_attendance;
      create unique index training_records_attendance on training_records (agency_id, presentation_id, trainee_id)
        where source in ('SESSION', 'ATTENDANCE');

      create table attendances (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        presentation_id uuid not null,
        trainee_id uuid not null,
        attended boolean not null,
        capacity text not null check (capacity in ('STUDENT', 'INSTRUCTOR')),
        score numeric(4, 1) check (score between 0 and 100),
        test_passed boolean,
        recorded_by uuid not null,
        recorded_at timestamptz not null default now(),
        primary key (agency_id, id),
        check (attended or (score is null and test_passed is null)),
        foreign key (agency_id, presentation_id) references presentations (agency_id, id),
        foreign key (agency_id, trainee_id) references members (agency_id, id)
      );
      create index attendances_presentation on attendances (agency_id, presentation_id, id);
      comment on table attendances is 'Lines of the attendance sheet; the last of a trainee counts.';
      select app.protect('attendances', 'select, insert');

      create table outside_training_verifications (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        record_id uuid not null,
        decision text not null check (decision in ('APPROVED', 'REJECTED')),
        reason text check (length(reason) between 1 and 1000),
        decided_by uuid not null,
        decided_at timestamptz not null default now(),
        primary key (agency_id, id),
        -- Decided once: what was rejected is entered again with better evidence.
        unique (agency_id, record_id),
        check (decision = 'APPROVED' or reason is not null),
        foreign key (agency_id, record_id) references training_records (agency_id, id)
      );
      select app.protect('outside_training_verifications', 'select, insert');

      alter table presentations
        add column seats integer check (seats between 1 and 10000),
        add column cancelled_at timestamptz,
        add column cancel_reason text check (length(cancel_reason) between 1 and 1000),
        add constraint presentations_cancelled check ((cancelled_at is null) = (cancel_reason is null));

      create table roster_corrections (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        presentation_id uuid not null,
        trainee_id uuid not null,
        change text not null check (change in ('ADDED', 'REMOVED')),
        reason text not null check (length(reason) between 1 and 1000),
        recorded_by uuid not null,
        recorded_at timestamptz not null default now(),
        primary key (agency_id, id),
        foreign key (agency_id, presentation_id) references presentations (agency_id, id),
        foreign key (agency_id, trainee_id) references members (agency_id, id)
      );
      create index roster_corrections_presentation on roster_corrections (agency_id, presentation_id, id);
      select app.protect('roster_corrections', 'select, insert');
      alter table roster_entries add column removed_at timestamptz;
      comment on column roster_entries.removed_at is
        'When the last of the roster_corrections about the trainee took them off, kept here so that a report joins one row; null while on it.';

      create table roster_requirements (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        state_id_system text check (length(state_id_system) between 1 and 60),
        request_days_before integer check (request_days_before between 1 and 365),
        set_by uuid not null,
        set_at timestamptz not null default now(),
        primary key (agency_id, id),
        foreign key (agency_id, set_by) references members (agency_id, id)
      );
      comment on table roster_requirements is 'What the board of the agency asks of a roster; the newest is in force.';
      select app.protect('roster_requirements', 'select, insert');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    // Fails over a ledger that holds what the tables before cannot: it is never thrown away.
    await runner.query(`
      drop table roster_requirements, roster_corrections, outside_training_verifications, attendances;
      alter table roster_entries drop column removed_at;
      alter table presentations drop constraint presentations_cancelled, drop column seats, drop column cancelled_at,
        drop column cancel_reason;
      drop index training_records_attendance;
      create unique index training_records_attendance on training_records (agency_id, presentation_id, trainee_id)
        where source = 'SESSION';
      alter table training_records
        drop constraint training_records_course,
        drop constraint training_records_class,
        drop constraint training_records_outside,
        drop constraint training_records_source_check,
        add constraint training_records_source_check check (source in ('SESSION', 'CORRECTION')),
        drop column college_credit_unit,
        drop column college_credit_amount,
        drop column test_code,
        drop column test_passed,
        drop column credential_type,
        drop column credential_valid_to,
        drop column capacity,
        drop column evidence,
        alter column course_version_id set not null;
      comment on column training_records.hours is null;
    `);
  }
}
