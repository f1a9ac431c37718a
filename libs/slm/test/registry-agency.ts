import { AgenciesModule } from '#agencies';
import { IdentityModule } from '#identity';
import { Actor, fromGlobalId, oneTransaction, TenantDb, type PlainTx, type TenantTx } from '#platform';
import {
  allowModel,
  beginCanary,
  operatorByName,
  registerModel,
  SlmModule,
  type ModelCard,
  type ModelPurpose,
  type Percent,
} from '#slm';
import { testApp, type GraphqlClient, type TestApp } from '#testing';
import { v7 as uuidv7 } from 'uuid';

const PROVISION = `mutation($input: ProvisionAgencyInput!) { provisionAgency(input: $input) { agencyId adminId userErrors { code } } }`;

export interface RegistryAgency {
  id: string;
  slug: string;
  admin: GraphqlClient;
  in<T>(work: (tx: TenantTx) => Promise<T>): Promise<T>;
}

/** The API with agencies and models, and what operators do to it. */
export async function registryApp() {
  const app: TestApp = await testApp({ modules: [IdentityModule, AgenciesModule, SlmModule] });
  const as = <T>(role: 'operator' | 'app' | 'worker', work: (tx: PlainTx) => Promise<T>): Promise<T> =>
    oneTransaction(app.database.urls[role], 'test', work);
  const operating = <T>(work: (tx: PlainTx, operator: string) => Promise<T>): Promise<T> =>
    as('operator', async (tx) => work(tx, await operatorByName(tx, 'desk')));
  const operatorIn = async (agencyId: string): Promise<Actor> => {
    const principalId = await as('operator', (tx) => operatorByName(tx, 'desk'));
    return new Actor({ agencyId, principalId, kind: 'OPERATOR', scopes: new Map(), requestId: 'test' });
  };
  return {
    app,
    as,
    operating,
    async newAgency(slug: string): Promise<RegistryAgency> {
      const operator = app.as((await app.tokens.issueOperatorToken('desk')).accessToken);
      const admin = { givenName: 'Ada', familyName: 'Stone', email: 'ada@example.org' };
      const { agencyId, adminId } = await operator.done<{ agencyId: string; adminId: string }>(PROVISION, {
        input: { idempotencyKey: slug, slug, name: slug, timezone: 'America/New_York', stateCode: 'GA', admin },
      });
      const id = fromGlobalId('Agency', agencyId, 'id');
      const token = await app.tokens.issueMemberToken(id, fromGlobalId('Member', adminId, 'id'));
      const somebody = { agencyId: id, principalId: uuidv7(), scopes: new Map(), requestId: 'test' };
      return {
        id,
        slug,
        admin: app.as(token.accessToken),
        in: (work) => app.get(TenantDb).run(new Actor({ ...somebody, kind: 'TASK' }), work),
      };
    },
    /** Registers the card and lets agencies be given it. @returns its UUID */
    canary: (card: ModelCard): Promise<string> =>
      operating(async (tx, operator) => {
        const { version } = await registerModel(tx, operator, card);
        await beginCanary(tx, operator, card, 'a test has no held-out cases');
        return version.id;
      }),
    /** @param before the commit, what else shall happen */
    async allow(
      agency: RegistryAgency,
      card: ModelCard,
      percent: Percent,
      before: () => Promise<void> = () => Promise.resolve(),
      purpose: ModelPurpose = 'PLAYER',
    ): Promise<Percent> {
      const operator = await operatorIn(agency.id);
      return app.get(TenantDb).run(operator, async (tx) => {
        const allowed = await allowModel(tx, operator, card, percent, purpose);
        await before();
        return allowed.before;
      });
    },
    async climb(agency: RegistryAgency, card: ModelCard): Promise<void> {
      for (const percent of [5, 25, 100] as const) await this.allow(agency, card, percent);
    },
  };
}

export type RegistryApp = Awaited<ReturnType<typeof registryApp>>;
