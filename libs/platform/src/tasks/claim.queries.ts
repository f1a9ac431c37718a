/** A task whose workers died this often without giving it back is not tried again: the next would die of it too. */
export const MOST_CRASHES = 3;

/**
 * Chooses, leases and returns one task. $1: its lane. $2: the least urgent priority wanted. $3, $4 and $5: windows of agencies in the
 * order in which each priority asks them; priority null is for those not in $6. $7: seconds of the lease. $8: seconds since it was added, at least.
 *
 * Within a priority the agencies take turns, so one agency's million cannot delay another's one. The index tasks_claimable has the order
 * of a window; PostgreSQL (18 and later) skips in it from agency to agency past all that is not due. A lease that is still set has run
 * out: its worker crashed.
 */
export const CLAIM = `
  with recursive level as (
    (select priority from tasks where state = 'READY' and lane = $1 and priority <= $2 order by priority limit 1)
    union all
    (select following.priority from level, lateral (
       select priority from tasks where state = 'READY' and lane = $1 and priority > level.priority and priority <= $2
       order by priority limit 1) following)
  ), chosen as materialized (
    select due.agency_id, due.id
    from level
    cross join lateral (
      select w.first, w.last from unnest($3::smallint[], $4::uuid[], $5::uuid[]) w(priority, first, last)
      where w.priority is not distinct from case when level.priority = any($6::smallint[]) then level.priority end
      -- Keeps the planner from walking the windows first and the priorities for each of them.
      offset 0
    ) part
    cross join lateral (
      select agency_id, id from tasks
      where state = 'READY' and lane = $1 and priority = level.priority and agency_id >= part.first and agency_id <= part.last
        and claimable_at <= now() and ($8 = 0 or created_at <= now() - make_interval(secs => $8))
      order by agency_id, claimable_at limit 1
      for update skip locked
    ) due
    limit 1
  )
  update tasks t set
    lease_token = t.lease_token + 1,
    crashes = t.crashes + (t.lease_until is not null)::int,
    attempts = t.attempts + case when poisoned then 0 else 1 end,
    lease_until = case when poisoned then null else now() + make_interval(secs => $7) end,
    state = case when poisoned then 'POISON' else 'READY' end,
    stuck_at = case when poisoned then now() end
  from chosen c
  where t.agency_id = c.agency_id and t.id = c.id
  returning t.agency_id as "agencyId", t.id as "taskId", t.lane, t.name, t.payload, t.priority, t.lease_token as token, t.attempts as attempt, t.state,
    t.trace_context as traceparent`.replaceAll(
  'poisoned',
  `t.lease_until is not null and t.crashes + 1 >= ${MOST_CRASHES}`,
);

/** Prolongs the leases that still bear the caller's token. $1 agencies, $2 tasks, $3 tokens, $4 seconds. */
export const EXTEND = `
  update tasks t set lease_until = now() + make_interval(secs => $4)
  from unnest($1::uuid[], $2::uuid[], $3::bigint[]) h(agency_id, id, token)
  where t.agency_id = h.agency_id and t.id = h.id and t.lease_token = h.token and t.state = 'READY'
  returning t.id, t.lease_token as token`;
