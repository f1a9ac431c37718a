import { Injectable, Optional } from '@nestjs/common';
import { Tasks, TenantDb, type Actor, type Lease, type TaskHandler, type TenantTx } from '#platform';
import { EngineError, Fleet, modelVersionById, type ChatModel, type ModelRef } from '#slm';
import { judgeBias, type JudgeBias } from '../judge/judge-and-player.js';
import { judgeGraderVersion } from '../judge/judge-identity.js';
import { judgePrompt } from '../judge/judge-prompt.js';
import { askJudge, type Judgement } from '../judge/ask-judge.js';
import type { UnusableAnswer } from '../judge/ask-question.js';
import { storeJudgement, storeRefusal, storeUnusable } from '../judge/store-judgement.js';
import { gradeBy } from './grade.queries.js';
import { judgeSessionTask } from './judge-session.js';
import { readSessionToGrade, type SessionToGrade } from './session-to-grade.js';

/** The try from which on an engine's silence is an answer that cannot be used: the first two come back after two and four seconds. */
const LAST_PATIENT_TRY = 2;

/** What the judge needs, and which it is. */
interface Question {
  judge: ModelRef;
  graded: SessionToGrade;
  graderVersion: string;
  bias: JudgeBias | null;
}

/**
 * Proposes a grade by the model that was the agency's judge when the session ended. No transaction is open while the engine works; killed
 * at any line it is begun anew with the same requests, and finds its grade where the kill came after it.
 */
@Injectable()
export class JudgeSessionTask implements TaskHandler<{ sessionId: string; modelVersionId: string }> {
  readonly task = judgeSessionTask;

  constructor(
    private readonly db: TenantDb,
    private readonly tasks: Tasks,
    /** Of a process that talks to engines; the API has none. */
    @Optional() private readonly fleet?: Fleet,
  ) {}

  async handle(
    actor: Actor,
    { sessionId, modelVersionId }: { sessionId: string; modelVersionId: string },
    lease: Lease,
  ): Promise<void> {
    const asked = await this.db.run(actor, (tx) => question(tx, sessionId, modelVersionId));
    const judgement = asked && !asked.bias ? await this.judge(actor, asked, lease) : null;
    await this.db.run(actor, async (tx) => {
      if (asked?.bias) await storeRefusal(tx, actor, asked, asked.bias);
      else if (asked && judgement) await storeJudgement(tx, actor, asked.graded, asked.judge, judgement);
      await this.tasks.finish(tx, lease);
    });
  }

  private async judge(actor: Actor, asked: Question, lease: Lease): Promise<Judgement> {
    const { judge, graded } = asked;
    const heard: UnusableAnswer[] = [];
    try {
      return await askJudge(this.model(judge), graded.input, {
        sessionId: graded.session.id,
        rubricVersionId: graded.rubricVersionId,
        signal: lease.signal,
        patient: lease.attempt <= LAST_PATIENT_TRY,
        heard: (unusable) => heard.push(unusable),
      });
    } catch (error) {
      // An engine that answers badly is soon given nothing more: what it said must not be lost with the try.
      if (heard.length > 0 && !lease.signal.aborted) {
        await this.db.run(actor, (tx) => storeUnusable(tx, asked, heard));
      }
      throw error;
    }
  }

  private model(judge: ModelRef): ChatModel {
    if (!this.fleet?.knows(judge))
      throw new EngineError('UNAVAILABLE', `this process reaches no engine of lane ${judge.lane}`);
    return this.fleet.model(judge);
  }
}

/** null for a session that is not there to be graded, or that this judge has graded already. */
async function question(tx: TenantTx, sessionId: string, modelVersionId: string): Promise<Question | null> {
  const graded = await readSessionToGrade(tx, sessionId);
  if (!graded) return null;
  const judge = await modelVersionById(tx, modelVersionId);
  const graderVersion = judgeGraderVersion(judge, judgePrompt(judge.promptTemplate));
  const { session, rubricVersionId } = graded;
  if (await gradeBy(tx, { sessionId, rubricVersionId, grader: 'JUDGE', graderVersion })) return null;
  return { judge, graded, graderVersion, bias: await judgeBias(tx, session, judge) };
}
