import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Enrolled devices and every record they pushed, byte for byte. */
export class EdgeSync1763856800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table devices (
        agency_id uuid not null,
        id uuid not null,
        name text not null check (length(name) between 1 and 200),
        epoch integer not null default 1 check (epoch > 0),
        state text not null default 'INVITED' check (state in ('INVITED', 'ENROLLED', 'FROZEN', 'REVOKED')),
        last_trusted_seq bigint check (last_trusted_seq >= 0),
        created_at timestamptz not null default now(),
        enrolled_at timestamptz,
        last_contact_at timestamptz,
        primary key (agency_id, id),
        foreign key (agency_id, id) references principals (agency_id, id)
      );
      select app.protect('devices');

      create table edge_records (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        device_id uuid not null,
        epoch integer not null check (epoch > 0),
        seq bigint not null check (seq > 0),
        record_id uuid not null,
        prev_hash text not null check (length(prev_hash) = 64),
        digest text not null check (length(digest) = 64),
        body text not null check (octet_length(body) <= 524288),
        status text not null check (status in ('ACCEPTED', 'QUARANTINED')),
        code text check (length(code) between 1 and 50),
        session_id uuid,
        receipt text not null,
        received_at timestamptz not null default now(),
        primary key (agency_id, id),
        check ((status = 'ACCEPTED') = (code is null)),
        check ((status = 'ACCEPTED') = (session_id is not null)),
        unique (agency_id, device_id, epoch, seq),
        -- A session comes from one record.
        unique (agency_id, session_id),
        foreign key (agency_id, device_id) references devices (agency_id, id),
        foreign key (agency_id, session_id) references scenario_sessions (agency_id, id)
      );
      select app.protect('edge_records', 'select, insert');

      create table edge_forks (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        device_id uuid not null,
        epoch integer not null check (epoch > 0),
        seq bigint not null check (seq > 0),
        record_id uuid not null,
        digest text not null check (length(digest) = 64),
        body text not null check (octet_length(body) <= 524288),
        receipt text not null,
        received_at timestamptz not null default now(),
        primary key (agency_id, id),
        unique (agency_id, device_id, epoch, seq, digest),
        foreign key (agency_id, device_id) references devices (agency_id, id)
      );
      select app.protect('edge_forks', 'select, insert');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table edge_forks, edge_records, devices');
  }
}
