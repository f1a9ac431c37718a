import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an authority did about a missed window, until it was lifted; and entries of the ledger that were used for something else. */
export class Consequences1763858450000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table consequences (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        member_id uuid not null,
        mandate_code text not null check (length(mandate_code) between 1 and 100),
        code text not null check (length(code) between 1 and 100),
        -- Local dates of the agency: a day in the missed window, and the first day on which the consequence holds.
        missed_on date not null,
        recorded_on date not null check (recorded_on >= missed_on),
        reason text not null check (length(reason) between 1 and 1000),
        recorded_by uuid not null,
        recorded_at timestamptz not null default now(),
        primary key (agency_id, id),
        foreign key (agency_id, member_id) references members (agency_id, id)
      );
      create index consequences_member on consequences (agency_id, member_id, id);
      select app.protect('consequences', 'select, insert');

      create table consequence_ends (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        consequence_id uuid not null,
        -- The first day on which it holds no more; the day on which it was to begin takes it back.
        ended_on date not null,
        reason text not null check (length(reason) between 1 and 1000),
        ended_by uuid not null,
        ended_at timestamptz not null default now(),
        primary key (agency_id, id),
        -- It ends once.
        unique (agency_id, consequence_id),
        foreign key (agency_id, consequence_id) references consequences (agency_id, id)
      );
      select app.protect('consequence_ends', 'select, insert');

      create table allocations (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        -- Of the training record.
        member_id uuid not null,
        training_record_id uuid not null,
        purpose text not null check (length(purpose) between 1 and 80),
        reason text not null check (length(reason) between 1 and 1000),
        allocated_by uuid not null,
        allocated_at timestamptz not null default now(),
        primary key (agency_id, id),
        foreign key (agency_id, member_id) references members (agency_id, id),
        foreign key (agency_id, training_record_id) references training_records (agency_id, id)
      );
      create index allocations_member on allocations (agency_id, member_id, id);
      create index allocations_record on allocations (agency_id, training_record_id);
      select app.protect('allocations', 'select, insert');

      create table allocation_releases (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        allocation_id uuid not null,
        reason text not null check (length(reason) between 1 and 1000),
        released_by uuid not null,
        released_at timestamptz not null default now(),
        primary key (agency_id, id),
        -- It is released once; to be used again it is allocated again.
        unique (agency_id, allocation_id),
        foreign key (agency_id, allocation_id) references allocations (agency_id, id)
      );
      select app.protect('allocation_releases', 'select, insert');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table allocation_releases, allocations, consequence_ends, consequences');
  }
}
