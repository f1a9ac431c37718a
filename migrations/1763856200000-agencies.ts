import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Agencies, org units, members, external ids and effective-dated facts. */
export class Agencies1763856200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Which request provisioned the agency, so that its repeat finds the same ids and another's finds none.
      alter table control.agencies
        add column admin_id uuid,
        add column operator_id uuid,
        add column provision_key text check (length(provision_key) between 1 and 200),
        add column provision_digest text;
      create unique index agencies_provision_key on control.agencies (operator_id, provision_key);
    `);
    await runner.query(`
      create table agencies (
        agency_id uuid not null,
        id uuid not null,
        name text not null check (length(name) between 1 and 200),
        timezone text not null check (length(timezone) <= 64),
        state_code text not null check (state_code ~ '^[A-Z]{2}$'),
        created_at timestamptz not null default now(),
        primary key (agency_id, id),
        check (id = agency_id)
      );
      select app.protect('agencies');

      create table org_units (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        parent_id uuid,
        name text not null check (length(name) between 1 and 200),
        kind text not null check (kind in ('DIVISION', 'PRECINCT', 'ACADEMY')),
        created_at timestamptz not null default now(),
        primary key (agency_id, id),
        foreign key (agency_id, parent_id) references org_units (agency_id, id),
        unique nulls not distinct (agency_id, parent_id, name),
        check (parent_id <> id)
      );
      select app.protect('org_units');

      create table members (
        agency_id uuid not null,
        id uuid not null,
        org_unit_id uuid,
        given_name text not null check (length(given_name) between 1 and 100),
        family_name text not null check (length(family_name) between 1 and 100),
        email text check (length(email) <= 254),
        badge_number text check (length(badge_number) between 1 and 40),
        state text not null default 'ACTIVE' check (state in ('ACTIVE', 'SUSPENDED', 'LEFT')),
        created_at timestamptz not null default now(),
        primary key (agency_id, id),
        foreign key (agency_id, id) references principals (agency_id, id),
        foreign key (agency_id, org_unit_id) references org_units (agency_id, id)
      );
      create unique index members_email on members (agency_id, lower(email));
      create index members_org_unit on members (agency_id, org_unit_id);
      select app.protect('members');

      create table external_ids (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        entity_type text not null check (length(entity_type) <= 60),
        entity_id uuid not null,
        system text not null check (length(system) between 1 and 60),
        value text not null check (length(value) between 1 and 200),
        created_at timestamptz not null default now(),
        primary key (agency_id, id),
        unique (agency_id, entity_type, system, value),
        unique (agency_id, entity_type, entity_id, system)
      );
      select app.protect('external_ids');

      create table member_facts (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        member_id uuid not null,
        fact text not null check (length(fact) between 1 and 60),
        value text not null check (length(value) between 1 and 200),
        valid_from date not null,
        valid_to date,
        created_at timestamptz not null default now(),
        primary key (agency_id, id),
        foreign key (agency_id, member_id) references members (agency_id, id),
        -- An officer may hold two licences from the same day.
        unique (agency_id, member_id, fact, value, valid_from),
        check (valid_to >= valid_from)
      );
      select app.protect('member_facts');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table member_facts, external_ids, members, org_units, agencies;
      drop index control.agencies_provision_key;
      alter table control.agencies
        drop column admin_id, drop column operator_id, drop column provision_key, drop column provision_digest;
    `);
  }
}
