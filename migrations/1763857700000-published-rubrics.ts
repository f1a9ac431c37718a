import type { MigrationInterface, QueryRunner } from 'typeorm';

const USERS = ['assignments', 'scenario_sessions', 'grades'];

/**
 * Nobody is assigned, plays or is graded by a draft, which may still change. What is published never does: so what was used once stays as it
 * was used, whoever asks and whatever a use case forgets to check.
 */
export class PublishedRubrics1763857700000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function app.use_published_rubric() returns trigger language plpgsql as $$
      begin
        if not exists (select 1 from rubric_versions v
          where v.agency_id = new.agency_id and v.id = new.rubric_version_id and v.state = 'PUBLISHED')
        then raise exception 'only a published rubric version may be used' using errcode = 'PA002'; end if;
        return new;
      end $$;
      ${USERS.map(
        (table) => `create trigger use_published_rubric before insert or update of rubric_version_id on ${table}
          for each row execute function app.use_published_rubric();`,
      ).join('\n')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${USERS.map((table) => `drop trigger use_published_rubric on ${table};`).join('\n')}
      drop function app.use_published_rubric();
    `);
  }
}
