import { connect } from 'node:net';
import type { PoolClient } from 'pg';

/** What pg knows of the server process behind a connection, and does not declare. */
interface ServerProcess {
  host: string;
  port: number;
  processID: number | null;
  secretKey: number | null;
}

/** "Cancel request" of PostgreSQL's protocol: https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-CANCELING-REQUESTS */
const CANCEL_REQUEST = 80_877_102;
const PATIENCE_MS = 5_000;

/**
 * Asks the server to stop the statement that runs on a connection. It travels on a connection of its own, which needs no login and
 * no place in the pool, and it is never answered: the statement fails instead. A request that arrives late stops whatever
 * runs by then, so the connection must not serve anything else afterwards.
 */
export function cancelStatement(client: PoolClient): void {
  const { host, port, processID, secretKey } = client as unknown as ServerProcess;
  if (processID === null || secretKey === null) return;
  const message = Buffer.alloc(16);
  message.writeInt32BE(message.length, 0);
  message.writeInt32BE(CANCEL_REQUEST, 4);
  message.writeInt32BE(processID, 8);
  message.writeInt32BE(secretKey, 12);
  const socket = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host);
  // Who cannot be reached is left to statement_timeout.
  socket.on('error', () => undefined);
  socket.setTimeout(PATIENCE_MS, () => socket.destroy());
  socket.end(message);
  socket.resume();
}
