import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A task waits in a lane, and a worker claims only from lanes that it serves. The index leads with the lane: what waits in a lane
 * that nobody here serves is never walked past. A worker of the version before takes tasks of any lane, but none of those
 * versions' API adds one to another lane than `general`.
 */
export class TaskLanes1763857400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- "C": names are compared as bytes, in every claim.
      alter table tasks add column lane text collate "C" not null default 'general' check (lane ~ '^[a-z0-9][a-z0-9-]{0,62}$');
      comment on column tasks.lane is 'general, or that of the engines which the task needs.';
      drop index tasks_claimable;
      create index tasks_claimable on tasks (lane, priority, agency_id, claimable_at) where state = 'READY';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index tasks_claimable;
      alter table tasks drop column lane;
      create index tasks_claimable on tasks (priority, agency_id, claimable_at) where state = 'READY';
    `);
  }
}
