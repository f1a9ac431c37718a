import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Workers claim due tasks themselves, fairly and by an index, instead of getting them assigned by a relay. Crashes are counted apart
 * from failures, and a task that waits for a person says since when.
 */
export class ClaimableTasks1763856900000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index tasks_due;
      alter table tasks
        drop column generation,
        drop column handed_at,
        add column crashes integer not null default 0,
        add column stuck_at timestamptz,
        add column claimable_at timestamptz not null generated always as (greatest(due_at, lease_until)) stored;
      comment on column tasks.claimable_at is 'Due, and nobody holds it or whoever held it has fallen silent.';
      update tasks set stuck_at = now() where state = 'POISON';
      alter table tasks add constraint tasks_stuck_since check ((state = 'POISON') = (stuck_at is not null));
      create index tasks_claimable on tasks (priority, agency_id, claimable_at) where state = 'READY';
      create index tasks_stuck on tasks (agency_id, id) where state = 'POISON';
      -- Rows come and go by the thousand in a table that is small in between: what is left of them would slow every claim.
      alter table tasks set (autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 1000);
      grant update (lease_until, lease_token, attempts, crashes, state, stuck_at) on tasks to relay;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      revoke update (lease_until, lease_token, attempts, crashes, state, stuck_at) on tasks from relay;
      alter table tasks reset (autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold);
      drop index tasks_stuck;
      drop index tasks_claimable;
      alter table tasks
        drop constraint tasks_stuck_since,
        drop column claimable_at,
        drop column stuck_at,
        drop column crashes,
        add column generation integer not null default 0,
        add column handed_at timestamptz;
      create index tasks_due on tasks (priority, due_at) where state = 'READY';
      grant update (generation, handed_at) on tasks to relay;
    `);
  }
}
