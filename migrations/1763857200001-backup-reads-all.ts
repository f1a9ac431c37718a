import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The role `backup` reads also what belongs to no agency: without the agency list and the signing keys a restored database serves nobody. */
export class BackupReadsAll1763857200001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      grant select on all tables in schema public, control, library to backup;
      grant select on all sequences in schema public, control, library to backup;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      revoke select on control.agencies, control.operators, control.signing_keys, schema_migrations from backup;
      revoke select on all sequences in schema public, control, library from backup;
    `);
  }
}
