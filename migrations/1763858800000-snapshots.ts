import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Audit packets, documents of presentations, and evaluation snapshots with what came of reproducing them. */
export class Snapshots1763858800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table audit_packets (
        agency_id uuid not null,
        -- That of its operation.
        id uuid not null,
        presentation_id uuid,
        member_id uuid,
        mandate_code text check (length(mandate_code) between 1 and 100),
        -- With a mandate: only members there or below. Null for all.
        org_unit_id uuid,
        as_of date not null,
        started_by uuid not null,
        created_at timestamptz not null default now(),
        primary key (agency_id, id),
        check (num_nonnulls(presentation_id, member_id, mandate_code) = 1),
        check (org_unit_id is null or mandate_code is not null),
        foreign key (agency_id, id) references operations (agency_id, id),
        foreign key (agency_id, presentation_id) references presentations (agency_id, id),
        foreign key (agency_id, member_id) references members (agency_id, id),
        foreign key (agency_id, org_unit_id) references org_units (agency_id, id),
        foreign key (agency_id, started_by) references principals (agency_id, id)
      );
      select app.protect('audit_packets', 'select, insert');

      create table audit_packet_outcomes (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        packet_id uuid not null,
        pdf_blob_id uuid not null,
        zip_blob_id uuid not null,
        -- SHA-256 of the evidence, as every page has it at its foot.
        digest text not null check (digest ~ '^[0-9a-f]{64}$'),
        officers integer not null check (officers >= 0),
        ended_at timestamptz not null default now(),
        primary key (agency_id, id),
        unique (agency_id, packet_id),
        foreign key (agency_id, packet_id) references audit_packets (agency_id, id),
        foreign key (agency_id, pdf_blob_id) references blobs (agency_id, id),
        foreign key (agency_id, zip_blob_id) references blobs (agency_id, id)
      );
      select app.protect('audit_packet_outcomes', 'select, insert');

      create table presentation_documents (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        presentation_id uuid not null,
        kind text not null check (kind in ('LESSON_PLAN', 'LEARNING_OBJECTIVES', 'INSTRUCTOR_BIOGRAPHY', 'INSTRUCTOR_CERTIFICATE',
          'ASSESSMENT', 'EVALUATION', 'SIGN_IN_SHEET')),
        blob_id uuid not null,
        attached_by uuid not null,
        attached_at timestamptz not null default now(),
        primary key (agency_id, id),
        foreign key (agency_id, presentation_id) references presentations (agency_id, id),
        foreign key (agency_id, blob_id) references blobs (agency_id, id),
        foreign key (agency_id, attached_by) references principals (agency_id, id)
      );
      create index presentation_documents_presentation on presentation_documents (agency_id, presentation_id, id);
      select app.protect('presentation_documents', 'select, insert');

      create table compliance_snapshots (
        agency_id uuid not null,
        -- That of the operation that took it.
        id uuid not null,
        kind text not null check (kind in ('DASHBOARD', 'STATUS_LIST', 'MEMBER')),
        -- {mandateCodes, orgUnitId, memberId} as asked for.
        parameters jsonb not null,
        as_of date not null,
        -- What was recorded before this instant is in it.
        known_at timestamptz not null,
        -- [{code, version, digest}] of what it was judged by.
        mandates jsonb not null,
        evaluator_version text not null check (length(evaluator_version) between 1 and 40),
        members integer not null check (members >= 0),
        input_digest text not null check (input_digest ~ '^[0-9a-f]{64}$'),
        result_digest text not null check (result_digest ~ '^[0-9a-f]{64}$'),
        input_blob_id uuid not null,
        result_blob_id uuid not null,
        csv_blob_id uuid not null,
        created_by uuid not null,
        created_at timestamptz not null default now(),
        primary key (agency_id, id),
        foreign key (agency_id, id) references operations (agency_id, id),
        foreign key (agency_id, input_blob_id) references blobs (agency_id, id),
        foreign key (agency_id, result_blob_id) references blobs (agency_id, id),
        foreign key (agency_id, csv_blob_id) references blobs (agency_id, id),
        foreign key (agency_id, created_by) references principals (agency_id, id)
      );
      select app.protect('compliance_snapshots', 'select, insert');

      create table snapshot_reproductions (
        agency_id uuid not null,
        -- That of the operation that reproduced it.
        id uuid not null,
        snapshot_id uuid not null,
        evaluator_version text not null check (length(evaluator_version) between 1 and 40),
        result_digest text not null check (result_digest ~ '^[0-9a-f]{64}$'),
        -- Byte for byte.
        equal boolean not null,
        result_blob_id uuid not null,
        reproduced_by uuid not null,
        reproduced_at timestamptz not null default now(),
        primary key (agency_id, id),
        foreign key (agency_id, id) references operations (agency_id, id),
        foreign key (agency_id, snapshot_id) references compliance_snapshots (agency_id, id),
        foreign key (agency_id, result_blob_id) references blobs (agency_id, id),
        foreign key (agency_id, reproduced_by) references principals (agency_id, id)
      );
      create index snapshot_reproductions_snapshot on snapshot_reproductions (agency_id, snapshot_id, id);
      select app.protect('snapshot_reproductions', 'select, insert');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table snapshot_reproductions, compliance_snapshots, presentation_documents, audit_packet_outcomes, audit_packets',
    );
  }
}
