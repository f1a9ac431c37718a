import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Does something to the rows of every agency: row-level security holds for the owner too. */
const inEveryAgency = (statement: string): string => `
  do $$
  declare agency uuid;
  begin
    for agency in select id from control.agencies loop
      perform set_config('app.agency_id', agency::text, true);
      ${statement}
    end loop;
    perform set_config('app.agency_id', '', true);
  end $$;`;

const ONE_GRADE = '(agency_id, session_id, rubric_version_id, grader, grader_version';

/** Long work with its progress, and the first kind of it: grading many sessions again, beside the grades that stand. */
export class Regrades1763858200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table operations (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        kind text not null check (kind ~ '^[A-Z][A-Z_]{1,49}$'),
        state text not null default 'QUEUED' check (state in ('QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED')),
        done integer not null default 0 check (done >= 0),
        failed integer not null default 0 check (failed between 0 and done),
        total integer check (total >= done),
        started_by uuid not null,
        result jsonb check (length(result::text) <= 8000),
        error text check (length(error) between 1 and 500),
        created_at timestamptz not null default now(),
        started_at timestamptz,
        ended_at timestamptz,
        primary key (agency_id, id),
        check ((state in ('DONE', 'FAILED', 'CANCELLED')) = (ended_at is not null)),
        check ((state = 'DONE') = (result is not null)),
        check ((state = 'FAILED') = (error is not null)),
        foreign key (agency_id, started_by) references principals (agency_id, id)
      );
      select app.protect('operations', 'select, insert, update (state, done, failed, total, result, error, started_at, ended_at)');

      create table regrades (
        agency_id uuid not null,
        -- That of its operation.
        id uuid not null,
        grader text not null check (grader in ('FEATURES', 'EMBEDDED', 'JUDGE')),
        model_version_id uuid,
        -- Null: each session under the rubric version that it was played for.
        rubric_version_id uuid,
        since timestamptz,
        until timestamptz,
        scenario_version_id uuid,
        org_unit_id uuid,
        only_decided boolean not null,
        note text check (length(note) between 1 and 1000),
        started_by uuid not null,
        created_at timestamptz not null default now(),
        primary key (agency_id, id),
        check ((grader = 'JUDGE') = (model_version_id is not null)),
        foreign key (agency_id, id) references operations (agency_id, id),
        foreign key (agency_id, rubric_version_id) references rubric_versions (agency_id, id),
        foreign key (agency_id, scenario_version_id) references scenario_versions (agency_id, id),
        foreign key (agency_id, org_unit_id) references org_units (agency_id, id),
        foreign key (agency_id, started_by) references principals (agency_id, id)
      );
      select app.protect('regrades', 'select, insert');

      alter table grades
        add column regrade_id uuid,
        add constraint grades_regrade foreign key (agency_id, regrade_id) references regrades (agency_id, id);
      comment on column grades.regrade_id is 'The regrade that made it: such a proposal never stands for its session. Null for all others.';
      ${this.dropOneGrade()}
      -- One proposal by a grader that stands, and one more where a regrade came before it: else that would keep it from being made.
      alter table grades add constraint grades_once unique nulls not distinct ${ONE_GRADE}, regrade_id);

      create table regrade_items (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        regrade_id uuid not null,
        session_id uuid not null,
        state text not null default 'WAITING' check (state in ('WAITING', 'HANDED_OUT', 'PROPOSED', 'FAILED')),
        failure text check (length(failure) between 1 and 50),
        grade_id uuid,
        -- What the new proposal was compared with: the decision, or else the proposal that stood.
        decision_id uuid,
        before_grade_id uuid,
        record_id uuid,
        finding text,
        record_effect text,
        severity smallint,
        comparison jsonb,
        ended_at timestamptz,
        primary key (agency_id, id),
        unique (agency_id, regrade_id, session_id),
        check ((state = 'FAILED') = (failure is not null)),
        check ((state = 'PROPOSED') = (grade_id is not null and finding is not null and record_effect is not null
          and severity is not null and comparison is not null)),
        check ((state in ('PROPOSED', 'FAILED')) = (ended_at is not null)),
        foreign key (agency_id, regrade_id) references regrades (agency_id, id),
        foreign key (agency_id, session_id) references scenario_sessions (agency_id, id),
        foreign key (agency_id, session_id, grade_id) references grades (agency_id, session_id, id),
        foreign key (agency_id, session_id, before_grade_id) references grades (agency_id, session_id, id),
        foreign key (agency_id, decision_id) references grade_decisions (agency_id, id),
        foreign key (agency_id, record_id) references training_records (agency_id, id)
      );
      create index regrade_items_open on regrade_items (agency_id, regrade_id, state, id) where state in ('WAITING', 'HANDED_OUT');
      create index regrade_items_severity on regrade_items (agency_id, regrade_id, severity desc, id) where severity > 0;
      select app.protect('regrade_items', 'select, insert, update (state, failure, grade_id, decision_id, before_grade_id, record_id,
        finding, record_effect, severity, comparison, ended_at)');

      create table regrade_referrals (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        item_id uuid not null,
        session_id uuid not null,
        reason text not null check (length(reason) between 1 and 2000),
        referred_by uuid not null,
        referred_at timestamptz not null default now(),
        primary key (agency_id, id),
        unique (agency_id, item_id),
        foreign key (agency_id, item_id) references regrade_items (agency_id, id),
        foreign key (agency_id, session_id) references scenario_sessions (agency_id, id),
        foreign key (agency_id, referred_by) references principals (agency_id, id)
      );
      select app.protect('regrade_referrals', 'select, insert');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table regrade_referrals, regrade_items;
      -- No review and no decision was ever made about one of these.
      ${inEveryAgency('delete from grades where regrade_id is not null;')}
      alter table grades drop constraint grades_once, drop constraint grades_regrade, drop column regrade_id;
      alter table grades add unique ${ONE_GRADE});
      drop table regrades, operations;
    `);
  }

  /** Its name is PostgreSQL's own, cut to what a name may have. */
  private dropOneGrade(): string {
    return `
      do $$
      declare found text;
      begin
        select conname into strict found from pg_constraint
        where conrelid = 'grades'::regclass and contype = 'u' and pg_get_constraintdef(oid) = 'UNIQUE ${ONE_GRADE})';
        execute format('alter table grades drop constraint %I', found);
      end $$;`;
  }
}
