import fastify from 'fastify';
import { VerifiedTokens } from '#identity';
import { openDataSource, SigningKeys, toGlobalId } from '#platform';
import pg from 'pg';
import { FIRST } from './question.js';

/**
 * The route that somebody would write by hand for this one list: the same check of the token, the same transaction with the
 * agency in it, the same SQL, the same JSON; no GraphQL and no Nest.
 */
const environment = process.env as Record<string, string>;
const pool = new pg.Pool({ connectionString: environment.PARLEY_DATABASE_URL, max: 10 });
const keySource = await openDataSource({
  url: environment.PARLEY_DATABASE_URL!,
  entities: [],
  poolSize: 1,
  name: 'bare',
});
const keys = new SigningKeys(keySource, environment.PARLEY_MASTER_KEY!);
const tokens = new VerifiedTokens(keys, environment.PARLEY_ISSUER!);

const SCOPES = `select r.role from role_assignments r join principals p on p.agency_id = r.agency_id and p.id = r.principal_id
  where r.agency_id = $1 and r.principal_id = $2 and p.state = 'ACTIVE'`;
const RECORDS = `select r.id, r.trainee_id as "traineeId", r.course_version_id as "courseVersionId", r.presentation_id as "presentationId",
    r.hours::float8 as hours, r.categories, r.course_code as "courseCode", r.delivery, r.provider, r.completed_on::text as "completedOn",
    r.score::float8 as score, p.roster_state as "rosterState", r.source, r.source_id as "sourceId", r.corrects_id as "correctsId", r.reason,
    r.recorded_by as "recordedBy", r.recorded_at as "recordedAt"
  from training_records r left join presentations p on p.agency_id = r.agency_id and p.id = r.presentation_id
  where r.agency_id = $1 and $2::uuid is not null and ($3::uuid is null or r.id > $3) and ($4::uuid is null or r.trainee_id = $4)
  order by r.id limit $5`;

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

interface RecordRow {
  id: string;
  traineeId: string;
  hours: number;
  categories: string[];
  courseCode: string;
  delivery: string;
  provider: string;
  completedOn: string;
  score: number | null;
  recordedAt: Date;
}

const app = fastify();
app.post('/graphql', async (request, reply) => {
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const { agencyId, principalId } = await tokens.verify(token);
  if (agencyId === null || !(await rolesOf(agencyId, principalId)).includes('AGENCY_ADMIN'))
    return reply.code(403).send();
  const { rows } = await inAgency(agencyId, (client) =>
    client.query<RecordRow>(RECORDS, [agencyId, principalId, null, null, FIRST + 1]),
  );
  const nodes = rows.slice(0, FIRST).map((row) => ({
    id: toGlobalId('TrainingRecord', row.id),
    traineeId: toGlobalId('Member', row.traineeId),
    hours: row.hours,
    categories: row.categories,
    courseCode: row.courseCode,
    delivery: row.delivery,
    provider: row.provider,
    completedOn: row.completedOn,
    score: row.score,
    recordedAt: row.recordedAt.toISOString(),
  }));
  return { data: { trainingRecords: { nodes } } };
});

const url = await app.listen({ port: 0, host: '127.0.0.1' });
process.once('SIGTERM', () => void app.close().then(() => process.exit(0)));
process.send?.({ ready: true, url });
