import { orgUnitsByIds } from '#agencies';
import { publishedRubricVersion, scenarioVersionsByIds } from '#curricula';
import {
  audit,
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
import { Injectable } from '@nestjs/common';
import { RegradeGraders, type RegradeGraderKind } from './regrade-graders.js';
import { addRegrade, listRegrades, regradeById, type Regrade } from './regrade.queries.js';
import { collectRegrade } from './regrade-tasks.js';

export interface StartRegrade {
  graderKind: RegradeGraderKind;
  modelVersionId: string | null;
  rubricVersionId: string | null;
  since: Date | null;
  until: Date | null;
  scenarioVersionId: string | null;
  orgUnitId: string | null;
  onlyDecided: boolean;
  note: string | null;
  idempotencyKey: string;
}

/** A regrade, and how far it is. */
export interface StartedRegrade {
  regrade: Regrade;
  operation: Operation;
}

/** Has many sessions graded again. What it starts proposes and compares; it changes nothing that is official. */
@Injectable()
export class RegradeService {
  constructor(
    private readonly db: TenantDb,
    private readonly tasks: Tasks,
    private readonly operations: Operations,
    private readonly graders: RegradeGraders,
  ) {}

  /** Starts a regrade. @returns its UUID, which is that of its operation */
  async start(actor: Actor, input: StartRegrade): Promise<string> {
    const { regradeId } = await this.db.run(actor, (tx) =>
      idempotent(tx, actor, 'startRegrade', input.idempotencyKey, { ...input }, async () => {
        await this.check(tx, input);
        const id = await this.operations.start(tx, actor, 'REGRADE');
        const { graderKind, idempotencyKey: _, ...which } = input;
        const modelVersionId = await this.graders.modelFor(tx, input);
        const asked = { grader: graderKind, ...which, modelVersionId, note: input.note?.trim() || null };
        await addRegrade(tx, { id, ...asked, startedBy: actor.principalId });
        await this.tasks.add(tx, collectRegrade, { regradeId: id, after: null });
        await audit(tx, actor, {
          action: 'regrade.started',
          entityType: 'Regrade',
          entityId: id,
          details: { ...asked, graderVersion: await this.versionOf(tx, id) },
        });
        return { regradeId: id };
      }),
    );
    return regradeId;
  }

  async byId(actor: Actor, id: string): Promise<StartedRegrade | null> {
    actor.reach('grade:regrade');
    return this.db.read(actor, async (tx) => {
      const regrade = await regradeById(tx, id);
      return regrade && ((await this.started(tx, actor, [regrade]))[0] ?? null);
    });
  }

  /** Newest first. */
  list(actor: Actor, page: { before: string | null; limit: number }): Promise<StartedRegrade[]> {
    actor.reach('grade:regrade');
    return this.db.read(actor, async (tx) => this.started(tx, actor, await listRegrades(tx, page)));
  }

  private async started(tx: TenantTx, actor: Actor, regrades: readonly Regrade[]): Promise<StartedRegrade[]> {
    const ids = regrades.map(({ id }) => id);
    const found = await operationsByIds(tx, actor.reach('operation:read'), ids);
    const operations = new Map(found.map((operation) => [operation.id, operation]));
    return regrades.flatMap((regrade) => {
      const operation = operations.get(regrade.id);
      return operation ? [{ regrade, operation }] : [];
    });
  }

  private async versionOf(tx: TenantTx, id: string): Promise<string | null> {
    const regrade = await regradeById(tx, id);
    return regrade && this.graders.versionOf(tx, regrade);
  }

  private async check(tx: TenantTx, input: StartRegrade): Promise<void> {
    const { rubricVersionId, scenarioVersionId, orgUnitId, since, until } = input;
    if (since && until && since >= until) {
      throw new UserError('INVALID', 'input.until', 'until must be after since');
    }
    if (rubricVersionId) {
      const rubric = await publishedRubricVersion(tx, rubricVersionId);
      if (!rubric) throw notFound('input.rubricVersionId', 'published rubric version');
      if (rubric.rubric.purpose !== 'CERTIFICATION') {
        throw new UserError(
          'INVALID',
          'input.rubricVersionId',
          'this rubric certifies nothing: there is no pass to compare',
        );
      }
    }
    if (scenarioVersionId && (await scenarioVersionsByIds(tx, [scenarioVersionId])).length === 0) {
      throw notFound('input.scenarioVersionId', 'scenario version');
    }
    if (orgUnitId && (await orgUnitsByIds(tx, [orgUnitId])).length === 0) {
      throw notFound('input.orgUnitId', 'org unit');
    }
  }
}
