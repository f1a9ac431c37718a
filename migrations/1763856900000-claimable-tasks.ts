import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Row-level security holds for the owner too: outside of an agency there are no rows to change. */
const inEachAgency = (statement: string): string => `
  do $$
  declare agency uuid;
  begin
    for agency in select id from control.agencies loop
      perform set_config('app.agency_id', agency::text, true);
      ${statement};
    end loop;
    perform set_config('app.agency_id', '', true);
  end $$`;

/**
 * Workers claim due tasks themselves, fairly and by an index, instead of getting them assigned by a relay. Crashes are counted apart
 * from failures, and a task that waits for a person says since when. Two columns of the relay become these two, so that a way back
 * finds every column where it was.
 */
export class ClaimableTasks1763856900000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index tasks_due;
      alter table tasks rename column generation to crashes;
      alter table tasks rename column handed_at to stuck_at;
    `);
    await runner.query(
      inEachAgency(`update tasks set crashes = 0, stuck_at = case when state = 'POISON' then now() end`),
    );
    await runner.query(`
      alter table tasks
        add column claimable_at timestamptz not null generated always as (greatest(due_at, lease_until)) stored,
        add constraint tasks_stuck_since check ((state = 'POISON') = (stuck_at is not null));
      comment on column tasks.claimable_at is 'Due, and nobody holds it or whoever held it has fallen silent.';
      create index tasks_claimable on tasks (priority, agency_id, claimable_at) where state = 'READY';
      create index tasks_stuck on tasks (agency_id, id) where state = 'POISON';
      -- Rows come and go by the thousand in a table that is small in between: what is left of them would slow every claim.
      alter table tasks set (autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 1000);
      grant update (lease_until, lease_token, attempts, crashes, state, stuck_at) on tasks to relay;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      revoke update (lease_until, lease_token, attempts, state) on tasks from relay;
      alter table tasks reset (autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold);
      drop index tasks_stuck;
      drop index tasks_claimable;
      alter table tasks drop constraint tasks_stuck_since, drop column claimable_at;
    `);
    await runner.query(inEachAgency('update tasks set crashes = 0, stuck_at = null'));
    await runner.query(`
      alter table tasks rename column crashes to generation;
      alter table tasks rename column stuck_at to handed_at;
      create index tasks_due on tasks (priority, due_at) where state = 'READY';
    `);
  }
}
