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

const MEMBER_ROLES = "'AGENCY_ADMIN', 'INSTRUCTOR', 'TRAINEE', 'AUDITOR', 'EXTERNAL_REVIEWER'";

const OWN_UNIT = `select m.org_unit_id as id from public.members m
          where m.agency_id = app.agency_id() and m.id = principal and m.org_unit_id is not null`;

const GRANTED_UNITS = `select u.org_unit_id from public.auditor_units u
          join public.auditor_grants g on g.agency_id = u.agency_id and g.id = u.grant_id
          where u.agency_id = app.agency_id() and u.grant_id = principal and g.revoked_at is null and g.expires_at > now()`;

const reachedUnits = (...roots: string[]): string => `
      create or replace function app.reached_units(principal uuid) returns setof uuid language sql stable parallel safe rows 20
      begin atomic
        with recursive units as (
          (${roots.join('\n          union all\n          ')})
          -- Not "union all": a unit that was seen is not followed again, so that a circle of parents ends.
          union
          select below.id from public.org_units below join units above on below.parent_id = above.id
          where below.agency_id = app.agency_id()
        )
        select id from units;
      end;`;

/** State auditors: principals for a time, what each is shown, what they read; and who looked at whose record. */
export class Auditors1763858700000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table principals drop constraint principals_kind_check;
      alter table principals add constraint principals_kind_check
        check (kind in ('MEMBER', 'SERVICE_ACCOUNT', 'DEVICE', 'STATE_AUDITOR'));
      alter table credentials drop constraint credentials_kind_check;
      alter table credentials add constraint credentials_kind_check
        check (kind in ('PUBLIC_KEY', 'ENROLMENT_CODE', 'AUDITOR_TOKEN'));
      alter table credentials add constraint credentials_auditor_token
        check (kind <> 'AUDITOR_TOKEN' or (public_jwk is null and thumbprint is null and expires_at is not null));
      create unique index credentials_auditor_token_lookup on credentials (agency_id, lookup) where kind = 'AUDITOR_TOKEN';
      alter table role_assignments drop constraint role_assignments_role_check;
      alter table role_assignments add constraint role_assignments_role_check check (role in (${MEMBER_ROLES}, 'STATE_AUDITOR'));
      alter table role_assignments drop constraint role_assignments_unit_roles;
      alter table role_assignments add constraint role_assignments_unit_roles
        check (reach = 'AGENCY' or role in ('INSTRUCTOR', 'AUDITOR', 'STATE_AUDITOR'));

      create table auditor_grants (
        agency_id uuid not null,
        -- The principal's own.
        id uuid not null,
        name text not null check (length(name) between 1 and 200),
        email text not null check (length(email) between 3 and 254),
        organisation text not null check (length(organisation) between 1 and 200),
        mandate_codes text[] not null check (cardinality(mandate_codes) between 1 and 50 and length(mandate_codes::text) <= 6000),
        -- The system of external ids by which the board knows members.
        id_system text check (length(id_system) between 1 and 50),
        records_from date not null,
        records_to date check (records_to >= records_from),
        granted_by uuid not null,
        granted_at timestamptz not null default now(),
        expires_at timestamptz not null check (expires_at > granted_at and expires_at <= granted_at + interval '90 days'),
        revoked_by uuid,
        revoked_at timestamptz,
        primary key (agency_id, id),
        check ((revoked_by is null) = (revoked_at is null)),
        foreign key (agency_id, id) references principals (agency_id, id),
        foreign key (agency_id, granted_by) references members (agency_id, id),
        foreign key (agency_id, revoked_by) references members (agency_id, id)
      );
      select app.protect('auditor_grants', 'select, insert, update (revoked_by, revoked_at)');

      -- The org units whose members are shown, with all below them; a grant without any shows the whole agency.
      create table auditor_units (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        grant_id uuid not null,
        org_unit_id uuid not null,
        primary key (agency_id, id),
        unique (agency_id, grant_id, org_unit_id),
        foreign key (agency_id, grant_id) references auditor_grants (agency_id, id),
        foreign key (agency_id, org_unit_id) references org_units (agency_id, id)
      );
      select app.protect('auditor_units', 'select, insert');

      -- Each request of a state auditor, answered or refused.
      create table auditor_accesses (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        principal_id uuid not null,
        at timestamptz not null default now(),
        operation_name text check (length(operation_name) <= 200),
        fields text[] not null check (cardinality(fields) <= 50 and length(fields::text) <= 6000),
        outcome text not null check (length(outcome) <= 50),
        members_seen integer not null check (members_seen >= 0),
        request_id text not null check (length(request_id) <= 100),
        primary key (agency_id, id),
        foreign key (agency_id, principal_id) references principals (agency_id, id)
      );
      create index auditor_accesses_principal on auditor_accesses (agency_id, principal_id, id);
      select app.protect('auditor_accesses', 'select, insert');

      create table record_views (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        member_id uuid not null,
        viewer_id uuid not null,
        viewer_kind text not null check (length(viewer_kind) <= 30),
        viewed_at timestamptz not null default now(),
        what text not null check (length(what) <= 30),
        on_list boolean not null,
        -- Of a member's list: the day in UTC. They count once a day.
        listed_on date,
        access_id uuid,
        request_id text not null check (length(request_id) <= 100),
        primary key (agency_id, id),
        check (listed_on is null or on_list),
        foreign key (agency_id, member_id) references members (agency_id, id),
        foreign key (agency_id, access_id) references auditor_accesses (agency_id, id)
      );
      create index record_views_member on record_views (agency_id, member_id, id);
      create index record_views_access on record_views (agency_id, access_id, id) where access_id is not null;
      create unique index record_views_listed on record_views (agency_id, viewer_id, member_id, what, listed_on)
        where listed_on is not null;
      select app.protect('record_views', 'select, insert');
    `);
    await runner.query(reachedUnits(OWN_UNIT, GRANTED_UNITS));
    await runner.query(`
      comment on function app.reached_units(uuid) is
        'The org unit of this member, or the units shown to this state auditor, and all below, as the rows stand now: whose members a reach of UNIT shows.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(reachedUnits(OWN_UNIT));
    await runner.query(`
      comment on function app.reached_units(uuid) is
        'The org unit of this member and all below it, as the rows stand now: whose members a reach of UNIT shows. None without a unit.';
      drop table record_views, auditor_accesses, auditor_units, auditor_grants;
      -- The older schema knows no such principal: nobody may go on as one.
      ${inEveryAgency(`
        delete from credentials where agency_id = agency and kind = 'AUDITOR_TOKEN';
        delete from role_assignments where agency_id = agency and role = 'STATE_AUDITOR';
        delete from principals where agency_id = agency and kind = 'STATE_AUDITOR';`)}
      alter table role_assignments drop constraint role_assignments_unit_roles;
      alter table role_assignments add constraint role_assignments_unit_roles check (reach = 'AGENCY' or role in ('INSTRUCTOR', 'AUDITOR'));
      alter table role_assignments drop constraint role_assignments_role_check;
      alter table role_assignments add constraint role_assignments_role_check check (role in (${MEMBER_ROLES}));
      drop index credentials_auditor_token_lookup;
      alter table credentials drop constraint credentials_auditor_token;
      alter table credentials drop constraint credentials_kind_check;
      alter table credentials add constraint credentials_kind_check check (kind in ('PUBLIC_KEY', 'ENROLMENT_CODE'));
      alter table principals drop constraint principals_kind_check;
      alter table principals add constraint principals_kind_check check (kind in ('MEMBER', 'SERVICE_ACCOUNT', 'DEVICE'));
    `);
  }
}
