import { AgenciesModule } from '#agencies';
import { CurriculaModule, publishPacks, readPacks } from '#curricula';
import { IdentityModule } from '#identity';
import { oneTransaction, TenantDb } from '#platform';
import { testApp, until, type TestApp } from '#testing';
import { TraineesModule } from '#trainees';
import { v7 as uuidv7 } from 'uuid';
import { ComplianceModule, readMandatePack } from '../src/index.js';
import type { Json } from './compliance-agency.js';

const EXPORT = `id kind format layout mandateCode from to asOf allowProblems startedById rows problemCount blockingCount
  problems { row code field message blocking } operation { state done total result error }
  blob { fileName mediaType bytes digest downloadUrl expiresAt }`;
const START = `mutation ($input: StartExportInput!) { startExport(input: $input) { export { ${EXPORT} } userErrors { code field message } } }`;
const READ = `query ($id: ID!) { node(id: $id) { ... on Export { ${EXPORT} } } }`;
const LIST = `query ($after: String) { exports(first: 2, after: $after) { pageInfo { hasNextPage endCursor } nodes { ${EXPORT} } } }`;
const ADOPT = `mutation ($input: AdoptMandateInput!) { adoptMandate(input: $input) { mandate { id } userErrors { message } } }`;

/** The API with a worker that writes exports, or without one. */
export class ExportClient {
  private constructor(readonly app: TestApp) {}

  static async serve({ worker }: { worker: boolean }): Promise<ExportClient> {
    const modules = [IdentityModule, AgenciesModule, CurriculaModule, TraineesModule, ComplianceModule];
    const app = await testApp({ modules, ...(worker ? { worker: modules } : {}) });
    const packs = await readPacks(new URL('../../../packs', import.meta.url).pathname, readMandatePack);
    await oneTransaction(app.database.urls.librarian, 'test', (tx) => publishPacks(tx, packs));
    return new ExportClient(app);
  }

  get db(): TenantDb {
    return this.app.get(TenantDb);
  }

  async token(agencyId: string, memberId: string): Promise<string> {
    return (await this.app.tokens.issueMemberToken(agencyId, memberId)).accessToken;
  }

  async adopt(token: string, code: string): Promise<void> {
    const policy = { warnDays: 60, graceDays: 0, trackedFrom: '2026-01-01' };
    const input = { code, version: '1.0.0', policy, idempotencyKey: uuidv7() };
    const { userErrors } = await this.app.as(token).done<Json>(ADOPT, { input });
    if (userErrors?.length > 0) throw new Error(JSON.stringify(userErrors));
  }

  /** The answer to `startExport`: `{export, userErrors}`, or the errors of the request. */
  async start(token: string, input: object): Promise<Json> {
    const asked = { format: 'CSV', byteOrderMark: false, idempotencyKey: uuidv7(), ...input };
    const { data, errors } = (await this.app.as(token).ask(START, { input: asked })) as Json;
    return data?.startExport ?? errors;
  }

  async read(token: string, id: string): Promise<Json> {
    return ((await this.app.as(token).ask(READ, { id })) as Json).data?.node;
  }

  async list(token: string, after: string | null = null): Promise<Json> {
    return ((await this.app.as(token).ask(LIST, { after })) as Json).data?.exports;
  }

  /** Starts an export and waits for its end. */
  async done(token: string, input: object): Promise<Json> {
    const { export: started, userErrors } = await this.start(token, input);
    if (!started) throw new Error(JSON.stringify(userErrors));
    return until('the end of an export', async () => {
      const now = await this.read(token, started.id);
      return ['DONE', 'FAILED'].includes(now.operation.state) ? now : null;
    });
  }

  async download(token: string, exported: Json): Promise<Buffer> {
    const response = await fetch(`${this.app.url}${exported.blob.downloadUrl}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    if (response.status !== 200) throw new Error(`the download answered ${response.status}`);
    return Buffer.from(await response.arrayBuffer());
  }
}
