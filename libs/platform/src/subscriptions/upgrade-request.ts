import type { IncomingMessage } from 'node:http';

export interface UpgradeRefusal {
  status: number;
  reason: string;
}

/**
 * Whether a request may become a socket. A browser says in `Origin` whose page asks, and lets any page ask; other clients send
 * none.
 * @returns why not; null when it may
 */
export function upgradeRefusal(
  { method, url = '', headers }: Pick<IncomingMessage, 'method' | 'url' | 'headers'>,
  path: string,
  allowedOrigins: readonly string[],
): UpgradeRefusal | null {
  const [asked, query] = url.split('?', 2);
  if (asked !== path) return { status: 404, reason: 'Not Found' };
  // Addresses end in logs and histories, and a token must not.
  if (query !== undefined) return { status: 400, reason: 'Bad Request' };
  if (method !== 'GET' || headers.upgrade?.toLowerCase() !== 'websocket') return { status: 400, reason: 'Bad Request' };
  if (headers.origin !== undefined && !allowedOrigins.includes(headers.origin)) {
    return { status: 403, reason: 'Forbidden' };
  }
  return null;
}
