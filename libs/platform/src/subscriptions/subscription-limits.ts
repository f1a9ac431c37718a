/** What one socket, one principal and one process may take. Times in milliseconds. */
export interface SubscriptionLimits {
  /** From the handshake to `connection_init`, and from a close to the client's own. */
  initMs: number;
  /** Between two checks of the token and the scopes of a socket on which nothing happens. */
  recheckMs: number;
  /** Between two pings; a socket that has not answered one by the next is dead. */
  pingMs: number;
  /** For clients to leave by themselves when the process stops. */
  drainMs: number;
  socketsPerProcess: number;
  socketsPerPrincipal: number;
  subscriptionsPerSocket: number;
  messagesPerMinute: number;
  /** Of a message from a client. */
  messageBytes: number;
  /** Written and not taken by the client: more than this and the socket is dropped. */
  unsentBytes: number;
}

export const SUBSCRIPTION_LIMITS: SubscriptionLimits = {
  initMs: 3_000,
  recheckMs: 10_000,
  pingMs: 15_000,
  drainMs: 2_000,
  socketsPerProcess: 5_000,
  socketsPerPrincipal: 20,
  subscriptionsPerSocket: 20,
  messagesPerMinute: 300,
  messageBytes: 64 * 1024,
  unsentBytes: 4 * 1024 * 1024,
};
