import { Injectable } from '@nestjs/common';
import { Tasks, TenantDb, type Actor, type Lease, type TaskHandler } from '#platform';
import { EmbeddedGrader } from '../embedded-grader/embedded-grader.js';
import { gradeSession } from './grade-session.js';
import { readSessionToGrade } from './session-to-grade.js';
import { storeProposal } from './store-proposal.js';

/** Proposes a grade for a completed session by the embedded grader. It certifies nothing: a person's own review does. */
@Injectable()
export class GradeSessionTask implements TaskHandler<{ sessionId: string }> {
  readonly task = gradeSession;

  constructor(
    private readonly db: TenantDb,
    private readonly tasks: Tasks,
    private readonly grader: EmbeddedGrader,
  ) {}

  async handle(actor: Actor, { sessionId }: { sessionId: string }, lease: Lease): Promise<void> {
    const read = await this.db.run(actor, (tx) => readSessionToGrade(tx, sessionId));
    // No transaction is open while sentences are encoded.
    const proposal = read && (await this.grader.gradeByEmbeddings(read.input));
    await this.db.run(actor, async (tx) => {
      if (proposal) await storeProposal(tx, actor, read, proposal);
      await this.tasks.finish(tx, lease);
    });
  }
}
