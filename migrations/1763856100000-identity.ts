import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Principals, how they prove who they are, what they may do, and the one function that finds a credential's agency. */
export class Identity1763856100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table principals (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        kind text not null check (kind in ('MEMBER', 'SERVICE_ACCOUNT', 'DEVICE')),
        state text not null default 'ACTIVE' check (state in ('ACTIVE', 'SUSPENDED', 'REVOKED')),
        created_at timestamptz not null default now(),
        primary key (agency_id, id)
      );
      select app.protect('principals');

      create table credentials (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        principal_id uuid not null,
        kind text not null check (kind in ('PUBLIC_KEY', 'ENROLMENT_CODE')),
        lookup text not null check (length(lookup) <= 64),
        thumbprint text check (length(thumbprint) <= 64),
        public_jwk jsonb check (length(public_jwk::text) <= 2000),
        created_at timestamptz not null default now(),
        expires_at timestamptz,
        used_at timestamptz,
        primary key (agency_id, id),
        foreign key (agency_id, principal_id) references principals (agency_id, id),
        unique (agency_id, principal_id, thumbprint),
        -- A key is looked up by its principal, so no credential can stand in for another principal's.
        check (kind <> 'PUBLIC_KEY' or (lookup = principal_id::text and public_jwk is not null and thumbprint is not null)),
        check (kind <> 'ENROLMENT_CODE' or (public_jwk is null and thumbprint is null and expires_at is not null))
      );
      create unique index credentials_enrolment_code on credentials (agency_id, lookup) where kind = 'ENROLMENT_CODE';
      -- The resolver searches before the agency is known.
      create index credentials_lookup on credentials (lookup);
      select app.protect('credentials');

      create table role_assignments (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        principal_id uuid not null,
        role text not null check (role in ('AGENCY_ADMIN', 'INSTRUCTOR', 'TRAINEE', 'AUDITOR')),
        created_at timestamptz not null default now(),
        primary key (agency_id, id),
        foreign key (agency_id, principal_id) references principals (agency_id, id),
        unique (agency_id, principal_id, role)
      );
      select app.protect('role_assignments');

      create table service_accounts (
        agency_id uuid not null,
        id uuid not null,
        name text not null check (length(name) between 1 and 100),
        created_at timestamptz not null default now(),
        primary key (agency_id, id),
        foreign key (agency_id, id) references principals (agency_id, id),
        unique (agency_id, name)
      );
      select app.protect('service_accounts');

      create table principal_scopes (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        principal_id uuid not null,
        scope text not null check (length(scope) <= 60),
        reach text not null check (reach in ('OWN', 'AGENCY')),
        created_at timestamptz not null default now(),
        primary key (agency_id, id),
        foreign key (agency_id, principal_id) references service_accounts (agency_id, id),
        unique (agency_id, principal_id, scope)
      );
      select app.protect('principal_scopes');

      create table used_assertions (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        principal_id uuid not null,
        jti text not null check (length(jti) between 1 and 200),
        expires_at timestamptz not null,
        primary key (agency_id, id),
        foreign key (agency_id, principal_id) references principals (agency_id, id),
        unique (agency_id, principal_id, jti)
      );
      create index used_assertions_expiry on used_assertions (agency_id, principal_id, expires_at);
      select app.protect('used_assertions');
    `);
    await runner.query(`
      grant select on principals, credentials to resolver;
      create policy resolver on principals for select to resolver using (true);
      create policy resolver on credentials for select to resolver using (true);

      set local role resolver;
      create function app.resolve_credential(lookup text)
        returns table (
          agency_id uuid, principal_id uuid, credential_id uuid, kind text, public_jwk jsonb,
          expires_at timestamptz, used_at timestamptz, principal_kind text, principal_state text
        )
        language sql stable strict security definer set search_path = pg_catalog, pg_temp
        as $$
          select c.agency_id, c.principal_id, c.id, c.kind, c.public_jwk, c.expires_at, c.used_at, p.kind, p.state
          from public.credentials c
          join public.principals p on p.agency_id = c.agency_id and p.id = c.principal_id
          where c.lookup = resolve_credential.lookup
        $$;
      revoke execute on function app.resolve_credential(text) from public;
      grant execute on function app.resolve_credential(text) to app;
      comment on function app.resolve_credential(text) is
        'Finds a credential by its exact lookup before the agency is known: the only statement that reads across agencies.';
      reset role;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      set local role resolver;
      drop function app.resolve_credential(text);
      reset role;
      drop table used_assertions, principal_scopes, service_accounts, role_assignments, credentials, principals;
    `);
  }
}
