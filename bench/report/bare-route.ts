import fastify from 'fastify';
import { VerifiedTokens } from '#identity';
import { decodeCursor, encodeCursor, openDataSource, SigningKeys, toGlobalId } from '#platform';
import pg from 'pg';

/**
 * What somebody would write by hand for these two questions alone: the same check of the token, one transaction with the agency in it, the
 * SQL without any filter that nobody set, the same JSON; no GraphQL and no Nest.
 */
const environment = process.env as Record<string, string>;
const pool = new pg.Pool({ connectionString: environment.PARLEY_DATABASE_URL, max: 10 });
const keySource = await openDataSource({
  url: environment.PARLEY_DATABASE_URL!,
  entities: [],
  poolSize: 1,
  name: 'bare',
});
const tokens = new VerifiedTokens(
  new SigningKeys(keySource, environment.PARLEY_MASTER_KEY!),
  environment.PARLEY_ISSUER!,
);

const SCOPES = `select r.role from role_assignments r join principals p on p.agency_id = r.agency_id and p.id = r.principal_id
  where r.agency_id = $1 and r.principal_id = $2 and p.state = 'ACTIVE'`;

const MOMENT = `select (now() at time zone a.timezone)::date::text as "asOf",
    (select count(distinct s.member_id)::int from stale_members s where s.agency_id = $1) as waiting
  from agencies a where a.agency_id = $1 and a.id = $1`;
const IN_FORCE = `select distinct on (a.code) a.id, a.code, a.version, a.body ->> 'title' as title from adopted_mandates a
  where a.agency_id = $1 and coalesce((a.body ->> 'effectiveFrom')::date <= $2::date, true)
    and coalesce((a.body ->> 'effectiveTo')::date >= $2::date, true)
  order by a.code, a.id desc`;
const HOLDING = `s.agency_id = $1 and s.superseded_at is null and s.valid_from <= $2::date and (s.valid_to is null or s.valid_to > $2::date)`;
const COUNTS = `select s.mandate_code as "mandateCode", s.status, u.id as "unitId", u.name as "unitName", count(*)::int as members
  from status_intervals s join members m on m.agency_id = s.agency_id and m.id = s.member_id and m.state <> 'LEFT'
    left join org_units u on u.agency_id = m.agency_id and u.id = m.org_unit_id
  where ${HOLDING} group by 1, 2, 3, 4 order by 1, u.name, u.id, 2`;
const STATUSES = `select p.*, since.since::text, next."nextChangeOn"::text, next."nextStatus" from (
    select m.id as "memberId", m.family_name as "familyName", m.given_name as "givenName", m.org_unit_id as "orgUnitId",
      s.mandate_code as "mandateCode", s.adoption_id as "adoptionId", s.status, s.valid_from as "validFrom", s.due_on::text as "dueOn", s.missing
    from members m join status_intervals s on s.agency_id = m.agency_id and s.member_id = m.id
    where m.agency_id = $1 and m.state <> 'LEFT' and ${HOLDING}
      and ($3::text is null or (m.family_name, m.given_name, m.id) >= ($3, $4::text, $5::uuid)
        and (m.family_name, m.given_name, m.id, s.mandate_code) > ($3, $4, $5, $6::text))
    order by m.family_name, m.given_name, m.id, s.mandate_code limit $7) p
  cross join lateral (select coalesce(max(s.valid_to) filter (where s.status <> p.status), min(s.valid_from)) as since from status_intervals s
    where s.agency_id = $1 and s.mandate_code = p."mandateCode" and s.member_id = p."memberId" and s.superseded_at is null
      and s.valid_from <= p."validFrom") since
  left join lateral (select s.valid_from as "nextChangeOn", s.status as "nextStatus" from status_intervals s
    where s.agency_id = $1 and s.mandate_code = p."mandateCode" and s.member_id = p."memberId" and s.superseded_at is null
      and s.valid_from > p."validFrom" and s.status <> p.status order by s.valid_from limit 1) next on true
  order by p."familyName", p."givenName", p."memberId", p."mandateCode"`;

const ORDER = ['LAPSED', 'OVERDUE', 'IN_GRACE', 'AT_RISK', 'DUE_SOON', 'ON_TRACK', 'PENDING_VERIFICATION', 'COMPLIANT'];

interface Moment {
  asOf: string;
  waiting: number;
}
interface Mandate {
  id: string;
  code: string;
  version: string;
  title: string;
}
interface Count {
  mandateCode: string;
  status: string;
  unitId: string | null;
  unitName: string;
  members: number;
}
interface Status {
  memberId: string;
  familyName: string;
  givenName: string;
  orgUnitId: string | null;
  mandateCode: string;
  adoptionId: string;
  status: string;
  since: string;
  dueOn: string | null;
  nextChangeOn: string | null;
  nextStatus: string | null;
  missing: { nodeId: string; label: string; short: number; unit: string }[];
}

const known = new Map<string, { until: number; roles: string[] }>();

async function inAgency<T>(agencyId: string, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query(
      `begin isolation level repeatable read read only; select set_config('app.agency_id', '${agencyId}', true); savepoint s`,
    );
    const result = await work(client);
    await client.query('rollback');
    return result;
  } finally {
    client.release();
  }
}

async function rolesOf(agencyId: string, principalId: string): Promise<string[]> {
  const cached = known.get(principalId);
  if (cached && cached.until > Date.now()) return cached.roles;
  const rows = await inAgency(agencyId, (client) => client.query<{ role: string }>(SCOPES, [agencyId, principalId]));
  const roles = rows.rows.map(({ role }) => role);
  known.set(principalId, { until: Date.now() + 30_000, roles });
  return roles;
}

const counted = (rows: readonly Count[]) =>
  ORDER.flatMap((status) => {
    const members = rows.filter((row) => row.status === status).reduce((sum, row) => sum + row.members, 0);
    return members > 0 ? [{ status, members }] : [];
  });

function unitsOf(rows: readonly Count[]) {
  const ids = [...new Set(rows.flatMap((row) => row.unitId ?? []))];
  return ids.map((unitId) => {
    const own = rows.filter((row) => row.unitId === unitId);
    return { orgUnitId: toGlobalId('OrgUnit', unitId), name: own[0]!.unitName, counts: counted(own) };
  });
}

async function dashboard(agencyId: string) {
  return inAgency(agencyId, async (client) => {
    const [freshness] = (await client.query<Moment>(MOMENT, [agencyId])).rows;
    const mandates = (await client.query<Mandate>(IN_FORCE, [agencyId, freshness!.asOf])).rows;
    const counts = (await client.query<Count>(COUNTS, [agencyId, freshness!.asOf])).rows;
    return {
      complianceDashboard: {
        freshness,
        mandates: mandates.map(({ id: _, ...mandate }) => {
          const own = counts.filter((row) => row.mandateCode === mandate.code);
          const members = own.reduce((sum, row) => sum + row.members, 0);
          return { mandate, members, counts: counted(own), orgUnits: unitsOf(own) };
        }),
      },
    };
  });
}

async function statuses(agencyId: string, { first, after }: { first: number; after?: string }) {
  const keys = decodeCursor(after, ['text', 'text', 'uuid', 'text']) ?? [null, null, null, null];
  return inAgency(agencyId, async (client) => {
    const [{ asOf }] = (await client.query<Moment>(MOMENT, [agencyId])).rows as [Moment];
    const rows = (await client.query<Status>(STATUSES, [agencyId, asOf, ...keys, first + 1])).rows;
    const mandates = (await client.query<Mandate>(IN_FORCE, [agencyId, asOf])).rows;
    const shown = rows.slice(0, first);
    const last = shown.at(-1);
    return {
      memberStatuses: {
        pageInfo: {
          hasNextPage: rows.length > first,
          endCursor: last ? encodeCursor([last.familyName, last.givenName, last.memberId, last.mandateCode]) : null,
        },
        nodes: shown.map((row) => {
          const { code, version } = mandates.find(({ id }) => id === row.adoptionId)!;
          return {
            memberId: toGlobalId('Member', row.memberId),
            familyName: row.familyName,
            givenName: row.givenName,
            orgUnitId: row.orgUnitId === null ? null : toGlobalId('OrgUnit', row.orgUnitId),
            mandate: { code, version },
            status: row.status,
            since: row.since,
            dueOn: row.dueOn,
            nextChangeOn: row.nextChangeOn,
            nextStatus: row.nextStatus,
            missing: row.missing.map(({ nodeId, label, short, unit }) => ({
              requirementId: nodeId,
              label,
              short,
              unit,
            })),
          };
        }),
      },
    };
  });
}

const app = fastify();
app.post<{ Body: { query: string; variables?: { first: number; after?: string } } }>(
  '/graphql',
  async (request, reply) => {
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const { agencyId, principalId } = await tokens.verify(token);
    if (agencyId === null || !(await rolesOf(agencyId, principalId)).includes('AGENCY_ADMIN'))
      return reply.code(403).send();
    const { variables } = request.body;
    return { data: variables ? await statuses(agencyId, variables) : await dashboard(agencyId) };
  },
);

const url = await app.listen({ port: 0, host: '127.0.0.1' });
process.once('SIGTERM', () => void app.close().then(() => process.exit(0)));
process.send?.({ ready: true, url });
