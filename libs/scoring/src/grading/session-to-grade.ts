import { rubricVersionsByIds, scenarioVersionsByIds } from '#curricula';
import { digestOf, type TenantTx } from '#platform';
import { turnsOf } from '#sessions';
import { replayState } from '#slm';
import type { GradeInput } from '../feature-grader.js';
import type { ProposedGrade } from '../proposal.js';
import type { TranscriptTurn } from '../transcript.js';
import { sessionToGrade, type GradedSession } from './graded-session.queries.js';

/** A completed session with all that graders read of it. No engine is called while it is read: it is a snapshot. */
export interface SessionToGrade {
  session: GradedSession;
  input: GradeInput;
  rubricVersionId: string;
  /** SHA-256, hex. */
  rubricDigest: string;
  scenarioDigest: string;
}

/**
 * @param rubricVersionId the session's own when left out
 * @returns null for a session that is not there to be graded: it was invalidated meanwhile
 */
export async function readSessionToGrade(
  tx: TenantTx,
  sessionId: string,
  rubricVersionId?: string,
): Promise<SessionToGrade | null> {
  const session = await sessionToGrade(tx, sessionId);
  if (session?.state !== 'COMPLETED') return null;
  const [rubricVersion] = await rubricVersionsByIds(tx, [rubricVersionId ?? session.rubricVersionId]);
  const [scenario] = await scenarioVersionsByIds(tx, [session.scenarioVersionId]);
  if (!rubricVersion || !scenario) throw new Error('the rubric or scenario version of this session is not there');
  const turns: TranscriptTurn[] = (await turnsOf(tx, sessionId)).map(({ number, speaker, text }) => ({
    number,
    speaker,
    text,
  }));
  const { script, persona, cues } = scenario.body;
  const scripted = session.engineKind === 'SCRIPTED' && script !== undefined;
  return {
    session,
    input: {
      rubric: rubricVersion.rubric,
      turns,
      civilianName: script?.persona.name ?? persona?.name,
      scenarioCues: cues,
      stressTrajectory: scripted ? replayState(script, turns).trajectory : undefined,
      // A device's word for how its session ended is not evidence; its turns are.
      ending: scripted && session.origin === 'LIVE' ? (session.outcomePath ?? undefined) : undefined,
    },
    rubricVersionId: rubricVersion.id,
    rubricDigest: rubricVersion.digest,
    scenarioDigest: scenario.digest,
  };
}

/** SHA-256 (hex) over what was graded, by what, with which result. */
export const gradeDigest = (
  { session, input, rubricDigest, scenarioDigest }: SessionToGrade,
  proposal: ProposedGrade,
): string =>
  digestOf({
    sessionId: session.id,
    rubric: rubricDigest,
    scenario: scenarioDigest,
    turns: [...input.turns],
    proposal,
  });
