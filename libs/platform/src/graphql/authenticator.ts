import type { ModuleRef } from '@nestjs/core';
import type { Actor } from '../actor/actor.js';

/** How a request's access token becomes an actor. `identity` provides it; platform knows no token format. */
export abstract class Authenticator {
  /**
   * @returns a new Actor for every call: the operation's open read hangs off this very object
   * @throws ParleyError UNAUTHENTICATED when the token is not valid, or its principal is no longer
   */
  abstract authenticate(accessToken: string, requestId: string): Promise<Actor>;
}

/** Asked at the first request: `identity` stands below platform, and may be absent from a small test app. */
export function authenticatorIn(modules: ModuleRef): Authenticator | null {
  try {
    return modules.get(Authenticator, { strict: false });
  } catch {
    return null;
  }
}
