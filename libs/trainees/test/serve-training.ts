import { AgenciesModule } from '#agencies';
import { Global, Module } from '@nestjs/common';
import { Authenticator, createApi, PlatformModule, unauthenticated, type Actor, type RunningApi } from '#platform';
import { TEST_HTTP } from '#testing';
import { TraineesModule } from '../src/index.js';
import type { OwnDatabase } from './open-training.js';

/** Makes a new actor for each token that a test knows. */
export class KnownTokens extends Authenticator {
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
  data: Record<string, unknown> | null;
  errors?: { message: string; extensions?: { code?: string; fields?: { field: string }[] } }[];
}

export interface ServedTraining {
  app: RunningApi['app'];
  tokens: KnownTokens;
  ask(token: string, query: string, variables?: Record<string, unknown>): Promise<Answer>;
  close(): Promise<void>;
}

/**
 * This context behind a real HTTP server.
 * @param database of the test file's own; dropped by `close`
 */
export async function serveTraining(database: OwnDatabase): Promise<ServedTraining> {
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
    modules: [platform, TokensModule, AgenciesModule, TraineesModule],
  });
  return {
    app: api.app,
    tokens: api.app.get(KnownTokens),
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
