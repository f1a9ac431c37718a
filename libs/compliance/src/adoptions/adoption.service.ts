import { Injectable } from '@nestjs/common';
import {
  audit,
  canonicalJson,
  idempotent,
  notFound,
  Operations,
  operationsByIds,
  Tasks,
  TenantDb,
  UserError,
  type Actor,
  type Operation,
  type TenantTx,
} from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { readMandate } from '../mandates/read-mandate-pack.js';
import { markAllStale } from '../standings/mark-stale.js';
import {
  addAdoption,
  adoptionById,
  latestAdoption,
  listAdoptions,
  lockAdoption,
  type AdoptedMandate,
} from './adopted-mandates.queries.js';
import { adoptableMandate } from './adoptable-mandate.js';
import { policyFor, type EnteredPolicy } from './adoption-policy.js';

export interface AdoptMandate {
  code: string;
  version: string;
  policy: EnteredPolicy;
  idempotencyKey: string;
}

/** A type, not an interface: the answer is kept for repeats of the request. */
export type Adopted = {
  adoptionId: string;
  /** The operation that evaluates all members anew. */
  reevaluationId: string | null;
};

/** Which mandates the agency judges its members by, and how. */
@Injectable()
export class AdoptionService {
  constructor(
    private readonly db: TenantDb,
    private readonly tasks: Tasks,
    private readonly operations: Operations,
  ) {}

  /**
   * Copies a mandate version, of the library or published by the agency, into what the agency judges by, with a policy. The same
   * version and policy again is the same adoption; another policy is a new one, which is in force from then on.
   * @returns the adoption, and the operation that evaluates all members anew; null where nothing changed
   * @throws UserError NOT_FOUND naming the version, INVALID naming the field of the policy
   */
  adopt(actor: Actor, input: AdoptMandate): Promise<Adopted> {
    return this.db.run(actor, (tx) =>
      idempotent(tx, actor, 'adoptMandate', input.idempotencyKey, input, () => this.add(tx, actor, input)),
    );
  }

  adoption(actor: Actor, id: string): Promise<AdoptedMandate | null> {
    actor.reach('compliance:read');
    return this.db.read(actor, (tx) => adoptionById(tx, id));
  }

  adoptions(actor: Actor, page: { after: readonly [string, string] | null; limit: number }): Promise<AdoptedMandate[]> {
    actor.reach('compliance:read');
    return this.db.read(actor, (tx) => listAdoptions(tx, page));
  }

  /** How far the evaluation after an adoption has come; null where there is none, or it is not the actor's to see. */
  async reevaluation(actor: Actor, id: string | null | undefined): Promise<Operation | null> {
    if (!id || !actor.holds('operation:read')) return null;
    const [operation] = await this.db.read(actor, (tx) => operationsByIds(tx, actor.reach('operation:read'), [id]));
    return operation ?? null;
  }

  private async add(tx: TenantTx, actor: Actor, { code, version, policy: entered }: AdoptMandate): Promise<Adopted> {
    const pack = await adoptableMandate(tx, code, version);
    if (!pack) {
      throw notFound('input.code', 'mandate of this code and version in the library, or published by the agency');
    }
    const read = readMandate(pack.body);
    if ('problems' in read) {
      throw new UserError('INVALID', 'input.version', `this version cannot be read: ${read.problems.join('; ')}`);
    }
    const policy = policyFor(read.mandate, entered);
    await lockAdoption(tx, code);
    const before = await latestAdoption(tx, code, version);
    if (before && before.digest === pack.digest && canonicalJson(before.policy) === canonicalJson(policy)) {
      return { adoptionId: before.id, reevaluationId: null };
    }
    const id = uuidv7();
    await addAdoption(tx, { ...pack, id, code, version, policy, adoptedBy: actor.principalId });
    await audit(tx, actor, {
      action: 'mandate.adopted',
      entityType: 'AdoptedMandate',
      entityId: id,
      details: { code, version, digest: pack.digest, policy, supersedes: before?.id ?? null },
    });
    const operationId = await this.operations.start(tx, actor, 'REEVALUATION');
    const members = await markAllStale(tx, this.tasks, { mandateCode: code, operationId });
    await this.operations.progress(tx, operationId, { done: 0, failed: 0, total: members });
    return { adoptionId: id, reevaluationId: operationId };
  }
}
