import { AgenciesModule } from '#agencies';
import { CurriculaModule, publishPacks, readPacks } from '#curricula';
import { IdentityModule } from '#identity';
import { Actor, Events, oneTransaction, Tasks, TenantDb, type TenantTx } from '#platform';
import { testApp, type TestApp } from '#testing';
import { recordTraining, TraineesModule, type RosterState } from '#trainees';
import { v7 as uuidv7 } from 'uuid';
import { ComplianceModule, readMandatePack } from '../src/index.js';

/** What came back: the tests say what it must be. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Json = any;

export interface Answer {
  data: Json;
  errors?: { message: string; extensions: { code: string } }[];
}

const ADOPT = `mutation($input: AdoptMandateInput!) { adoptMandate(input: $input) {
  mandate { id code version } userErrors { code field message } } }`;

export interface ComplianceApi {
  app: TestApp;
  db: TenantDb;
  /** With the handlers of this context. */
  tasks: Tasks;
  /** What is recorded through it is told to this context. */
  events: Events;
  ask(token: string, query: string, variables?: Record<string, unknown>): Promise<Answer>;
  token(agencyId: string, memberId: string): Promise<string>;
  /** Adopts version 1.0.0 of a mandate, tracked from 2026 with sixty days' warning; `mandate` and `userErrors` come back. */
  adopt(token: string, code: string, changes?: object): Promise<Json>;
  close(): Promise<void>;
}

/** The API of this context and those it stands on, with the shipped mandates in the library. */
export async function complianceApi(): Promise<ComplianceApi> {
  const packs = await readPacks(new URL('../../../packs', import.meta.url).pathname, readMandatePack);
  const app = await testApp({
    modules: [IdentityModule, AgenciesModule, CurriculaModule, TraineesModule, ComplianceModule],
  });
  await oneTransaction(app.database.urls.librarian, 'test', (tx) => publishPacks(tx, packs));
  const ask = (token: string, query: string, variables?: Record<string, unknown>): Promise<Answer> =>
    app.as(token).ask(query, variables) as Promise<Answer>;
  return {
    app,
    ask,
    adopt: async (token, code, changes = {}) => {
      const policy = { warnDays: 60, graceDays: 0, trackedFrom: '2026-01-01' };
      const input = { code, version: '1.0.0', policy, idempotencyKey: uuidv7(), ...changes };
      const { data, errors } = await ask(token, ADOPT, { input });
      return data?.adoptMandate ?? errors;
    },
    db: app.get(TenantDb),
    tasks: app.get(Tasks),
    events: app.get(Events),
    token: async (agencyId, memberId) => (await app.tokens.issueMemberToken(agencyId, memberId)).accessToken,
    close: () => app.stop(),
  };
}

/** An agency with an admin and officers who are licensed in Georgia, Florida and Texas since 2024. */
export class ComplianceAgency {
  readonly id = uuidv7();
  readonly adminId = uuidv7();
  readonly instructorId = uuidv7();
  readonly officers: string[] = [];

  private constructor(private readonly db: TenantDb) {}

  static async make(db: TenantDb, officers: number, timezone = 'America/New_York'): Promise<ComplianceAgency> {
    const agency = new ComplianceAgency(db);
    await agency.write(async (tx) => {
      await tx.query(
        `insert into agencies (agency_id, id, name, timezone, state_code) values ($1, $1, 'Brook County', $2, 'GA')`,
        [tx.agencyId, timezone],
      );
      await agency.addMember(tx, agency.adminId, 'AGENCY_ADMIN', 'Admin');
      await agency.addMember(tx, agency.instructorId, 'INSTRUCTOR', 'Instructor');
    });
    await agency.addOfficers(officers);
    return agency;
  }

  addOfficers(count: number): Promise<void> {
    return this.write(async (tx) => {
      for (let each = 0; each < count; each += 1) {
        const id = uuidv7();
        this.officers.push(id);
        await this.addMember(tx, id, 'TRAINEE', `Officer ${String(this.officers.length).padStart(3, '0')}`);
        await tx.query(
          `insert into member_facts (agency_id, member_id, fact, value, valid_from) values ($1, $2, 'licence', 'GA_PEACE_OFFICER', '2024-01-01'),
             ($1, $2, 'licence', 'TX_PEACE_OFFICER', '2024-01-01'), ($1, $2, 'role', 'FULL_TIME', '2024-01-01'), ($1, $2, 'certifiedOn', '2024-02-10', '2024-01-01')`,
          [tx.agencyId, id],
        );
        await markRaw(tx, [id]);
      }
    });
  }

  /** A presentation of a course of its own, with these officers on its roster. */
  async presentation(
    officers: string[],
    course: { hours: number; categories: string[]; on: string; roster: RosterState; courseCode?: string },
  ): Promise<{ presentationId: string; courseVersionId: string }> {
    const [courseId, courseVersionId, presentationId] = [uuidv7(), uuidv7(), uuidv7()];
    await this.write(async (tx) => {
      await tx.query(`insert into courses (agency_id, id, code, title) values ($1, $2, $3, 'De-escalation')`, [
        tx.agencyId,
        courseId,
        `DE-${courseId}`,
      ]);
      await tx.query(
        `insert into course_versions (agency_id, id, course_id, version, state, board, control_number, hours, categories, course_code,
           delivery, proof_engine_kinds) values ($1, $2, $3, 1, 'APPROVED', 'GA-POST', 'GA-1', $4, $5, $6, 'CLASSROOM', '{SCRIPTED}')`,
        [
          tx.agencyId,
          courseVersionId,
          courseId,
          course.hours,
          course.categories,
          course.courseCode ?? `DE-${courseId.slice(-6)}`,
        ],
      );
      await tx.query(
        `insert into presentations (agency_id, id, course_version_id, instructor_id, starts_on, ends_on, location, roster_state)
         values ($1, $2, $3, $4, $5, $5, 'Academy', $6)`,
        [tx.agencyId, presentationId, courseVersionId, this.instructorId, course.on, course.roster],
      );
      for (const officer of officers) {
        await tx.query('insert into roster_entries (agency_id, presentation_id, trainee_id) values ($1, $2, $3)', [
          tx.agencyId,
          presentationId,
          officer,
        ]);
      }
      await markRaw(tx, officers);
    });
    return { presentationId, courseVersionId };
  }

  /** The training record that a signed proof session of the presentation earns. */
  earn(
    traineeId: string,
    at: { presentationId: string; courseVersionId: string },
    completedOn: string,
    score: number | null = 88,
  ): Promise<void> {
    return this.write(async (tx, actor) => {
      await recordTraining(tx, actor, { ...at, traineeId, completedOn, score, sourceId: uuidv7() }, new Events());
      await markRaw(tx, [traineeId]);
    });
  }

  write(work: (tx: TenantTx, actor: Actor) => Promise<void>): Promise<void> {
    const claims = { agencyId: this.id, principalId: this.adminId, scopes: new Map(), requestId: 'test' } as const;
    const actor = new Actor({ ...claims, kind: 'MEMBER' });
    return this.db.run(actor, (tx) => work(tx, actor));
  }

  private async addMember(tx: TenantTx, id: string, role: string, familyName: string): Promise<void> {
    await tx.query(`insert into principals (agency_id, id, kind) values ($1, $2, 'MEMBER')`, [tx.agencyId, id]);
    await tx.query(`insert into members (agency_id, id, given_name, family_name) values ($1, $2, 'Ada', $3)`, [
      tx.agencyId,
      id,
      familyName,
    ]);
    await tx.query('insert into role_assignments (agency_id, principal_id, role) values ($1, $2, $3)', [
      tx.agencyId,
      id,
      role,
    ]);
  }
}

/** What the events of the product do: rows that are written by hand tell of nothing. */
async function markRaw(tx: TenantTx, memberIds: readonly string[]): Promise<void> {
  await tx.query(
    'insert into stale_members (agency_id, member_id, bulk) select $1, id, false from unnest($2::uuid[]) id',
    [tx.agencyId, memberIds],
  );
  await tx.query(`insert into tasks (agency_id, name, payload, priority) values ($1, 'evaluate-standings', '{}', 30)`, [
    tx.agencyId,
  ]);
}
