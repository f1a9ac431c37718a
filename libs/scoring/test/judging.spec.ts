import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ProposedGrade } from '../src/index.js';
import { judgeCard, serveJudge, type ServedJudge } from './serve-judge.js';
import { scoringAgency, type ScoringAgency } from './scoring-agency.js';
import { serveScoring, type ServedScoring } from './serve-scoring.js';

interface GradeRow {
  grader: string;
  grader_version: string;
  label: string;
  digest: string;
  final: string | null;
  model_version_id: string | null;
  proposal: ProposedGrade;
}

describe('a judge', () => {
  let served: ServedScoring;
  let judge: ServedJudge;
  let agency: ScoringAgency;
  let count = 0;
  beforeAll(async () => {
    served = await serveScoring();
    judge = await serveJudge(served);
  });
  beforeEach(async () => {
    agency = await scoringAgency(served.db);
    judge.say();
    count += 1;
  });
  afterAll(async () => {
    await judge?.close();
    await served?.close();
  });

  const judged = (uuid: string): Promise<GradeRow[]> =>
    served.rows<GradeRow>(
      agency,
      `select grader, grader_version, label, digest, final, model_version_id, proposal from grades
       where session_id = $1 and grader = 'JUDGE'`,
      uuid,
    );

  it('proposes a grade from exact quotes, asked once for each part in three samples, and says by what', async () => {
    const modelVersionId = await judge.give(agency, judgeCard(`judge-${count}`));
    const before = judge.server.requests.length;
    const { uuid } = await served.graded(agency, { traineeId: agency.trainees[0] });
    expect(await judge.judgeAll(agency)).toEqual([{ status: 'fulfilled', value: undefined }]);
    const [grade] = await judged(uuid);
    expect(grade).toMatchObject({ label: 'CERTIFYING', model_version_id: modelVersionId });
    expect(grade?.proposal.levels.map(({ level }) => level)).toEqual(Array.from({ length: 8 }, () => 4));
    expect(grade?.proposal.outcome.band).toBe('RESOLUTION');
    expect(grade?.proposal.judge).toMatchObject({
      modelVersionId,
      samples: 3,
      engines: ['judge-server'],
      notAsked: [],
    });
    expect(judge.server.requests.length - before).toBe((8 + 1 + 7) * 3);
    expect(await served.rows(agency, `select id from tasks where name = 'judge-session'`)).toEqual([]);
  });
});
