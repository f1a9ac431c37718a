import { Injectable, Optional } from '@nestjs/common';
import { GENERAL_LANE, UserError, type Actor, type Lease, type TenantTx } from '#platform';
import { EngineError, Fleet, judgeModelOf, modelVersionById, type ModelRef } from '#slm';
import { EmbeddedGrader } from '../embedded-grader/embedded-grader.js';
import { gradeByFeatures } from '../feature-grader.js';
import { FEATURE_VERSION } from '../features/transcript-features.js';
import type { SessionToGrade } from '../grading/session-to-grade.js';
import { storeProposal } from '../grading/store-proposal.js';
import { askJudge, type Judgement } from '../judge/ask-judge.js';
import { judgeBias } from '../judge/judge-and-player.js';
import { judgeGraderVersion } from '../judge/judge-identity.js';
import { judgePrompt } from '../judge/judge-prompt.js';
import { storeJudgement, storeRefusal } from '../judge/store-judgement.js';
import type { GraderKind, ProposedGrade } from '../proposal.js';
import type { RegradeFailure } from './regrade-failure.js';
import type { Regrade } from './regrade.queries.js';

/** The graders that a regrade can ask. */
export const REGRADE_GRADERS = ['FEATURES', 'EMBEDDED', 'JUDGE'] as const satisfies readonly GraderKind[];
export type RegradeGraderKind = (typeof REGRADE_GRADERS)[number];

/** The try from which on an engine's silence is an answer that cannot be used, as for new sessions. */
const LAST_PATIENT_TRY = 2;

/** What came of asking: a proposal, a judge's answers with or without one, or why the grader was not asked. */
export type Asked =
  | { kind: 'PROPOSAL'; proposal: ProposedGrade }
  | { kind: 'JUDGEMENT'; judge: ModelRef; judgement: Judgement }
  | { kind: 'FAILURE'; failure: RegradeFailure };

/** The grader of a regrade, asked and stored exactly as the gradings of new sessions are. */
@Injectable()
export class RegradeGraders {
  /** @param fleet of a process that talks to engines; the API has none */
  constructor(
    private readonly embedded: EmbeddedGrader,
    @Optional() private readonly fleet?: Fleet,
  ) {}

  /**
   * The model that a regrade is fixed to when it is started; null for graders that are rules.
   * @throws UserError when the agency has no such judge
   */
  async modelFor(
    tx: TenantTx,
    asked: { graderKind: RegradeGraderKind; modelVersionId: string | null },
  ): Promise<string | null> {
    if (asked.graderKind !== 'JUDGE') {
      if (asked.modelVersionId === null) return null;
      throw new UserError('INVALID', 'input.modelVersionId', 'only a judge has a model version');
    }
    const judge = await judgeModelOf(tx, 'PROOF');
    if (asked.modelVersionId !== null && asked.modelVersionId !== judge?.versionId) {
      throw new UserError('NOT_FOUND', 'input.modelVersionId', 'the agency has no such judge');
    }
    if (!judge) throw new UserError('WRONG_STATE', 'input.graderKind', 'the agency has no judge of proof sessions');
    return judge.versionId;
  }

  /** Where tasks wait that ask it. */
  async laneOf(tx: TenantTx, regrade: Regrade): Promise<string> {
    const judge = await judgeOf(tx, regrade);
    return judge?.lane ?? GENERAL_LANE;
  }

  /** As its grades will say: a session that it has graded under the same rubric version is not graded twice. */
  async versionOf(tx: TenantTx, regrade: Regrade): Promise<string> {
    const judge = await judgeOf(tx, regrade);
    if (judge) return judgeGraderVersion(judge, judgePrompt(judge.promptTemplate));
    return regrade.grader === 'EMBEDDED' ? this.embedded.version() : FEATURE_VERSION;
  }

  /** Reads what asking takes. @returns the work, for which no transaction may be open */
  async prepare(tx: TenantTx, regrade: Regrade, graded: SessionToGrade): Promise<(lease: Lease) => Promise<Asked>> {
    const judge = await judgeOf(tx, regrade);
    if (!judge) return async () => ({ kind: 'PROPOSAL', proposal: await this.byRules(regrade, graded) });
    const bias = await judgeBias(tx, graded.session, judge);
    if (bias) return () => Promise.resolve({ kind: 'FAILURE', failure: bias });
    return async (lease) => ({ kind: 'JUDGEMENT', judge, judgement: await this.judge(judge, graded, lease) });
  }

  /**
   * Stores a proposal beside the others, with what a judge said that is no part of one. The session must be locked.
   * @returns why there is none; null where there is
   */
  async store(
    tx: TenantTx,
    actor: Actor,
    regrade: Regrade,
    graded: SessionToGrade,
    asked: Asked,
  ): Promise<RegradeFailure | null> {
    if (asked.kind === 'FAILURE') {
      await this.storeBias(tx, actor, regrade, graded, asked.failure);
      return asked.failure;
    }
    if (asked.kind === 'PROPOSAL') {
      await storeProposal(tx, actor, graded, asked.proposal, regrade.id);
      return null;
    }
    await storeJudgement(tx, actor, graded, asked.judge, asked.judgement, regrade.id);
    return asked.judgement.refusal;
  }

  private async storeBias(
    tx: TenantTx,
    actor: Actor,
    regrade: Regrade,
    graded: SessionToGrade,
    failure: RegradeFailure,
  ): Promise<void> {
    if (failure !== 'PLAYED_BY_THE_JUDGE' && failure !== 'PLAYER_UNKNOWN') return;
    const judge = await judgeOf(tx, regrade);
    if (!judge) return;
    await storeRefusal(tx, actor, { graded, judge, graderVersion: await this.versionOf(tx, regrade) }, failure);
  }

  private async byRules({ grader }: Regrade, { input }: SessionToGrade): Promise<ProposedGrade> {
    return grader === 'EMBEDDED' ? this.embedded.gradeByEmbeddings(input) : gradeByFeatures(input);
  }

  private judge(judge: ModelRef, graded: SessionToGrade, lease: Lease): Promise<Judgement> {
    if (!this.fleet?.knows(judge)) {
      throw new EngineError('UNAVAILABLE', `this process reaches no engine of lane ${judge.lane}`);
    }
    return askJudge(this.fleet.model(judge), graded.input, {
      sessionId: graded.session.id,
      rubricVersionId: graded.rubricVersionId,
      signal: lease.signal,
      patient: lease.attempt <= LAST_PATIENT_TRY,
    });
  }
}

const judgeOf = async (tx: TenantTx, { modelVersionId }: Regrade): Promise<ModelRef | null> =>
  modelVersionId === null ? null : modelVersionById(tx, modelVersionId);
