import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Exports: what was asked for, and what came of it. */
export class Exports1763858500001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table exports (
        agency_id uuid not null,
        -- That of its operation.
        id uuid not null,
        kind text not null check (kind in ('BOARD_ROSTER', 'TRANSCRIPT', 'STATUS_LIST')),
        format text not null check (format in ('CSV', 'XLSX', 'JSON')),
        layout text not null check (length(layout) between 1 and 40),
        board_id_system text not null check (length(board_id_system) between 1 and 60),
        mandate_code text check (length(mandate_code) between 1 and 100),
        -- Null: not limited to some.
        presentation_ids uuid[] check (cardinality(presentation_ids) between 1 and 500),
        member_ids uuid[] check (cardinality(member_ids) between 1 and 500),
        org_unit_id uuid,
        from_on date,
        to_on date check (to_on >= from_on),
        as_of date not null,
        allow_problems boolean not null,
        byte_order_mark boolean not null,
        started_by uuid not null,
        created_at timestamptz not null default now(),
        primary key (agency_id, id),
        foreign key (agency_id, id) references operations (agency_id, id),
        foreign key (agency_id, org_unit_id) references org_units (agency_id, id),
        foreign key (agency_id, started_by) references principals (agency_id, id)
      );
      select app.protect('exports', 'select, insert');

      -- The order in which members are read, page after page.
      create index members_names on members (agency_id, family_name, given_name, id);

      create table export_outcomes (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        export_id uuid not null,
        -- Null: there is no file, because a board would refuse it.
        blob_id uuid,
        rows integer not null check (rows >= 0),
        problem_count integer not null check (problem_count >= 0),
        blocking_count integer not null check (blocking_count between 0 and problem_count),
        -- The first of them, [{row, field, message, blocking}].
        problems jsonb not null check (jsonb_array_length(problems) <= 200),
        ended_at timestamptz not null default now(),
        primary key (agency_id, id),
        unique (agency_id, export_id),
        check (blob_id is not null or blocking_count > 0),
        foreign key (agency_id, export_id) references exports (agency_id, id),
        foreign key (agency_id, blob_id) references blobs (agency_id, id)
      );
      select app.protect('export_outcomes', 'select, insert');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index members_names; drop table export_outcomes, exports');
  }
}
