/** Retries that a fleet may make before it has seen any request. */
export const FLOOR = 3;
/** Retries that each request adds. */
export const SHARE = 0.1;
/** What can be saved up: a long quiet time does not allow a storm. */
const MOST = 20;

/** Keeps retries from multiplying the load on engines that fail under it: at most a tenth of the requests, and three. */
export class RetryBudget {
  private left = FLOOR;

  request(): void {
    this.left = Math.min(MOST, this.left + SHARE);
  }

  /** @returns whether a retry may be made, which is then counted */
  spend(): boolean {
    // Tenths do not add up exactly.
    if (this.left < 1 - 1e-9) return false;
    this.left -= 1;
    return true;
  }
}
