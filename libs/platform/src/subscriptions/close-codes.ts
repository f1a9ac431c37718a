/** How a socket ends, beside what the protocol library says by itself. Documented for clients in docs/live.md. */
export interface Closing {
  code: number;
  reason: string;
}

export const SERVICE_RESTART: Closing = { code: 1012, reason: 'Service restart' };
export const TRY_AGAIN_LATER: Closing = { code: 1013, reason: 'Try again later' };
export const TEXT_ONLY: Closing = { code: 1003, reason: 'Text messages only' };
export const TOO_MANY_MESSAGES: Closing = { code: 1008, reason: 'Too many messages' };
export const UNAUTHORIZED: Closing = { code: 4401, reason: 'Unauthorized' };
export const TOO_MANY_SOCKETS: Closing = { code: 4429, reason: 'Too many sockets' };
export const INTERNAL: Closing = { code: 4500, reason: 'Internal server error' };
