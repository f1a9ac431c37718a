import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Scenario sessions and their turns. */
export class Sessions1763856500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table scenario_sessions (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        trainee_id uuid not null,
        assignment_id uuid,
        scenario_version_id uuid not null,
        rubric_version_id uuid not null,
        mode text not null check (mode in ('PRACTICE', 'PROOF')),
        origin text not null check (origin in ('LIVE', 'EDGE')),
        state text not null default 'OPEN' check (state in ('OPEN', 'COMPLETED', 'INVALIDATED')),
        engine_kind text not null check (engine_kind in ('SCRIPTED', 'INFERENCE_SERVER', 'IN_PROCESS')),
        engine_label text not null check (length(engine_label) between 1 and 500),
        seed bigint not null check (seed >= 0),
        outcome_path text check (outcome_path in ('RESOLUTION', 'CONTAINMENT', 'ESCALATION')),
        end_reason text check (end_reason in ('COMPLETED_BY_TRAINEE', 'OUTCOME', 'TURN_LIMIT', 'EDGE_RESULT')),
        started_at timestamptz not null default now(),
        completed_at timestamptz,
        primary key (agency_id, id),
        check (mode = 'PRACTICE' or assignment_id is not null),
        check (state <> 'OPEN' or (completed_at is null and end_reason is null and outcome_path is null)),
        check (state <> 'COMPLETED' or (completed_at is not null and end_reason is not null)),
        foreign key (agency_id, trainee_id) references members (agency_id, id),
        foreign key (agency_id, assignment_id) references assignments (agency_id, id),
        foreign key (agency_id, scenario_version_id) references scenario_versions (agency_id, id),
        foreign key (agency_id, rubric_version_id) references rubric_versions (agency_id, id)
      );
      create index scenario_sessions_trainee on scenario_sessions (agency_id, trainee_id, id);
      -- A proof session is sat once per assignment.
      create unique index scenario_sessions_proof on scenario_sessions (agency_id, assignment_id)
        where mode = 'PROOF' and state <> 'INVALIDATED';
      -- What was pinned at the start stays: only the end of a session is ever written later.
      select app.protect('scenario_sessions', 'select, insert, update (state, outcome_path, end_reason, completed_at)');

      create table turns (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        session_id uuid not null,
        number integer not null check (number between 1 and 1000),
        speaker text not null check (speaker in ('OFFICER', 'CIVILIAN', 'BYSTANDER', 'DISPATCHER')),
        text text not null check (length(text) between 1 and 4000),
        client_key text check (length(client_key) between 1 and 200),
        provenance jsonb,
        created_at timestamptz not null default now(),
        primary key (agency_id, id),
        unique (agency_id, session_id, number),
        unique (agency_id, session_id, client_key),
        check (client_key is null or speaker = 'OFFICER'),
        foreign key (agency_id, session_id) references scenario_sessions (agency_id, id)
      );
      select app.protect('turns', 'select, insert');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table turns, scenario_sessions');
  }
}
