import { Global, Module } from '@nestjs/common';
import {
  Authenticator,
  createApi,
  oneTransaction,
  PlatformModule,
  unauthenticated,
  type Actor,
  type RunningApi,
} from '#platform';
import { TEST_HTTP, testDatabase, type TestDatabase } from '#testing';
import { CurriculaModule, publishPacks, readPacks } from '../src/index.js';

/** Makes a new actor for each token that a test knows. */
class KnownTokens extends Authenticator {
  readonly actors = new Map<string, () => Actor>();

  override authenticate(accessToken: string): Promise<Actor> {
    const actor = this.actors.get(accessToken);
    return actor ? Promise.resolve(actor()) : Promise.reject(unauthenticated());
  }
}

@Global()
@Module({
  providers: [KnownTokens, { provide: Authenticator, useExisting: KnownTokens }],
  exports: [Authenticator, KnownTokens],
})
class TokensModule {}

export interface Answer {
  data: Record<string, never> | null;
  errors?: { message: string; extensions?: { code?: string; fields?: { field: string }[] } }[];
}

export interface ServedCurricula {
  app: RunningApi['app'];
  database: TestDatabase;
  actors: Map<string, () => Actor>;
  ask(token: string, query: string, variables?: Record<string, unknown>): Promise<Answer>;
  close(): Promise<void>;
}

/** This context behind a real HTTP server, with the project's own packs in the library. */
export async function serveCurricula(): Promise<ServedCurricula> {
  const database = await testDatabase();
  const noMandates = (): { problems: string[] } => ({ problems: ['no mandate is published here'] });
  const own = await readPacks('packs', (file) => mandateName(file) ?? noMandates());
  await oneTransaction(database.urls.librarian, 'test', (tx) => publishPacks(tx, own));
  const platform = PlatformModule.forRoot({
    name: 'test',
    databaseUrl: database.urls.app,
    operatorUrl: null,
    queueUrl: null,
    masterKey: database.masterKey,
    logLevel: 'silent',
    poolSize: 4,
    issuer: 'http://parley.test',
  });
  const api = await createApi({
    config: TEST_HTTP,
    modules: [platform, TokensModule, CurriculaModule],
  });
  return {
    app: api.app,
    database,
    actors: api.app.get(KnownTokens).actors,
    ask: async (token, query, variables = {}) => {
      const response = await fetch(`${api.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query, variables }),
      });
      return (await response.json()) as Answer;
    },
    close: async () => {
      await api.stop();
      await database.drop();
    },
  };
}

const mandateName = (file: unknown): { code: string; version: string; title: string } | null => {
  const { code, title } = file as { code?: string; title?: string };
  return code && title ? { code, version: '1', title } : null;
};
