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

/** Proof sessions that waited before there was a queue, as it would have them. */
const QUEUE_WAITING = `
  insert into review_queue (agency_id, session_id, critical_fails, abstained, disagreement, place, waiting_since)
  select g.agency_id, g.session_id, least(g.critical_fails, 99), least(g.abstained, 99), 0,
    -(least(g.critical_fails, 99) * 10000 + least(g.abstained, 99) * 100), s.completed_at
  from (
    select distinct on (session_id) * from grades where agency_id = agency order by session_id, label = 'CERTIFYING' desc, id desc
  ) g
  join scenario_sessions s on s.agency_id = g.agency_id and s.id = g.session_id
  where s.mode = 'PROOF' and s.state = 'COMPLETED'
    and not exists (select from grade_decisions d where d.agency_id = agency and d.session_id = g.session_id);`;

const memberRoles = (...roles: string[]): string => `
  alter table role_assignments drop constraint role_assignments_role_check;
  alter table role_assignments add constraint role_assignments_role_check
    check (role in (${['AGENCY_ADMIN', 'INSTRUCTOR', 'TRAINEE', 'AUDITOR', ...roles].map((one) => `'${one}'`).join(', ')}));`;

/** What reviewers work with: the queue, drafts, second reviews of a sample, and reviewers from outside. */
export class ReviewWorkspace1763857900000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table reviews
        add column purpose text not null default 'CERTIFICATION' check (purpose in ('CERTIFICATION', 'OUTCOME')),
        drop constraint reviews_agency_id_session_id_reviewer_id_key,
        add constraint reviews_once unique (agency_id, session_id, purpose, reviewer_id),
        add constraint reviews_session unique (agency_id, session_id, id);

      create table review_queue (
        agency_id uuid not null,
        session_id uuid not null,
        critical_fails smallint not null check (critical_fails between 0 and 99),
        abstained smallint not null check (abstained between 0 and 99),
        disagreement smallint not null check (disagreement between 0 and 99),
        place integer not null,
        waiting_since timestamptz not null,
        claimed_by uuid,
        claimed_until timestamptz,
        first_reviewer_id uuid,
        second_due_at timestamptz,
        decided_at timestamptz,
        closed_at timestamptz,
        primary key (agency_id, session_id),
        check ((claimed_by is null) = (claimed_until is null)),
        check (second_due_at is null or first_reviewer_id is not null),
        check (closed_at is null or decided_at is not null),
        foreign key (agency_id, session_id) references scenario_sessions (agency_id, id),
        foreign key (agency_id, claimed_by) references members (agency_id, id),
        foreign key (agency_id, first_reviewer_id) references members (agency_id, id)
      );
      comment on column review_queue.place is 'The more pressing, the lower: critical fails, then what is open, then disagreement.';
      -- Where a page goes on, though its last entry was decided meanwhile: a closed row stays, and costs the order nothing.
      create index review_queue_order on review_queue (agency_id, place, waiting_since, session_id) where closed_at is null;
      select app.protect('review_queue', 'select, insert, update');
      ${inEveryAgency(QUEUE_WAITING)}

      create table review_drafts (
        agency_id uuid not null,
        session_id uuid not null,
        purpose text not null check (purpose in ('CERTIFICATION', 'OUTCOME')),
        reviewer_id uuid not null,
        content jsonb not null,
        revision integer not null check (revision > 0),
        saved_at timestamptz not null default now(),
        primary key (agency_id, session_id, purpose, reviewer_id),
        foreign key (agency_id, session_id) references scenario_sessions (agency_id, id),
        foreign key (agency_id, reviewer_id) references members (agency_id, id)
      );
      select app.protect('review_drafts');

      create table review_settings (
        agency_id uuid not null,
        second_review_percent smallint not null default 10 check (second_review_percent between 0 and 100),
        second_review_floor smallint not null default 2 check (second_review_floor between 0 and 1000),
        sample_key uuid not null default gen_random_uuid(),
        changed_at timestamptz not null default now(),
        primary key (agency_id),
        foreign key (agency_id, agency_id) references agencies (agency_id, id)
      );
      comment on column review_settings.sample_key is 'Keys the hash that picks sessions for a second review. Never shown, never changed.';
      select app.protect('review_settings', 'select, insert, update (second_review_percent, second_review_floor, changed_at)');

      create table second_reviews (
        agency_id uuid not null,
        session_id uuid not null,
        percent smallint not null check (percent between 0 and 100),
        picked_at timestamptz not null default now(),
        first_review_id uuid,
        second_review_id uuid,
        difference jsonb,
        differs boolean,
        compared_at timestamptz,
        cancelled_at timestamptz,
        primary key (agency_id, session_id),
        check (second_review_id <> first_review_id),
        check (second_review_id is null or first_review_id is not null),
        check ((second_review_id is null) = (differs is null) and (differs is null) = (compared_at is null)),
        foreign key (agency_id, session_id) references scenario_sessions (agency_id, id),
        foreign key (agency_id, session_id, first_review_id) references reviews (agency_id, session_id, id),
        foreign key (agency_id, session_id, second_review_id) references reviews (agency_id, session_id, id)
      );
      comment on column second_reviews.percent is 'The share that picked this session, in percent.';
      create index second_reviews_picked on second_reviews (agency_id, picked_at);
      create index second_reviews_differ on second_reviews (agency_id, compared_at, session_id) where differs;
      select app.protect('second_reviews',
        'select, insert, update (first_review_id, second_review_id, difference, differs, compared_at, cancelled_at)');

      ${memberRoles('EXTERNAL_REVIEWER')}
      create table external_reviewers (
        agency_id uuid not null,
        id uuid not null,
        organisation text not null check (length(organisation) between 1 and 200),
        may_sign boolean not null,
        expires_at timestamptz not null,
        invited_by uuid not null,
        invited_at timestamptz not null default now(),
        revoked_by uuid,
        revoked_at timestamptz,
        primary key (agency_id, id),
        check (expires_at > invited_at),
        check ((revoked_by is null) = (revoked_at is null)),
        foreign key (agency_id, id) references members (agency_id, id),
        foreign key (agency_id, invited_by) references members (agency_id, id),
        foreign key (agency_id, revoked_by) references members (agency_id, id)
      );
      select app.protect('external_reviewers', 'select, insert, update (revoked_by, revoked_at)');

      create table external_assignments (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        reviewer_id uuid not null,
        session_id uuid not null,
        assigned_by uuid not null,
        assigned_at timestamptz not null default now(),
        primary key (agency_id, id),
        unique (agency_id, session_id, reviewer_id),
        foreign key (agency_id, reviewer_id) references external_reviewers (agency_id, id),
        foreign key (agency_id, session_id) references scenario_sessions (agency_id, id),
        foreign key (agency_id, assigned_by) references members (agency_id, id)
      );
      create index external_assignments_reviewer on external_assignments (agency_id, reviewer_id, id);
      select app.protect('external_assignments', 'select, insert');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table external_assignments, external_reviewers, second_reviews, review_settings, review_drafts, review_queue;
      -- What the older schema cannot say is taken back: a role without a meaning, and reviews that certify nothing.
      ${inEveryAgency(`
        delete from role_assignments where role = 'EXTERNAL_REVIEWER';
        delete from reviews where purpose <> 'CERTIFICATION';`)}
      ${memberRoles()}
      alter table reviews drop constraint reviews_session, drop constraint reviews_once, drop column purpose,
        add constraint reviews_agency_id_session_id_reviewer_id_key unique (agency_id, session_id, reviewer_id);
    `);
  }
}
