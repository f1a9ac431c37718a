import { Injectable } from '@nestjs/common';
import { rubricVersionsByIds, scenarioVersionsByIds } from '#curricula';
import { audit, digestOf, Tasks, TenantDb, type Actor, type Lease, type TaskHandler, type TenantTx } from '#platform';
import { turnsOf } from '#sessions';
import { replayState } from '#slm';
import { v7 as uuidv7 } from 'uuid';
import { gradeByFeatures, type ProposedGrade } from '../feature-grader.js';
import type { TranscriptTurn } from '../transcript.js';
import { gradeSession } from './grade-session.js';
import { sessionToGrade, type GradedSession } from './graded-session.queries.js';
import { addGrade } from './grade.queries.js';

interface Graded {
  session: GradedSession;
  proposal: ProposedGrade;
  digest: string;
}

/** Proposes a grade for a completed session by the feature grader. It certifies nothing: a person's own review does. */
@Injectable()
export class GradeSessionTask implements TaskHandler<{ sessionId: string }> {
  readonly task = gradeSession;

  constructor(
    private readonly db: TenantDb,
    private readonly tasks: Tasks,
  ) {}

  async handle(actor: Actor, { sessionId }: { sessionId: string }, lease: Lease): Promise<void> {
    const graded = await this.db.run(actor, (tx) => this.grade(tx, sessionId));
    await this.db.run(actor, async (tx) => {
      if (graded) await this.store(tx, actor, graded);
      await this.tasks.finish(tx, lease);
    });
  }

  /** null for a session that is not there to be graded: it was invalidated meanwhile. */
  private async grade(tx: TenantTx, sessionId: string): Promise<Graded | null> {
    const session = await sessionToGrade(tx, sessionId);
    if (session?.state !== 'COMPLETED') return null;
    const [rubricVersion] = await rubricVersionsByIds(tx, [session.rubricVersionId]);
    const [scenario] = await scenarioVersionsByIds(tx, [session.scenarioVersionId]);
    if (!rubricVersion || !scenario) throw new Error('the rubric or scenario version of this session is not there');
    const turns: TranscriptTurn[] = (await turnsOf(tx, sessionId)).map(({ number, speaker, text }) => ({
      number,
      speaker,
      text,
    }));
    const { script, persona, cues } = scenario.body;
    const scripted = session.engineKind === 'SCRIPTED' && script !== undefined;
    const proposal = gradeByFeatures({
      rubric: rubricVersion.rubric,
      turns,
      civilianName: script?.persona.name ?? persona?.name,
      scenarioCues: cues,
      stressTrajectory: scripted ? replayState(script, turns).trajectory : undefined,
      // A device's word for how its session ended is not evidence; its turns are.
      ending: scripted && session.origin === 'LIVE' ? (session.outcomePath ?? undefined) : undefined,
    });
    const digest = digestOf({ sessionId, rubric: rubricVersion.digest, scenario: scenario.digest, turns, proposal });
    return { session, proposal, digest };
  }

  private async store(tx: TenantTx, actor: Actor, { session, proposal, digest }: Graded): Promise<void> {
    const now = await sessionToGrade(tx, session.id, true);
    if (now?.state !== 'COMPLETED') return;
    const { score, grader, featureVersion, label } = proposal;
    const id = uuidv7();
    const added = await addGrade(tx, {
      id,
      sessionId: session.id,
      rubricVersionId: session.rubricVersionId,
      grader,
      graderVersion: featureVersion,
      label,
      proposal,
      final: score.complete ? score.score.final : null,
      lowestFinal: score.complete ? score.score.final : score.lowestFinal,
      highestFinal: score.complete ? score.score.final : score.highestFinal,
      abstained: score.complete ? 0 : score.abstained.length,
      criticalFails: proposal.criticalFails.length,
      digest,
    });
    // Practice belongs to the trainee: the agency's audit trail does not tell who practised.
    if (!added || session.mode === 'PRACTICE') return;
    await audit(tx, actor, {
      action: 'grade.proposed',
      entityType: 'Grade',
      entityId: id,
      details: { sessionId: session.id, grader, graderVersion: featureVersion, label, digest },
    });
  }
}
