import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

const CAN_ENTER = 'test -x "$0"';

interface AccountIds {
  uid: number;
  gid: number;
}

/** How to start PostgreSQL's programs, which refuse to run as root. */
export interface ServerAccount {
  /** Whom the server's files must belong to; undefined when the present account will do. */
  owner?: AccountIds;
  /** The account to start the programs under; undefined when `prefix` already switches, or nothing needs to. */
  switchTo?: AccountIds;
  /** Words to put before the program. */
  prefix: string[];
}

/**
 * The account for PostgreSQL: the present one or, as root, `postgres` if there is such an account, else `nobody`. No account is
 * ever created on the machine.
 * @param places programs and folders that the server must be able to execute or enter
 * @throws Error in plain words when, as root, that account cannot reach them
 */
export async function serverAccount(places: string[]): Promise<ServerAccount> {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const name = (await accountIds('postgres')) ? 'postgres' : 'nobody';
  const ids = await accountIds(name);
  if (!ids)
    throw new Error(
      'PostgreSQL does not run as root and there is no account postgres or nobody: use an ordinary account',
    );

  const blocked = places.find(
    (place) => spawnSync('/bin/sh', ['-c', CAN_ENTER, place], { ...ids, cwd: '/' }).status !== 0,
  );
  if (blocked === undefined) return { owner: ids, switchTo: ids, prefix: [] };

  // A clone in /root is closed to every other account. Linux can let the server through without making it root.
  const prefix = [
    ...['setpriv', '--reuid', String(ids.uid), '--regid', String(ids.gid), '--clear-groups'],
    ...['--inh-caps', '+dac_override', '--ambient-caps', '+dac_override', '--'],
  ];
  if (spawnSync(prefix[0], [...prefix.slice(1), '/bin/sh', '-c', CAN_ENTER, blocked], { cwd: '/' }).status === 0)
    return { owner: ids, prefix };
  throw new Error(
    `PostgreSQL does not run as root, and the account ${name} cannot reach ${blocked}: ` +
      'open the folders above it (chmod o+x), move the clone, or use an ordinary account',
  );
}

async function accountIds(name: string): Promise<AccountIds | undefined> {
  try {
    const [uid, gid] = await Promise.all(
      ['-u', '-g'].map(async (flag) => Number((await run('id', [flag, name])).stdout)),
    );
    return Number.isInteger(uid) && Number.isInteger(gid) ? { uid, gid } : undefined;
  } catch {
    return undefined;
  }
}
