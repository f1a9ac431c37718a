import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CORE_RUBRIC } from '../src/core-rubric.fixture.js';
import { tableOf } from '../src/calibration/statistics/agreement-table.js';
import { agreementOf } from '../src/calibration/statistics/agreement.js';
import { kappaGap } from '../src/calibration/statistics/weighted-kappa.js';
import { ratedSession, type RatedSession } from './rated-sessions.js';
import { scoringAgency, type ScoringAgency } from './scoring-agency.js';
import { scoringClient } from './scoring-client.js';
import { serveScoring, type ServedScoring } from './serve-scoring.js';

interface Estimated {
  value: number | null;
  low: number | null;
  high: number | null;
  missing: string | null;
}
interface Agreed {
  pairs: number;
  abstained: number;
  coverage: number | null;
  weightedKappa: Estimated;
  icc: Estimated;
  exact: number | null;
  adjacent: number | null;
  confusion: { first: number; second: number; sessions: number }[];
}
interface Found {
  both: number;
  onlyFirst: number;
  onlySecond: number;
  neither: number;
  sensitivity: Estimated;
}
interface Group {
  value: string | null;
  sessions: number;
  parts: { code: string; pairs: number; weightedKappa: Estimated; gap: Estimated | null }[];
}
interface Calibration {
  graders: {
    graderVersion: string;
    sessions: number;
    reviewedTwice: number;
    mayPrefill: boolean;
    parts: { code: string; grader: Agreed; reviewers: Agreed; shortfall: string | null }[];
    criticalFails: { code: string; grader: Found; reviewers: Found }[];
    subgroups: Group[];
    subgroupsTooSmall: number;
  }[];
}

const ESTIMATE = '{ value low high missing }';
const AGREEMENT = `{ pairs abstained coverage weightedKappa ${ESTIMATE} icc ${ESTIMATE} exact adjacent confusion { first second sessions } }`;
const FOUND = `{ both onlyFirst onlySecond neither sensitivity ${ESTIMATE} }`;
const QUERY = `query ($version: String, $subgroup: CalibrationDimension, $since: DateTime) {
  calibration(graderVersion: $version, subgroup: $subgroup, since: $since) { graders { graderVersion sessions reviewedTwice mayPrefill
    parts { code grader ${AGREEMENT} reviewers ${AGREEMENT} shortfall }
    criticalFails { code grader ${FOUND} reviewers ${FOUND} }
    subgroups { value sessions parts { code pairs weightedKappa ${ESTIMATE} gap ${ESTIMATE} } } subgroupsTooSmall } } }`;

/** What the pure functions say of these pairs of levels. */
const figuresOf = (pairs: readonly (readonly [number, number])[], abstained = 0) => {
  const { table, weightedKappa, icc, ...rest } = agreementOf(
    tableOf(
      6,
      pairs.map(([first, second]) => ({ first, second, count: 1 })),
    ),
    abstained,
  );
  const { standardError: _, ...kappa } = weightedKappa;
  const confusion = table.flatMap((row, first) =>
    row.flatMap((sessions, second) => (sessions > 0 ? [{ first, second, sessions }] : [])),
  );
  return { ...rest, weightedKappa: kappa, icc, confusion };
};

describe('calibration', () => {
  let served: ServedScoring;
  let agency: ScoringAgency;
  let other: ScoringAgency;
  let client: ReturnType<typeof scoringClient>;
  beforeAll(async () => {
    served = await serveScoring();
    client = scoringClient(served);
  });
  beforeEach(async () => {
    [agency, other] = [await scoringAgency(served.db), await scoringAgency(served.db)];
    served.tokens.set('instructor', () => agency.as(agency.instructors[0]));
    served.tokens.set('trainee', () => agency.as(agency.trainees[0]));
    served.tokens.set('other', () => other.as(other.instructors[0]));
  });
  afterAll(() => served.close());
  const rate = (whose: ScoringAgency, sessions: readonly RatedSession[]): Promise<void> =>
    served.db.run(whose.task(), async (tx) => {
      for (const one of sessions) await ratedSession(tx, whose, one);
    });
  const ask = (variables: Record<string, unknown> = {}, token = 'instructor') =>
    client.one<Calibration>(token, QUERY, variables);
  const LEVELS: [number, number][] = [
    [0, 1],
    [3, 3],
    [4, 4],
    [5, 3],
    [2, 2],
    [1, 0],
    [4, 5],
    [3, 3],
  ];

  it('says of each grader what the pure functions say of the same pairs, and counts nobody else’s', async () => {
    await rate(
      agency,
      LEVELS.map(([first, second]) => ({
        graders: { 'judge-1': { level: first }, 'judge-2': { level: second } },
        reviews: [{ level: second }],
      })),
    );
    await rate(other, [{ graders: { 'judge-1': { level: 0 } }, reviews: [{ level: 5 }] }]);
    const { graders } = await ask();
    expect(graders.map((one) => [one.graderVersion, one.sessions])).toEqual([
      ['judge-1', 8],
      ['judge-2', 8],
    ]);
    const codes = CORE_RUBRIC.competencies.map(({ code }) => code);
    expect(graders[0]?.parts.map(({ code }) => code)).toEqual([...codes, 'OUTCOME']);
    for (const code of codes) {
      expect(graders[0]?.parts.find((part) => part.code === code)?.grader).toEqual(figuresOf(LEVELS));
      expect(graders[1]?.parts.find((part) => part.code === code)?.grader.weightedKappa.value).toBe(1);
    }
    expect((await ask({}, 'other')).graders).toMatchObject([{ sessions: 1, parts: expect.any(Array) }]);
    expect((await ask({ version: 'judge-2' })).graders).toHaveLength(1);
    const refused = await served.ask('trainee', QUERY);
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', scope: 'calibration:read' });
  });

  it('leaves out what was reviewed after a proposal was seen, what was invalidated and what nobody signed', async () => {
    const graders = { 'judge-1': { level: 3 } };
    await rate(agency, [
      { graders, reviews: [{ level: 4 }] },
      { graders, reviews: [{ level: 3 }] },
      { graders, reviews: [{ level: 1 }], prefilledBy: 'judge-1' },
      { graders, reviews: [{ level: 1 }, { level: 1 }], decision: 'INVALIDATED' },
      { graders },
      { graders, reviews: [{ level: 0 }], decidedAt: '2026-01-01T00:00:00Z' },
    ]);
    const confusion = async (since?: string) =>
      (await ask({ since })).graders[0]?.parts[0]?.grader.confusion.map(({ second }) => second);
    expect(await confusion()).toEqual([0, 3, 4]);
    expect(await confusion('2026-02-01T00:00:00Z')).toEqual([3, 4]);
  });

  it('tells what the grader left open, the outcome by its bands, and who found which critical fail', async () => {
    const fail = CORE_RUBRIC.criticalFails[0]!.code;
    await rate(agency, [
      {
        graders: { 'judge-1': { level: null, band: null, fails: [fail] } },
        reviews: [{ level: 2, band: 'ESCALATION', fails: [fail] }],
      },
      { graders: { 'judge-1': { level: 4, band: 'CONTAINMENT' } }, reviews: [{ level: 4, fails: [fail] }] },
      { graders: { 'judge-1': { level: 4, fails: [fail] } }, reviews: [{ level: 5 }] },
      { graders: { 'judge-1': { level: 1 } }, reviews: [{ level: 2 }] },
    ]);
    const [judge] = (await ask()).graders;
    expect(judge?.parts[0]?.grader).toEqual(
      figuresOf(
        [
          [4, 4],
          [4, 5],
          [1, 2],
        ],
        1,
      ),
    );
    const outcome = judge?.parts.at(-1)?.grader;
    expect(outcome).toMatchObject({ pairs: 3, abstained: 1, coverage: 0.75 });
    expect(outcome?.confusion).toEqual([
      { first: 1, second: 3, sessions: 1 },
      { first: 3, second: 3, sessions: 2 },
    ]);
    expect(judge?.criticalFails[0]).toMatchObject({
      code: fail,
      grader: { both: 1, onlyFirst: 1, onlySecond: 1, neither: 1, sensitivity: { value: 0.5 } },
    });
    expect(judge?.criticalFails[1]?.grader).toMatchObject({
      both: 0,
      neither: 4,
      sensitivity: { missing: 'NO_PAIRS' },
    });
  });

  it('shows how two blind reviewers of one session agree beside it, and no session twice', async () => {
    const graders = { 'judge-1': { level: 3 }, 'judge-2': { level: 3 } };
    await rate(
      agency,
      LEVELS.map(([first, second]) => ({ graders, reviews: [{ level: first }, { level: second }] })),
    );
    await rate(agency, [{ graders, reviews: [{ level: 0 }, { level: 5 }], prefilledBy: 'judge-1' }]);
    for (const grader of (await ask()).graders) {
      expect(grader.reviewedTwice).toBe(8);
      expect(grader.parts[0]?.reviewers).toEqual(figuresOf(LEVELS));
      expect(grader.parts[0]?.grader.pairs).toBe(8);
    }
  });

  it('tells groups apart with the gap to all others, and shows none that is small', async () => {
    const live = [...LEVELS, ...LEVELS.slice(0, 3)];
    const edge: [number, number][] = live.map(([first, second], at) => [at % 2 ? 5 - first : first, second]);
    const sessions = (origin: 'LIVE' | 'EDGE', pairs: [number, number][], engineKind: 'SCRIPTED' | 'IN_PROCESS') =>
      pairs.map(([first, second]): RatedSession => ({
        origin,
        engineKind,
        graders: { 'judge-1': { level: first } },
        reviews: [{ level: second }],
      }));
    await rate(agency, sessions('LIVE', live, 'SCRIPTED'));
    await rate(agency, sessions('EDGE', edge.slice(0, 10), 'SCRIPTED'));
    await rate(agency, sessions('EDGE', edge.slice(10), 'IN_PROCESS'));
    const byOrigin = (await ask({ subgroup: 'ORIGIN' })).graders[0];
    expect(byOrigin?.subgroups.map(({ value, sessions }) => [value, sessions])).toEqual([
      ['EDGE', 11],
      ['LIVE', 11],
    ]);
    const kappas = [edge, live].map(
      (pairs) =>
        agreementOf(
          tableOf(
            6,
            pairs.map(([first, second]) => ({ first, second, count: 1 })),
          ),
        ).weightedKappa,
    );
    const { standardError: _, ...own } = kappas[0]!;
    expect(byOrigin?.subgroups[0]?.parts[0]).toMatchObject({
      pairs: 11,
      weightedKappa: own,
      gap: kappaGap(kappas[0]!, kappas[1]!),
    });
    expect(byOrigin?.sessions).toBe(22);
    // The others are one session: neither shown nor to be told from the gap.
    const byEngine = (await ask({ subgroup: 'ENGINE_KIND' })).graders[0];
    expect(byEngine?.subgroups.map(({ value }) => value)).toEqual(['SCRIPTED']);
    expect(byEngine?.subgroups[0]?.parts[0]?.gap).toBeNull();
    expect(byEngine?.subgroupsTooSmall).toBe(1);
    for (const subgroup of ['SCENARIO', 'ORG_UNIT']) {
      expect((await ask({ subgroup })).graders[0]?.subgroups[0]).toMatchObject({ sessions: 22 });
    }
  });
});
