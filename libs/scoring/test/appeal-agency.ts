import { scopesOfRoles, type MemberRole } from '#identity';
import { Actor } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { reviewOf, scoringClient, type GradeView, type UserErrors } from './scoring-client.js';
import { scoringAgency, type NewSession, type ScoringAgency } from './scoring-agency.js';
import type { ServedScoring } from './serve-scoring.js';

export interface AppealView {
  id: string;
  state: string;
  reason: string;
  decision: string | null;
  decisionReason: string | null;
  noEligibleReviewer: boolean;
  reviewed: boolean;
}

const APPEAL =
  'id state reason points { about code words } decision decisionReason noEligibleReviewer reviewed endedAt';
const OWN_GRADE = `state decisionHidden proposalHidden appealableUntil appeal { state }
  decision { decision reason final passed decidedById } replacedDecision { decision final }`;
const GRADE = `${OWN_GRADE} proposal { id } reviews { id }`;
export const WHY = 'Turn 3 says more than that.';

export interface AppealedGradeView extends GradeView {
  decisionHidden: boolean;
  appealableUntil: string | null;
  appeal: { state: string } | null;
  replacedDecision: { decision: string; final: number } | null;
}

/** An agency whose people the database knows by their roles, with what they send about appeals. Tokens: `signer`, `second`, `trainee`, `admin`. */
export async function appealAgency(served: ServedScoring) {
  const agency: ScoringAgency = await scoringAgency(served.db);
  const client = scoringClient(served);
  const { tokens } = served;
  const hold = (memberId: string, role: MemberRole): Promise<unknown> =>
    served.rows(
      agency,
      `insert into role_assignments (agency_id, principal_id, role) values (app.agency_id(), $1, $2)`,
      memberId,
      role,
    );
  /** One more member of a role. */
  const join = async (token: string, role: MemberRole): Promise<string> => {
    const id = uuidv7();
    await served.rows(
      agency,
      `insert into principals (agency_id, id, kind) values (app.agency_id(), $1, 'MEMBER')`,
      id,
    );
    await served.rows(
      agency,
      `insert into members (agency_id, id, given_name, family_name) values (app.agency_id(), $1, 'Sam', 'Reed')`,
      id,
    );
    await hold(id, role);
    tokens.set(token, () => {
      const scopes = scopesOfRoles([role]);
      return new Actor({ agencyId: agency.agencyId, principalId: id, kind: 'MEMBER', scopes, requestId: 'test' });
    });
    return id;
  };
  for (const id of agency.instructors) await hold(id, 'INSTRUCTOR');
  for (const id of agency.trainees) await hold(id, 'TRAINEE');
  tokens.set('signer', () => agency.as(agency.instructors[0]));
  tokens.set('second', () => agency.as(agency.instructors[1]));
  tokens.set('trainee', () => agency.as(agency.trainees[0]));
  tokens.set('other-trainee', () => agency.as(agency.trainees[1]));
  tokens.set('learning-system', () => agency.learningSystem());
  await join('admin', 'AGENCY_ADMIN');

  const change = async <T>(
    token: string,
    name: string,
    input: object,
    selection: string,
    type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`,
  ): Promise<T & UserErrors> =>
    client.one(
      token,
      `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} userErrors { code field message } } }`,
      { input },
    );
  const keyed = (input: object): object => ({ idempotencyKey: uuidv7(), ...input });
  const appeal = (token: string, input: object) =>
    change<{ appeal: AppealView | null }>(
      token,
      'appealGrade',
      keyed({ reason: WHY, points: [], ...input }),
      `appeal { ${APPEAL} }`,
    );
  /** A session of the trainee that the signer has reviewed with this level, and signed. */
  const signed = async (level: number, given: Partial<NewSession> = {}): Promise<{ uuid: string; id: string }> => {
    const session = await served.graded(agency, { traineeId: agency.trainees[0], ...given });
    await client.submit('signer', reviewOf(session.id, level));
    const { userErrors } = await client.sign('signer', { sessionId: session.id, reason: WHY });
    if (userErrors.length > 0) throw new Error(JSON.stringify(userErrors));
    return session;
  };
  return {
    ...agency,
    client,
    join,
    signed,
    appeal,
    /** A signed session with an open appeal. */
    appealed: async (level: number, given: Partial<NewSession> = {}) => {
      const session = await signed(level, given);
      const { appeal: filed, userErrors } = await appeal('trainee', { sessionId: session.id });
      if (!filed) throw new Error(JSON.stringify(userErrors));
      return { ...session, appealId: filed.id };
    },
    withdraw: (token: string, appealId: string) =>
      change<{ appeal: AppealView | null }>(token, 'withdrawAppeal', { appealId }, `appeal { ${APPEAL} }`),
    submit: (token: string, appealId: string, level: number) => {
      const { sessionId: _session, ...review } = reviewOf('', level);
      return change<{ sessionGrade: AppealedGradeView | null }>(
        token,
        'submitAppealReview',
        { ...review, appealId },
        `sessionGrade { ${GRADE} }`,
      );
    },
    decide: (token: string, input: object) =>
      change<{ appeal: AppealView | null; sessionGrade: AppealedGradeView | null; trainingRecordId: string | null }>(
        token,
        'decideAppeal',
        keyed({ reason: WHY, ...input }),
        `appeal { ${APPEAL} } sessionGrade { ${GRADE} } trainingRecordId`,
      ),
    grade: (token: string, sessionId: string) =>
      client.one<AppealedGradeView | null>(
        token,
        `query ($id: ID!) { sessionGrade(sessionId: $id) { ${token === 'trainee' ? OWN_GRADE : GRADE} } }`,
        { id: sessionId },
      ),
    appeals: async (token: string, state?: string) =>
      (
        await client.one<{ nodes: AppealView[] }>(
          token,
          `query ($state: AppealState) { appeals(first: 20, state: $state) { nodes { ${APPEAL} } } }`,
          { state },
        )
      ).nodes,
    change,
    /** The ledger of the trainee, oldest first. */
    ledger: () =>
      served.rows<{ hours: string; score: string | null; source: string; reason: string | null; corrects: boolean }>(
        agency,
        `select hours, score, source, reason, corrects_id is not null as corrects from training_records
         where trainee_id = $1 order by recorded_at, id`,
        agency.trainees[0],
      ),
    audited: async (...actions: string[]) =>
      (
        await served.rows<{ action: string }>(
          agency,
          `select action from audit_entries where action = any(string_to_array($1, ',')) order by id`,
          actions.join(','),
        )
      ).map(({ action }) => action),
  };
}

export type AppealAgency = Awaited<ReturnType<typeof appealAgency>>;
