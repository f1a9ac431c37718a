import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Schemas, the agency of a transaction, `app.protect`, and the tables of platform. Roles are made by `cli provision`, never
 * here: a migration has no right to make them.
 */
export class Platform1763856000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create schema app;
      create schema control;
      create schema library;
      revoke create on schema public from public;
      grant usage on schema public, app, control, library to app, worker, operator, librarian, relay, retention, backup, resolver;
      -- The resolver owns one function in schema app; migrations replace it under SET ROLE resolver.
      grant create on schema app to resolver;

      create function app.agency_id() returns uuid language sql stable parallel safe
        return nullif(current_setting('app.agency_id', true), '')::uuid;
      comment on function app.agency_id() is 'The agency of this transaction, or null: a row is visible only to its own agency.';

      create function app.protect(t regclass, privileges text default 'select, insert, update, delete') returns void
      language plpgsql as $$
      begin
        execute format('alter table %s enable row level security', t);
        execute format('alter table %s force row level security', t);
        execute format(
          'create policy agency on %s using (agency_id = app.agency_id()) with check (agency_id = app.agency_id())', t);
        execute format('grant %s on %s to app, worker', privileges, t);
        execute format('grant select on %s to backup', t);
      end $$;
      revoke execute on function app.protect(regclass, text) from public;
      comment on function app.protect(regclass, text) is
        'Ends every table migration: row-level security forced on owner and all, and the privileges the applications get.';
    `);
    await runner.query(`
      create table tasks (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        name text not null check (length(name) <= 100),
        payload jsonb not null,
        priority smallint not null,
        state text not null default 'READY' check (state in ('READY', 'POISON')),
        due_at timestamptz not null default now(),
        created_at timestamptz not null default now(),
        generation integer not null default 0,
        handed_at timestamptz,
        lease_until timestamptz,
        lease_token bigint not null default 0,
        attempts integer not null default 0,
        last_error text,
        primary key (agency_id, id)
      );
      create index tasks_due on tasks (priority, due_at) where state = 'READY';
      select app.protect('tasks');
      create policy relay on tasks to relay using (true) with check (true);
      grant select, update (generation, handed_at) on tasks to relay;

      create table idempotency_keys (
        agency_id uuid not null,
        principal_id uuid not null,
        key text not null check (length(key) between 1 and 200),
        mutation text not null,
        input_digest text not null,
        result jsonb,
        created_at timestamptz not null default now(),
        primary key (agency_id, principal_id, key)
      );
      select app.protect('idempotency_keys');

      create table audit_entries (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        at timestamptz not null default now(),
        principal_id uuid not null,
        principal_kind text not null,
        action text not null,
        entity_type text not null,
        entity_id uuid not null,
        details jsonb not null default '{}',
        request_id text not null,
        primary key (agency_id, id)
      );
      create index audit_entries_entity on audit_entries (agency_id, entity_type, entity_id, id);
      select app.protect('audit_entries', 'select, insert');
    `);
    await runner.query(`
      create table control.agencies (
        id uuid primary key,
        slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{1,62}$'),
        created_at timestamptz not null default now()
      );
      create table control.operators (
        id uuid primary key default uuidv7(),
        name text not null unique,
        created_at timestamptz not null default now()
      );
      create table control.signing_keys (
        kid text primary key,
        purpose text not null check (purpose in ('ACCESS_TOKEN', 'RECEIPT', 'DEVICE_NONCE', 'TICKET')),
        public_jwk jsonb not null,
        private_sealed text not null,
        created_at timestamptz not null default now(),
        retired_at timestamptz
      );
      grant select, insert, update on control.agencies, control.operators, control.signing_keys to operator;
      grant select on control.operators, control.signing_keys, control.agencies to app, worker;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table control.signing_keys, control.operators, control.agencies, audit_entries, idempotency_keys, tasks;
      drop function app.protect(regclass, text);
      drop function app.agency_id();
      drop schema library;
      drop schema control;
      drop schema app;
      revoke usage on schema public from app, worker, operator, librarian, relay, retention, backup, resolver;
    `);
  }
}
