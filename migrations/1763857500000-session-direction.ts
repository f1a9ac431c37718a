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

const endReasons = (...reasons: string[]): string => `
  alter table scenario_sessions drop constraint scenario_sessions_end_reason_check;
  alter table scenario_sessions add constraint scenario_sessions_end_reason_check
    check (end_reason in (${['COMPLETED_BY_TRAINEE', 'OUTCOME', 'TURN_LIMIT', 'EDGE_RESULT', ...reasons].map((one) => `'${one}'`).join(', ')}));`;

/** Which model plays a session, how an instructor directs it, and all the ways in which it stops. */
export class SessionDirection1763857500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table scenario_sessions
        add column model_version_id uuid,
        add column deadline timestamptz,
        add column paused_at timestamptz,
        add column end_note text check (length(end_note) between 1 and 1000),
        add column invalid_reason text check (invalid_reason in ('INSTRUCTOR', 'ENGINE_TURNS', 'NOTHING_SAID')),
        add constraint scenario_sessions_model check (model_version_id is null or engine_kind <> 'SCRIPTED');
      ${inEveryAgency(`update scenario_sessions set invalid_reason = 'INSTRUCTOR' where state = 'INVALIDATED';`)}
      alter table scenario_sessions
        add constraint scenario_sessions_invalid check ((state = 'INVALIDATED') = (invalid_reason is not null));
      ${endReasons('FORCE_EVENT', 'TIME_LIMIT', 'SAFE_WORD', 'ENDED_BY_INSTRUCTOR')}
      grant update (deadline, paused_at, end_note, invalid_reason) on scenario_sessions to app, worker;

      -- What an instructor has somebody at the scene say. It is a turn once it has its number: at once, or after the civilian's answer.
      create table session_events (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        session_id uuid not null,
        speaker text not null check (speaker in ('BYSTANDER', 'DISPATCHER')),
        text text not null check (length(text) between 1 and 4000),
        injected_by uuid not null,
        injected_at timestamptz not null default now(),
        turn_number integer,
        primary key (agency_id, id),
        foreign key (agency_id, session_id) references scenario_sessions (agency_id, id),
        foreign key (agency_id, session_id, turn_number) references turns (agency_id, session_id, number),
        foreign key (agency_id, injected_by) references members (agency_id, id)
      );
      create index session_events_session on session_events (agency_id, session_id, id);
      select app.protect('session_events', 'select, insert, update (turn_number)');

      create table session_notes (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        session_id uuid not null,
        turn_number integer not null,
        text text not null check (length(text) between 1 and 2000),
        written_by uuid not null,
        written_at timestamptz not null default now(),
        primary key (agency_id, id),
        foreign key (agency_id, session_id, turn_number) references turns (agency_id, session_id, number),
        foreign key (agency_id, written_by) references members (agency_id, id)
      );
      create index session_notes_session on session_notes (agency_id, session_id, id);
      select app.protect('session_notes', 'select, insert');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table session_notes, session_events;
      -- What the older schema cannot say, in the nearest words that it has.
      ${inEveryAgency(`update scenario_sessions set end_reason = case end_reason when 'FORCE_EVENT' then 'OUTCOME' else 'TURN_LIMIT' end
        where end_reason in ('FORCE_EVENT', 'TIME_LIMIT', 'SAFE_WORD', 'ENDED_BY_INSTRUCTOR');`)}
      ${endReasons()}
      alter table scenario_sessions drop column invalid_reason, drop column end_note, drop column paused_at, drop column deadline,
        drop column model_version_id;
    `);
  }
}
