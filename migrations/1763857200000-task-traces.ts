import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which span added a task, so that the worker's spans go on with the trace of the request. Null when nothing was traced. */
export class TaskTraces1763857200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A W3C traceparent of version 00: 55 characters, and nothing that a person wrote.
      alter table tasks add column trace_context text check (trace_context ~ '^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table tasks drop column trace_context');
  }
}
