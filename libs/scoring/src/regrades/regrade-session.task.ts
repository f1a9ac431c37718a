import { Inject, Injectable } from '@nestjs/common';
import {
  LOGGER,
  Operations,
  ParleyError,
  Tasks,
  TenantDb,
  type Actor,
  type Lease,
  type Logger,
  type TaskHandler,
  type TenantTx,
} from '#platform';
import { EngineError } from '#slm';
import { anyGradeBy } from '../grading/grade.queries.js';
import { sessionToGrade } from '../grading/graded-session.queries.js';
import { readSessionToGrade, type SessionToGrade } from '../grading/session-to-grade.js';
import { compareSession } from './compare-session.js';
import { RegradeGraders, type Asked } from './regrade-graders.js';
import { failItems, regradeItemById, storeComparison } from './regrade-items.queries.js';
import { regradeById, type Regrade } from './regrade.queries.js';
import { regradeSession } from './regrade-tasks.js';

/** The try at which a session is left out, so that the others can end. */
const LAST_TRY = 3;
/** The same where an engine cannot be reached: it may come back, and the eighth failure would leave the task to a person. */
const LAST_TRY_OF_ENGINE = 7;

/** What there is to do for one session. */
interface Work {
  regrade: Regrade;
  /** null where it may no longer be graded. */
  graded: SessionToGrade | null;
  /** null where the grader's version has graded it before. */
  ask: ((lease: Lease) => Promise<Asked>) | null;
}

/**
 * Grades one session of a regrade again and compares. The proposal lies beside the others and never stands; decisions and the ledger are
 * read and not written. Proposal, comparison and the end of the task are one fact.
 */
@Injectable()
export class RegradeSessionTask implements TaskHandler<{ itemId: string }> {
  readonly task = regradeSession;

  constructor(
    private readonly db: TenantDb,
    private readonly tasks: Tasks,
    private readonly operations: Operations,
    private readonly graders: RegradeGraders,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async handle(actor: Actor, { itemId }: { itemId: string }, lease: Lease): Promise<void> {
    const work = await this.db.run(actor, (tx) => this.work(tx, itemId));
    // No transaction is open while a grader works.
    const asked = work && (await this.asked(work, lease));
    await this.db.run(actor, async (tx) => {
      if (work) await this.store(tx, actor, itemId, work, asked);
      await this.tasks.finish(tx, lease);
    });
  }

  /** null when it was done before, or is no longer wanted. */
  private async work(tx: TenantTx, itemId: string): Promise<Work | null> {
    const item = await regradeItemById(tx, itemId);
    const regrade = item && (await regradeById(tx, item.regradeId));
    if (!regrade || item.state !== 'HANDED_OUT' || !(await this.operations.isWanted(tx, regrade.id))) return null;
    const graded = await readSessionToGrade(tx, item.sessionId, regrade.rubricVersionId ?? undefined);
    if (!graded || (await this.gradeThere(tx, regrade, graded))) return { regrade, graded, ask: null };
    return { regrade, graded, ask: await this.graders.prepare(tx, regrade, graded) };
  }

  private async asked({ regrade, ask }: Work, lease: Lease): Promise<Asked | null> {
    if (!ask) return null;
    try {
      return await ask(lease);
    } catch (error) {
      if (error instanceof RangeError) return { kind: 'FAILURE', failure: 'NOT_GRADABLE' };
      const lastTry = error instanceof EngineError ? LAST_TRY_OF_ENGINE : LAST_TRY;
      if (lease.signal.aborted || error instanceof ParleyError || lease.attempt < lastTry) throw error;
      this.logger.warn({ err: error, regradeId: regrade.id }, 'a session of a regrade could not be graded');
      return { kind: 'FAILURE', failure: 'GRADER_FAILED' };
    }
  }

  private async store(
    tx: TenantTx,
    actor: Actor,
    itemId: string,
    { regrade, graded }: Work,
    asked: Asked | null,
  ): Promise<void> {
    // Locked in this order by whoever locks several of them: the operation, the session, the item.
    if (!(await this.operations.isWanted(tx, regrade.id))) return;
    const session = graded && (await sessionToGrade(tx, graded.session.id, true));
    const item = await regradeItemById(tx, itemId, true);
    if (item?.state !== 'HANDED_OUT') return;
    if (!graded || session?.state !== 'COMPLETED') return failItems(tx, [itemId], 'SESSION_INVALIDATED');
    const there = await this.gradeThere(tx, regrade, graded);
    const failure = !there && asked ? await this.graders.store(tx, actor, regrade, graded, asked) : null;
    if (failure) return failItems(tx, [itemId], failure);
    const grade = there ?? (await this.gradeThere(tx, regrade, graded));
    if (!grade) throw new Error('a proposal that was stored is there');
    await storeComparison(tx, itemId, await compareSession(tx, actor, session, grade));
  }

  private async gradeThere(tx: TenantTx, regrade: Regrade, { session, rubricVersionId }: SessionToGrade) {
    const graderVersion = await this.graders.versionOf(tx, regrade);
    return anyGradeBy(tx, { sessionId: session.id, rubricVersionId, grader: regrade.grader, graderVersion });
  }
}
