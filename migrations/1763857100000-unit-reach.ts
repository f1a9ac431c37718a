import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Roles that reach an org unit and below instead of the whole agency, and which units those are. */
export class UnitReach1763857100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table role_assignments
        add column reach text not null default 'AGENCY' check (reach in ('UNIT', 'AGENCY')),
        add constraint role_assignments_unit_roles check (reach = 'AGENCY' or role in ('INSTRUCTOR', 'AUDITOR'));
    `);
    await runner.query(`
      create function app.reached_units(principal uuid) returns setof uuid language sql stable parallel safe rows 20
      begin atomic
        with recursive units as (
          select m.org_unit_id as id from public.members m
          where m.agency_id = app.agency_id() and m.id = principal and m.org_unit_id is not null
          -- Not "union all": a unit that was seen is not followed again, so that a circle of parents ends.
          union
          select below.id from public.org_units below join units above on below.parent_id = above.id
          where below.agency_id = app.agency_id()
        )
        select id from units;
      end;
      comment on function app.reached_units(uuid) is
        'The org unit of this member and all below it, as the rows stand now: whose members a reach of UNIT shows. None without a unit.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function app.reached_units(uuid);
      -- Without the column every role reaches the whole agency: who had less must have nothing, until an admin gives them more.
      do $$
      declare agency uuid;
      begin
        for agency in select id from control.agencies loop
          perform set_config('app.agency_id', agency::text, true);
          delete from role_assignments where reach = 'UNIT';
        end loop;
        perform set_config('app.agency_id', '', true);
      end $$;
      alter table role_assignments drop column reach;
    `);
  }
}
