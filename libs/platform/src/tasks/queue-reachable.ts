import { connect } from 'node:net';

const PATIENCE_MS = 1_000;

/**
 * Whether something listens where the queue should be. For an operator to read: workers do without the queue, a second later.
 * Never throws.
 */
export function queueReachable(url: string): Promise<boolean> {
  const { hostname, port, protocol } = new URL(url);
  const socket = connect({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port || (protocol.startsWith('redis') ? 6379 : 5432)),
    timeout: PATIENCE_MS,
  });
  return new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true));
    socket.once('timeout', () => resolve(false));
    socket.once('error', () => resolve(false));
  }).finally(() => socket.destroy());
}
