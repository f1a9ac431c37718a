import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mandates that an agency writes for itself: one draft of each at a time, and the versions it has published, which never change. */
export class AgencyPolicies1763858600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table agency_mandates (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        code text not null check (length(code) between 5 and 80 and code like 'OWN-%'),
        version text not null check (version ~ '^[0-9]{1,4}[.][0-9]{1,4}[.][0-9]{1,4}$'),
        state text not null default 'DRAFT' check (state in ('DRAFT', 'PUBLISHED')),
        body jsonb not null,
        digest text not null check (length(digest) = 64),
        saved_by uuid not null,
        saved_at timestamptz not null default now(),
        created_at timestamptz not null default now(),
        published_by uuid,
        published_at timestamptz,
        primary key (agency_id, id),
        unique (agency_id, code, version),
        check ((state = 'PUBLISHED') = (published_at is not null)),
        check ((state = 'PUBLISHED') = (published_by is not null))
      );
      -- Two drafts of one mandate would be two futures of it.
      create unique index agency_mandates_draft on agency_mandates (agency_id, code) where state = 'DRAFT';
      create trigger keep_published before update or delete on agency_mandates for each row execute function app.keep_published();
      select app.protect('agency_mandates', 'select, insert, update');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table agency_mandates');
  }
}
