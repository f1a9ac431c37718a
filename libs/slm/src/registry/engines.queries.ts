import { UserError, type PlainTx } from '#platform';
import { z } from 'zod';
import { laneSchema } from './model-card.js';
import { recordAction, type OperatorId } from './operator-actions.js';

export const ENGINE_FLAVOURS = ['VLLM', 'LLAMA_SERVER', 'SGLANG', 'IN_PROCESS'] as const;
export type EngineFlavour = (typeof ENGINE_FLAVOURS)[number];

/** A place where models are served, as an operator registered it. */
export interface RegisteredEngine {
  name: string;
  flavour: EngineFlavour;
  /** Base address of an inference server, without a final slash; null for an engine of the worker's own process. */
  url: string | null;
  /** The lane of tasks that it works on. */
  lane: string;
  /** Most requests at once. */
  slots: number;
}

export interface ListedEngine extends RegisteredEngine {
  enabled: boolean;
}

const engineSchema = z
  .strictObject({
    name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be small letters, digits and dashes, at most 63'),
    flavour: z.enum(ENGINE_FLAVOURS),
    url: z
      .url({ protocol: /^https?$/, error: 'must be an http or https address' })
      .max(500)
      .nullable(),
    lane: laneSchema,
    slots: z.int().min(1).max(1_024),
  })
  .superRefine(({ flavour, url }, context) => {
    const problem = (message: string): void => context.addIssue({ code: 'custom', path: ['url'], message });
    if ((flavour === 'IN_PROCESS') !== (url === null)) {
      problem(flavour === 'IN_PROCESS' ? 'an IN_PROCESS engine has none' : `a ${flavour} engine needs one`);
    }
    if (url === null || !URL.canParse(url)) return;
    const { username, password, search, hash } = new URL(url);
    if (username || password) problem('must hold no name or password: workers take the key from PARLEY_ENGINE_API_KEY');
    if (search || hash) problem('must end with its path');
  });

const COLUMNS = 'name, flavour, url, lane, slots';

/**
 * The enabled engines of these lanes, by name.
 * @param tx of any role of the applications; no agency is needed
 */
export function listEngines(tx: Pick<PlainTx, 'query'>, lanes: readonly string[]): Promise<RegisteredEngine[]> {
  return tx.query<RegisteredEngine>(
    `select ${COLUMNS} from control.engines where enabled and lane = any($1::text[]) order by name`,
    [lanes],
  );
}

/** Every engine, by lane and name. */
export const everyEngine = (tx: PlainTx): Promise<ListedEngine[]> =>
  tx.query<ListedEngine>(`select ${COLUMNS}, enabled from control.engines order by lane, name`);

/**
 * Adds an engine, enabled. The same again changes nothing.
 * @param tx of the role `operator`
 * @throws UserError INVALID naming the field, TAKEN when another engine has this name
 */
export async function addEngine(
  tx: PlainTx,
  operator: OperatorId,
  given: RegisteredEngine,
): Promise<{ engine: RegisteredEngine; isNew: boolean }> {
  const read = engineSchema.safeParse({ ...given, url: given.url?.replace(/\/+$/, '') ?? null });
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new UserError('INVALID', String(issue?.path[0] ?? 'engine'), `${issue?.path.join('.')}: ${issue?.message}`);
  }
  const engine = read.data;
  const added = await tx.query(
    `insert into control.engines (${COLUMNS}) values ($1, $2, $3, $4, $5) on conflict (name) do nothing returning name`,
    [engine.name, engine.flavour, engine.url, engine.lane, engine.slots],
  );
  if (added.length > 0) {
    await recordAction(tx, operator, { action: 'engine.added', subject: engine.name, details: { ...engine } });
    return { engine, isNew: true };
  }
  const [there] = await tx.query<ListedEngine>(`select ${COLUMNS}, enabled from control.engines where name = $1`, [
    engine.name,
  ]);
  const same =
    there?.enabled && (Object.keys(engine) as (keyof RegisteredEngine)[]).every((key) => there[key] === engine[key]);
  if (!same) throw new UserError('TAKEN', 'name', `there is an engine ${engine.name} already: remove it first`);
  return { engine, isNew: false };
}

/**
 * Workers of its lane leave an engine that is not enabled alone once what they asked of it is answered.
 * @param tx of the role `operator`
 * @throws UserError NOT_FOUND
 */
export async function setEngineEnabled(
  tx: PlainTx,
  operator: OperatorId,
  name: string,
  enabled: boolean,
): Promise<void> {
  const [engine] = await tx.query<ListedEngine>('select enabled from control.engines where name = $1 for update', [
    name,
  ]);
  if (!engine) throw new UserError('NOT_FOUND', 'name', `no engine ${name}`);
  if (engine.enabled === enabled) return;
  await tx.query('update control.engines set enabled = $2 where name = $1', [name, enabled]);
  await recordAction(tx, operator, { action: enabled ? 'engine.enabled' : 'engine.disabled', subject: name });
}

/** @param tx of the role `operator` @throws UserError NOT_FOUND */
export async function removeEngine(tx: PlainTx, operator: OperatorId, name: string): Promise<void> {
  const [removed] = await tx.query<ListedEngine>(
    `delete from control.engines where name = $1 returning ${COLUMNS}, enabled`,
    [name],
  );
  if (!removed) throw new UserError('NOT_FOUND', 'name', `no engine ${name}`);
  await recordAction(tx, operator, { action: 'engine.removed', subject: name, details: { ...removed } });
}
