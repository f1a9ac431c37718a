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

/** Decisions of two rounds, appeals between them, and what instructors say of single turns. All of it is added and never edited. */
export class Appeals1763858000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table grade_decisions
        drop constraint grade_decisions_agency_id_session_id_key,
        add column purpose text not null default 'CERTIFICATION' check (purpose in ('CERTIFICATION', 'OUTCOME')),
        -- 0 the first decision, 1 the decision on an appeal against it: the highest is the official one.
        add column round smallint not null default 0 check (round in (0, 1)),
        add column appeal_id uuid,
        add constraint grade_decisions_appealed check ((round = 1) = (appeal_id is not null)),
        -- Two reviewers who decide at once cannot both win.
        add constraint grade_decisions_round unique (agency_id, session_id, purpose, round),
        add constraint grade_decisions_decider unique (agency_id, session_id, purpose, id, round, decided_by);

      create table appeals (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        session_id uuid not null,
        purpose text not null,
        trainee_id uuid not null,
        decision_id uuid not null,
        decision_round smallint not null default 0 check (decision_round = 0),
        -- Who decided first, and so may not decide again.
        signer_id uuid not null check (signer_id <> trainee_id),
        reason text not null check (length(reason) between 1 and 4000),
        -- What it is about, in the trainee's own words.
        points jsonb not null,
        filed_at timestamptz not null default now(),
        primary key (agency_id, id),
        -- Once for each official grade, whatever became of it.
        unique (agency_id, session_id, purpose),
        unique (agency_id, session_id, purpose, id),
        unique (agency_id, id, signer_id, trainee_id),
        foreign key (agency_id, trainee_id) references members (agency_id, id),
        foreign key (agency_id, session_id, purpose, decision_id, decision_round, signer_id)
          references grade_decisions (agency_id, session_id, purpose, id, round, decided_by)
      );
      create index appeals_trainee on appeals (agency_id, trainee_id, id);
      select app.protect('appeals', 'select, insert');

      alter table grade_decisions add constraint grade_decisions_appeal
        foreign key (agency_id, session_id, purpose, appeal_id) references appeals (agency_id, session_id, purpose, id);

      -- Which reviews were made for an appeal; the others were there before it, or had nothing to do with it.
      create table appeal_reviews (
        agency_id uuid not null,
        -- The review's own.
        id uuid not null,
        session_id uuid not null,
        purpose text not null,
        appeal_id uuid not null,
        reviewer_id uuid not null,
        signer_id uuid not null,
        trainee_id uuid not null,
        primary key (agency_id, id),
        unique (agency_id, appeal_id, reviewer_id),
        check (reviewer_id <> signer_id and reviewer_id <> trainee_id),
        foreign key (agency_id, session_id, id, reviewer_id) references reviews (agency_id, session_id, id, reviewer_id),
        foreign key (agency_id, session_id, purpose, appeal_id) references appeals (agency_id, session_id, purpose, id),
        foreign key (agency_id, appeal_id, signer_id, trainee_id) references appeals (agency_id, id, signer_id, trainee_id)
      );
      select app.protect('appeal_reviews', 'select, insert');

      create table appeal_outcomes (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        appeal_id uuid not null,
        outcome text not null check (outcome in ('UPHELD', 'CHANGED', 'INVALIDATED', 'WITHDRAWN')),
        reason text check (length(reason) between 1 and 1000),
        signer_id uuid not null,
        trainee_id uuid not null,
        ended_by uuid not null,
        ended_at timestamptz not null default now(),
        primary key (agency_id, id),
        -- It ends once: of a withdrawal and a decision at the same time one wins.
        unique (agency_id, appeal_id),
        check ((outcome = 'WITHDRAWN') = (reason is null)),
        check (case when outcome = 'WITHDRAWN' then ended_by = trainee_id else ended_by not in (signer_id, trainee_id) end),
        foreign key (agency_id, appeal_id, signer_id, trainee_id) references appeals (agency_id, id, signer_id, trainee_id),
        foreign key (agency_id, ended_by) references members (agency_id, id)
      );
      select app.protect('appeal_outcomes', 'select, insert');

      -- Within how many days a decision may be appealed against; the newest one before a decision holds for it.
      create table appeal_limits (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        days integer not null check (days between 7 and 365),
        set_by uuid not null,
        set_at timestamptz not null default now(),
        primary key (agency_id, id),
        foreign key (agency_id, set_by) references members (agency_id, id)
      );
      create index appeal_limits_newest on appeal_limits (agency_id, set_at);
      select app.protect('appeal_limits', 'select, insert');

      create table coaching_notes (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        session_id uuid not null,
        turn_number integer not null,
        kind text not null check (kind in ('PRAISE', 'TRY_INSTEAD', 'QUESTION')),
        text text not null check (length(text) between 1 and 2000),
        quote text check (length(quote) between 1 and 4000),
        suggestion text check (length(suggestion) between 1 and 1000),
        -- The note that this one replaces.
        supersedes_id uuid,
        written_by uuid not null,
        written_at timestamptz not null default now(),
        primary key (agency_id, id),
        unique (agency_id, supersedes_id),
        unique (agency_id, session_id, id, written_by),
        check (suggestion is null or kind = 'TRY_INSTEAD'),
        check (supersedes_id <> id),
        foreign key (agency_id, session_id, turn_number) references turns (agency_id, session_id, number),
        foreign key (agency_id, written_by) references members (agency_id, id),
        -- Only who wrote a note replaces it, about the same session.
        foreign key (agency_id, session_id, supersedes_id, written_by)
          references coaching_notes (agency_id, session_id, id, written_by)
      );
      create index coaching_notes_session on coaching_notes (agency_id, session_id, id);
      select app.protect('coaching_notes', 'select, insert');

      create table coaching_note_marks (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        note_id uuid not null,
        mark text not null check (mark in ('RETRACTED', 'ACKNOWLEDGED')),
        made_by uuid not null,
        made_at timestamptz not null default now(),
        primary key (agency_id, id),
        unique (agency_id, note_id, mark),
        foreign key (agency_id, note_id) references coaching_notes (agency_id, id),
        foreign key (agency_id, made_by) references members (agency_id, id)
      );
      select app.protect('coaching_note_marks', 'select, insert');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table grade_decisions drop constraint grade_decisions_appeal;
      drop table coaching_note_marks, coaching_notes, appeal_limits, appeal_outcomes, appeal_reviews, appeals;
      -- The older schema knows one decision of one kind: the official one stays.
      ${inEveryAgency(`delete from grade_decisions d where d.agency_id = agency and (d.purpose <> 'CERTIFICATION' or exists (
        select from grade_decisions later where later.agency_id = d.agency_id and later.session_id = d.session_id
          and later.purpose = d.purpose and later.round > d.round));`)}
      alter table grade_decisions
        drop constraint grade_decisions_decider,
        drop constraint grade_decisions_round,
        drop column appeal_id, drop column round, drop column purpose,
        add unique (agency_id, session_id);
    `);
  }
}
