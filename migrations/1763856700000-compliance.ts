import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mandates that an agency has adopted, and the recorded decisions about its members. */
export class Compliance1763856700000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table adopted_mandates (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        code text not null check (length(code) between 1 and 100),
        version text not null check (length(version) between 1 and 50),
        digest text not null,
        body jsonb not null,
        policy jsonb not null,
        adopted_by uuid not null,
        adopted_at timestamptz not null default now(),
        primary key (agency_id, id)
      );
      -- Adopting a version again, with another policy, is a new row: the latest is in force, the earlier ones stay.
      create index adopted_mandates_version on adopted_mandates (agency_id, code, version, id);
      select app.protect('adopted_mandates', 'select, insert');

      create table exemptions (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        member_id uuid not null,
        mandate_code text not null check (length(mandate_code) between 1 and 100),
        kind text not null check (kind in ('EXEMPTION', 'WAIVER')),
        code text not null check (length(code) between 1 and 100),
        valid_from date not null,
        valid_to date check (valid_to >= valid_from),
        reason text not null check (length(reason) between 1 and 1000),
        decided_by uuid not null,
        decided_at timestamptz not null default now(),
        primary key (agency_id, id),
        foreign key (agency_id, member_id) references members (agency_id, id)
      );
      create index exemptions_member on exemptions (agency_id, member_id, mandate_code);
      select app.protect('exemptions', 'select, insert');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table exemptions, adopted_mandates');
  }
}
