import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Scenarios, rubrics, courses, imports, and the platform-wide packs that agencies adopt. */
export class Curricula1763856300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table library.packs (
        kind text not null check (kind in ('SCENARIO', 'RUBRIC', 'MANDATE')),
        code text not null check (length(code) between 1 and 100),
        version text not null check (length(version) between 1 and 50),
        title text not null check (length(title) between 1 and 300),
        digest text not null,
        body jsonb not null,
        published_at timestamptz not null default now(),
        primary key (kind, code, version)
      );
      grant select, insert on library.packs to librarian;
      grant select on library.packs to app, worker, backup;

      create table content_imports (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        file_name text not null check (length(file_name) between 1 and 255),
        format text not null check (length(format) between 1 and 50),
        digest text not null,
        rows integer not null check (rows >= 0),
        accepted integer not null check (accepted >= 0),
        rejected integer not null check (rejected >= 0),
        imported_by uuid not null,
        created_at timestamptz not null default now(),
        primary key (agency_id, id),
        unique (agency_id, digest)
      );
      select app.protect('content_imports', 'select, insert');

      create table import_rejections (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        import_id uuid not null,
        line integer,
        pointer text,
        reason text not null,
        primary key (agency_id, id),
        foreign key (agency_id, import_id) references content_imports (agency_id, id)
      );
      create index import_rejections_import on import_rejections (agency_id, import_id, id);
      select app.protect('import_rejections', 'select, insert');

      create table scenarios (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        code text not null check (length(code) between 1 and 100),
        title text not null check (length(title) between 1 and 300),
        created_at timestamptz not null default now(),
        primary key (agency_id, id),
        unique (agency_id, code)
      );
      select app.protect('scenarios');

      create table scenario_versions (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        scenario_id uuid not null,
        version text not null check (length(version) between 1 and 50),
        state text not null default 'DRAFT' check (state in ('DRAFT', 'PUBLISHED')),
        source text not null check (source in ('IMPORT', 'LIBRARY', 'AGENCY')),
        import_id uuid,
        body jsonb not null,
        digest text not null,
        created_at timestamptz not null default now(),
        published_at timestamptz,
        primary key (agency_id, id),
        unique (agency_id, scenario_id, version),
        foreign key (agency_id, scenario_id) references scenarios (agency_id, id),
        foreign key (agency_id, import_id) references content_imports (agency_id, id)
      );
      create index scenario_versions_import on scenario_versions (agency_id, import_id, id);
      select app.protect('scenario_versions');

      create table dialogues (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        import_id uuid not null,
        key text not null,
        title text not null check (length(title) between 1 and 300),
        situation text check (length(situation) between 1 and 4000),
        turns jsonb not null,
        curation jsonb not null,
        primary key (agency_id, id),
        foreign key (agency_id, import_id) references content_imports (agency_id, id)
      );
      create index dialogues_import on dialogues (agency_id, import_id, id);
      select app.protect('dialogues');

      create table rubrics (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        code text not null check (length(code) between 1 and 100),
        title text not null check (length(title) between 1 and 300),
        created_at timestamptz not null default now(),
        primary key (agency_id, id),
        unique (agency_id, code)
      );
      select app.protect('rubrics');

      create table rubric_versions (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        rubric_id uuid not null,
        version text not null check (length(version) between 1 and 50),
        state text not null default 'DRAFT' check (state in ('DRAFT', 'PUBLISHED')),
        source text not null check (source in ('LIBRARY', 'AGENCY')),
        body jsonb not null,
        digest text not null,
        created_at timestamptz not null default now(),
        published_at timestamptz,
        primary key (agency_id, id),
        unique (agency_id, rubric_id, version),
        foreign key (agency_id, rubric_id) references rubrics (agency_id, id)
      );
      select app.protect('rubric_versions');

      -- A published version never changes, whoever asks.
      create function app.keep_published() returns trigger language plpgsql as $$
      begin
        if old.state = 'PUBLISHED' then raise exception 'a published version never changes' using errcode = 'PA001'; end if;
        return coalesce(new, old);
      end $$;
      create trigger keep_published before update or delete on scenario_versions for each row execute function app.keep_published();
      create trigger keep_published before update or delete on rubric_versions for each row execute function app.keep_published();

      create table courses (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        code text not null check (length(code) between 1 and 100),
        title text not null check (length(title) between 1 and 300),
        created_at timestamptz not null default now(),
        primary key (agency_id, id),
        unique (agency_id, code)
      );
      select app.protect('courses');

      create table course_versions (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        course_id uuid not null,
        version integer not null check (version > 0),
        state text not null default 'DRAFT' check (state in ('DRAFT', 'APPROVED')),
        board text not null check (length(board) between 1 and 100),
        control_number text check (length(control_number) between 1 and 100),
        hours numeric(6, 2) not null check (hours > 0 and hours <= 400),
        categories text[] not null check (cardinality(categories) between 1 and 20),
        course_code text not null check (length(course_code) between 1 and 100),
        delivery text not null check (length(delivery) between 1 and 50),
        proof_engine_kinds text[] not null,
        created_at timestamptz not null default now(),
        approved_at timestamptz,
        primary key (agency_id, id),
        unique (agency_id, course_id, version),
        check (state = 'DRAFT' or control_number is not null),
        foreign key (agency_id, course_id) references courses (agency_id, id)
      );
      select app.protect('course_versions');

      create table curricula (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        title text not null check (length(title) between 1 and 300),
        created_at timestamptz not null default now(),
        primary key (agency_id, id)
      );
      select app.protect('curricula');

      create table curriculum_versions (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        curriculum_id uuid not null,
        version integer not null check (version > 0),
        state text not null default 'DRAFT' check (state in ('DRAFT', 'PUBLISHED')),
        modules jsonb not null,
        created_at timestamptz not null default now(),
        primary key (agency_id, id),
        unique (agency_id, curriculum_id, version),
        foreign key (agency_id, curriculum_id) references curricula (agency_id, id)
      );
      create trigger keep_published before update or delete on curriculum_versions for each row execute function app.keep_published();
      select app.protect('curriculum_versions');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table curriculum_versions, curricula, course_versions, courses, rubric_versions, rubrics, dialogues, scenario_versions, scenarios, import_rejections, content_imports, library.packs; drop function app.keep_published()',
    );
  }
}
