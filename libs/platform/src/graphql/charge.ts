import type { Actor } from '../actor/actor.js';
import { ParleyError, tooComplex } from '../errors/errors.js';
import { CostBuckets, type ThrottleStatus } from './cost-buckets.js';
import { MOST_POINTS } from './cost.js';
import type { CostNode } from './document-cost.js';
import { actualCost, requestedCost } from './operation-cost.js';

/** `extensions.cost` of an answer, in points. */
export interface OperationCost {
  /** What the operation could cost at most, which is taken before it runs. */
  requested: number;
  /** What it did cost; the rest was given back. Null when it did not run. */
  actual: number | null;
  throttleStatus: ThrottleStatus;
}

export interface CostLimits {
  /** Points of a full bucket. */
  bucket: number;
  /** Points that come back a second. */
  restore: number;
}

/** One operation's points. */
export interface Charge {
  key: string;
  plan: readonly CostNode[];
  variables: Readonly<Record<string, unknown>>;
  requested: number;
  actual: number | null;
}

/** Takes points for operations, and gives back what they did not need. */
export class Charges {
  private readonly buckets: CostBuckets;

  constructor(limits: CostLimits) {
    this.buckets = new CostBuckets(limits.bucket, limits.restore);
  }

  of(actor: Actor, address: string, plan: readonly CostNode[], variables: Readonly<Record<string, unknown>>): Charge {
    const key = actor.kind === 'ANONYMOUS' ? address : `${actor.agencyId} ${actor.principalId}`;
    return { key, plan, variables, requested: requestedCost(plan, variables), actual: null };
  }

  /** @throws ParleyError TOO_COMPLEX above the limit of one operation, THROTTLED when the bucket does not hold enough */
  take(charge: Charge): void {
    const { requested } = charge;
    assertAnswered(requested);
    const wait = this.buckets.take(charge.key, requested, performance.now());
    if (wait === null) return;
    const message = `the operation costs up to ${requested} points and there are not enough; try again in ${wait} s`;
    throw new ParleyError('THROTTLED', message, { retryAfterSeconds: wait });
  }

  /** @param data the answer's, once the operation ran */
  settle(charge: Charge, data: unknown): void {
    charge.actual = actualCost(charge.plan, charge.variables, data);
    this.buckets.settle(charge.key, charge.requested - charge.actual, performance.now());
  }

  told(charge: Charge): OperationCost {
    const { requested, actual, key } = charge;
    return { requested, actual, throttleStatus: this.buckets.status(key, performance.now()) };
  }
}

/** @throws ParleyError TOO_COMPLEX when one operation could cost more points than any may */
export function assertAnswered(requested: number): void {
  if (requested <= MOST_POINTS) return;
  const message = `the operation costs up to ${requested} points; at most ${MOST_POINTS} are answered`;
  throw tooComplex(message, { requested, maximum: MOST_POINTS });
}
