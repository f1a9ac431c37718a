import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Does something to the rows of every agency: row-level security holds for the owner too. */
const inEveryAgency = (statement: string): string => `
  do $$
  declare agency uuid;
  begin
    for agency in select id from control.agencies loop
      perform set_config('app.agency_id', agency::text, true);
      ${statement}
    end loop;
    perform set_config('app.agency_id', '', true);
  end $$;`;

/** How members stand, stored for every day as it follows from what is on record, and whom something was recorded about since. */
export class Standings1763858300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table status_intervals (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        member_id uuid not null,
        mandate_code text not null check (length(mandate_code) between 1 and 100),
        adoption_id uuid not null,
        -- Local dates of the agency: from inclusive, to exclusive; null when it never ends.
        valid_from date not null,
        valid_to date check (valid_to > valid_from),
        status text not null check (status in ('NOT_APPLICABLE', 'EXEMPT', 'WAIVED', 'LAPSED', 'OVERDUE', 'IN_GRACE', 'AT_RISK',
          'DUE_SOON', 'ON_TRACK', 'PENDING_VERIFICATION', 'COMPLIANT')),
        due_on date,
        missing jsonb not null check (jsonb_typeof(missing) = 'array'),
        recorded_at timestamptz not null default now(),
        -- Null: what is known now. Else it was so known from recorded_at until then.
        superseded_at timestamptz check (superseded_at >= recorded_at),
        primary key (agency_id, id),
        foreign key (agency_id, member_id) references members (agency_id, id),
        foreign key (agency_id, adoption_id) references adopted_mandates (agency_id, id)
      );
      -- A day is counted from the index alone.
      create unique index status_intervals_current on status_intervals (agency_id, mandate_code, member_id, valid_from)
        include (valid_to, status, due_on) where superseded_at is null;
      create index status_intervals_known on status_intervals (agency_id, mandate_code, recorded_at);
      create index status_intervals_member on status_intervals (agency_id, member_id, mandate_code, recorded_at);
      select app.protect('status_intervals', 'select, insert, update (superseded_at)');

      create function app.supersede_once() returns trigger language plpgsql as $$
      begin
        raise exception 'a status interval is superseded once, and for good' using errcode = 'check_violation';
      end $$;
      create trigger supersede_once before update on status_intervals for each row
        when (old.superseded_at is not null or new.superseded_at is null) execute function app.supersede_once();

      create table stale_members (
        agency_id uuid not null,
        id uuid not null default uuidv7(),
        member_id uuid not null,
        -- Null: all that the agency has adopted.
        mandate_code text check (length(mandate_code) between 1 and 100),
        since timestamptz not null default now(),
        -- One of many: those about whom one thing was recorded go first.
        bulk boolean not null,
        -- Whose progress tells of it.
        operation_id uuid,
        primary key (agency_id, id),
        check (bulk or operation_id is null),
        foreign key (agency_id, member_id) references members (agency_id, id),
        foreign key (agency_id, operation_id) references operations (agency_id, id)
      );
      create index stale_members_waiting on stale_members (agency_id, bulk, id);
      create index stale_members_member on stale_members (agency_id, member_id);
      create index stale_members_operation on stale_members (agency_id, operation_id, id) where operation_id is not null;
      -- To skip what another worker has locked needs the right to update.
      select app.protect('stale_members', 'select, insert, update (bulk), delete');

      -- Agencies that adopted something before there was a store: all of theirs are to be evaluated.
      ${inEveryAgency(`
        if exists (select from adopted_mandates a where a.agency_id = agency) then
          insert into stale_members (agency_id, member_id, bulk)
            select m.agency_id, m.id, true from members m where m.agency_id = agency
              and (m.state <> 'LEFT' or exists (select from training_records r where r.agency_id = agency and r.trainee_id = m.id));
          insert into tasks (agency_id, name, payload, priority)
            values (agency, 'evaluate-standings-in-bulk', '{"operationId": null}', 90);
        end if;`)}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${inEveryAgency(`delete from tasks where agency_id = agency and name in ('evaluate-standings', 'evaluate-standings-in-bulk');`)}
      drop table stale_members, status_intervals;
      drop function app.supersede_once();
    `);
  }
}
