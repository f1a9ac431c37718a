import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { toGlobalId } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { reviewOf, scoringClient, type UserErrors } from './scoring-client.js';
import { scoringAgency, type ScoringAgency } from './scoring-agency.js';
import { serveScoring, type ServedScoring } from './serve-scoring.js';

const QUOTED = 'evidence { turn quote start end before { number } said { number text } after { number } }';
const CONTENT = `levels { competency level reason ${QUOTED} } outcome { band ${QUOTED} } criticalFails { code } penalties { code }`;
const WORKSPACE = `query ($id: ID!, $purpose: ReviewPurpose) { reviewWorkspace(sessionId: $id, purpose: $purpose) {
  pseudonym traineeId needs scenarioTitle purpose
  rubric { competencies { code weight anchors { level text } } outcomeBands { code min max } criticalFails { code text } penalties { code points } }
  turns { number speaker text }
  draft { revision content { ${CONTENT} } } review { final passed content { ${CONTENT} } }
  proposal { ${CONTENT} } comparison { changes levels { competency difference } } other { differs } } }`;
const SAVE = `mutation ($input: SaveReviewDraftInput!) { saveReviewDraft(input: $input) { revision userErrors { code field message } } }`;

interface Quoted {
  evidence: { start: number | null; end: number | null; quote: string; said: { text: string } | null }[];
}
interface WorkspaceView {
  needs: string | null;
  rubric: { competencies: { code: string; anchors: { level: number }[] }[] };
  turns: { number: number; speaker: string; text: string }[];
  draft: { revision: number; content: { levels: (Quoted & { level: number | null })[] } } | null;
  review: { final: number; content: { levels: Quoted[] } } | null;
  proposal: { levels: Quoted[] } | null;
  comparison: { levels: object[] } | null;
}

describe('the workspace of a reviewer', () => {
  let served: ServedScoring;
  let agency: ScoringAgency;
  let client: ReturnType<typeof scoringClient>;
  beforeAll(async () => {
    served = await serveScoring();
    client = scoringClient(served);
  });
  beforeEach(async () => {
    agency = await scoringAgency(served.db);
    agency.instructors.forEach((id, at) => served.tokens.set(`instructor-${at}`, () => agency.as(id)));
    served.tokens.set('trainee-0', () => agency.as(agency.trainees[0]));
    served.tokens.set('learning-system', () => agency.learningSystem());
    const other = await scoringAgency(served.db);
    served.tokens.set('other-instructor', () => other.as(other.instructors[0]));
  });
  afterAll(() => served.close());

  const workspace = (token: string, id: string, purpose?: string) =>
    client.one<WorkspaceView | null>(token, WORKSPACE, { id, purpose });
  const draft = (sessionId: string, revision: number, level: number | null = 3) => ({
    sessionId,
    revision,
    levels: [{ competency: 'ACTIVE_LISTENING', level, evidence: [{ turn: 3, quote: 'I hear you' }] }],
    criticalFails: [],
    penalties: [],
  });
  const save = (token: string, input: object) =>
    client.one<{ revision: number | null } & UserErrors>(token, SAVE, { input });
  const graded = () => served.graded(agency, { traineeId: agency.trainees[0] });

  it('shows the dialogue and the rubric with its anchors, and the proposal only beside an own review', async () => {
    const { id } = await graded();
    const before = await workspace('instructor-0', id);
    expect(before).toMatchObject({ needs: 'REVIEW', review: null, proposal: null, comparison: null, draft: null });
    expect(before?.turns).toHaveLength(20);
    expect(before?.rubric.competencies).toHaveLength(8);
    expect(before?.rubric.competencies[0]?.anchors.map(({ level }) => level)).toEqual([0, 1, 3, 5]);
    await client.submit('instructor-0', reviewOf(id));
    const after = await workspace('instructor-0', id);
    expect(after).toMatchObject({ needs: 'SIGNATURE', review: { final: 82.4 }, comparison: { changes: true } });
    const shown = [...(after?.review?.content.levels ?? []), ...(after?.proposal?.levels ?? [])].flatMap(
      (one) => one.evidence,
    );
    expect(shown.length).toBeGreaterThan(8);
    for (const { said, start, end, quote } of shown) expect(said?.text.slice(start!, end!)).toBe(quote);
    expect((await workspace('instructor-1', id))?.proposal).toBeNull();
  });

  it('keeps a draft for its reviewer alone until the review is submitted', async () => {
    const { id, uuid } = await graded();
    expect(await save('instructor-0', draft(id, 0, null))).toEqual({ revision: 1, userErrors: [] });
    expect(await save('instructor-0', draft(id, 1))).toEqual({ revision: 2, userErrors: [] });
    const { draft: kept } = (await workspace('instructor-0', id))!;
    expect(kept).toMatchObject({
      revision: 2,
      content: {
        levels: [{ level: 3, evidence: [{ start: 0, end: 10, before: { number: 2 }, after: { number: 4 } }] }],
      },
    });
    expect((await workspace('instructor-1', id))?.draft).toBeNull();
    // A draft signs nothing, and opens nothing.
    expect((await client.sign('instructor-0', { sessionId: id, reason: 'Agreed.' })).userErrors[0]?.code).toBe(
      'WRONG_STATE',
    );
    expect((await workspace('instructor-0', id))?.proposal).toBeNull();
    await client.submit('instructor-0', reviewOf(id));
    expect((await workspace('instructor-0', id))?.draft).toBeNull();
    expect((await save('instructor-0', draft(id, 0))).userErrors[0]?.code).toBe('WRONG_STATE');
    expect(await served.rows(agency, 'select revision from review_drafts where session_id = $1', uuid)).toEqual([]);
    const begun = await served.rows(
      agency,
      `select id from audit_entries where action = 'review.begun' and entity_id = $1`,
      uuid,
    );
    expect(begun).toHaveLength(1);
  });

  it('refuses a draft over one that was saved from elsewhere, and takes the same save twice', async () => {
    const { id } = await graded();
    const once = [await save('instructor-0', draft(id, 0)), await save('instructor-0', draft(id, 0))];
    expect(once).toEqual([
      { revision: 1, userErrors: [] },
      { revision: 1, userErrors: [] },
    ]);
    const both = await Promise.all([save('instructor-0', draft(id, 1, 4)), save('instructor-0', draft(id, 1, 5))]);
    expect(both.map(({ revision }) => revision).sort()).toEqual([2, null]);
    expect(both.flatMap(({ userErrors }) => userErrors)).toEqual([
      expect.objectContaining({ code: 'CONFLICT', field: 'input.revision' }),
    ]);
    expect((await save('instructor-0', draft(id, 7))).userErrors[0]?.field).toBe('input.revision');
    const beyond = await served.ask('instructor-0', SAVE, { input: draft(id, 2, 6) });
    expect(beyond.errors?.[0]?.extensions?.code).toBe('BAD_INPUT');
    expect((await workspace('instructor-0', id))?.draft?.revision).toBe(2);
  });

  it('is nobody’s for a session of their own, practice, or another agency’s, and needs the scope', async () => {
    const own = await served.graded(agency, { traineeId: agency.instructors[1] });
    const practice = await served.graded(agency, { traineeId: agency.trainees[0], mode: 'PRACTICE' });
    const missing = toGlobalId('ScenarioSession', uuidv7());
    expect(await workspace('instructor-1', own.id)).toBeNull();
    expect(await workspace('instructor-0', practice.id)).toBeNull();
    expect(await workspace('other-instructor', own.id)).toBeNull();
    expect((await save('instructor-1', draft(own.id, 0))).userErrors[0]?.code).toBe('NOT_ALLOWED');
    const foreign = (token: string, id: string) => save(token, draft(id, 0));
    expect(await foreign('other-instructor', own.id)).toEqual(await foreign('other-instructor', missing));
    expect(await foreign('instructor-0', practice.id)).toEqual(await foreign('instructor-0', missing));
    for (const token of ['trainee-0', 'learning-system']) {
      for (const [query, variables] of [
        [WORKSPACE, { id: own.id }],
        [SAVE, { input: draft(own.id, 0) }],
      ] as const) {
        const refused = await served.ask(token, query, variables);
        expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', scope: 'grade:review' });
      }
    }
    expect(await served.rows(agency, 'select 1 from review_drafts')).toEqual([]);
    expect(await served.rows(agency, `select 1 from audit_entries where action like 'review.%'`)).toEqual([]);
  });

  it('has a review for each purpose that something is graded for, by a rubric version of its own', async () => {
    const { id, uuid } = await graded();
    expect(await workspace('instructor-0', id, 'OUTCOME')).toBeNull();
    const outcome = { ...reviewOf(id), purpose: 'OUTCOME', levels: [] };
    expect((await client.submit('instructor-0', outcome)).userErrors[0]?.code).toBe('WRONG_STATE');
    await served.rows(
      agency,
      `with outcome as (
         insert into rubric_versions (agency_id, id, rubric_id, version, state, source, digest, body)
         select agency_id, uuidv7(), rubric_id, '2', state, source, 'outcome', body || jsonb_build_object('purpose', 'OUTCOME',
           'competencies', '[]'::jsonb, 'shares', jsonb_build_object('process', 0, 'outcome', 100)) from rubric_versions
         returning agency_id, id)
       insert into grades (agency_id, session_id, rubric_version_id, grader, grader_version, label, proposal, final, lowest_final,
         highest_final, abstained, critical_fails, digest)
       select g.agency_id, g.session_id, o.id, g.grader, g.grader_version, g.label, g.proposal, g.final, g.lowest_final, g.highest_final,
         g.abstained, g.critical_fails, g.digest from grades g join outcome o on o.agency_id = g.agency_id where g.session_id = $1`,
      uuid,
    );
    expect((await workspace('instructor-0', id, 'OUTCOME'))?.rubric.competencies).toEqual([]);
    expect((await workspace('instructor-0', id))?.rubric.competencies).toHaveLength(8);
    expect((await client.submit('instructor-0', { ...outcome, idempotencyKey: uuidv7() })).userErrors).toEqual([]);
    // It certifies nothing, and shows nothing of the other purpose's proposal.
    expect(await client.grade('instructor-0', id)).toMatchObject({ proposalHidden: 'UNTIL_OWN_REVIEW' });
    expect((await client.sign('instructor-0', { sessionId: id, reason: 'No.' })).userErrors[0]?.code).toBe(
      'WRONG_STATE',
    );
    expect((await client.submit('instructor-0', reviewOf(id))).userErrors).toEqual([]);
    expect((await client.sign('instructor-0', { sessionId: id, reason: 'Agreed.' })).userErrors).toEqual([]);
    const stored = await served.rows(
      agency,
      'select purpose, final::float8 from reviews where session_id = $1 order by id',
      uuid,
    );
    expect(stored).toEqual([
      { purpose: 'OUTCOME', final: 88 },
      { purpose: 'CERTIFICATION', final: 82.4 },
    ]);
  });
});
