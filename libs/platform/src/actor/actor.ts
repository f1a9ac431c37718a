import { forbidden } from '../errors/errors.js';
import { covers, type Reach, type Scope } from './scope.js';

export type PrincipalKind =
  'MEMBER' | 'SERVICE_ACCOUNT' | 'DEVICE' | 'STATE_AUDITOR' | 'OPERATOR' | 'TASK' | 'ANONYMOUS';

declare const reachBrand: unique symbol;

/**
 * Proof that an actor holds `S`, and how far it reaches. Only an Actor makes one, so a query that asks for
 * `ReachOf<'session:read'>` cannot be called without the check.
 */
export interface ReachOf<S extends Scope> {
  readonly [reachBrand]: S;
  readonly scope: S;
  readonly reach: Reach;
  /** Whose rows OWN means, and whose org unit UNIT means: the principal itself. */
  readonly principalId: string;
}

export interface ActorClaims {
  /** null for an operator, who belongs to no agency, and for an anonymous caller. */
  agencyId: string | null;
  /** UUID of the member, service account, device or operator; of the agency's task for TASK. */
  principalId: string;
  kind: PrincipalKind;
  scopes: ReadonlyMap<Scope, Reach>;
  requestId: string;
}

/** Who is acting, in which agency, with which scopes. One object per operation, subscription event and task. */
export class Actor {
  readonly agencyId: string | null;
  readonly principalId: string;
  readonly kind: PrincipalKind;
  readonly requestId: string;
  private readonly scopes: ReadonlyMap<Scope, Reach>;

  constructor(claims: ActorClaims) {
    this.agencyId = claims.agencyId;
    this.principalId = claims.principalId;
    this.kind = claims.kind;
    this.scopes = claims.scopes;
    this.requestId = claims.requestId;
  }

  holds(scope: Scope, needed: Reach = 'OWN'): boolean {
    const held = this.scopes.get(scope);
    return held !== undefined && covers(held, needed);
  }

  /** @throws ForbiddenError when the actor does not hold `scope` */
  reach<S extends Scope>(scope: S): ReachOf<S> {
    const reach = this.scopes.get(scope);
    if (!reach) throw forbidden(scope);
    return { scope, reach, principalId: this.principalId } as ReachOf<S>;
  }

  /** The same caller inside one agency: how an operator provisions it. */
  inAgency(agencyId: string): Actor {
    return new Actor({ ...this, scopes: this.scopes, agencyId });
  }

  static anonymous(requestId: string): Actor {
    return new Actor({ agencyId: null, principalId: NOBODY, kind: 'ANONYMOUS', scopes: new Map(), requestId });
  }

  /** A task acts for its agency: what the person who caused it may do was checked when it was added. */
  static task(agencyId: string, taskId: string, scopes: ReadonlyMap<Scope, Reach>): Actor {
    return new Actor({ agencyId, principalId: taskId, kind: 'TASK', scopes, requestId: `task-${taskId}` });
  }
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

/**
 * `column`, a member's id, limited to whom the reach shows, as one SQL predicate of a query whose `$1` is the agency. Units and who is in
 * them are read with the rows: a member who was moved, or a unit, is where it is now.
 * @param parameter placeholder for `reach.principalId`
 */
export function reachPredicate(reach: ReachOf<Scope>, column: string, parameter: string): string {
  const own = `${column} = ${parameter}::uuid`;
  switch (reach.reach) {
    case 'OWN':
      return own;
    case 'UNIT':
      // One row by its key for a row by its id, one hashed set for a list; the array is made once for the statement.
      return `(${own} or exists (select from members reached where reached.agency_id = $1 and reached.id = ${column}
        and reached.org_unit_id = any(array(select app.reached_units(${parameter}::uuid)))))`;
    case 'AGENCY':
      return `${parameter}::uuid is not null`;
  }
}
