import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files that were made for an agency: what they are and who asked for them. Their bytes are outside the database. */
export class Blobs1763858500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table blobs (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        digest text not null check (digest ~ '^[0-9a-f]{64}$'),
        bytes bigint not null check (bytes >= 0),
        media_type text not null check (media_type ~ '^[ -~]{3,100}$'),
        file_name text not null check (length(file_name) between 1 and 200),
        purpose text not null check (purpose ~ '^[A-Z][A-Z_]{1,49}$'),
        created_by uuid not null,
        created_at timestamptz not null default now(),
        expires_at timestamptz,
        -- The content is gone; the row still says what there was.
        removed_at timestamptz,
        primary key (agency_id, id),
        foreign key (agency_id, created_by) references principals (agency_id, id)
      );
      create index blobs_digest on blobs (agency_id, digest) where removed_at is null;
      create index blobs_expiry on blobs (agency_id, expires_at) where removed_at is null and expires_at is not null;
      select app.protect('blobs', 'select, insert, update (removed_at)');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table blobs');
  }
}
