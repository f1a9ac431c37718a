import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What reports page and count by. */
export class ReportIndexes1763858900000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A page of statuses is read in its own order, without sorting everybody in service.
      create index members_by_name on members (agency_id, family_name, given_name, id) where state <> 'LEFT';
      -- What was earned in a class; the index of attendances leaves corrections out.
      create index training_records_presentation on training_records (agency_id, presentation_id) where presentation_id is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index training_records_presentation, members_by_name');
  }
}
