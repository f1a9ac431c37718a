import { Injectable, Module, type Type } from '@nestjs/common';
import { Actor, Authenticator, createApi, PlatformModule, type RunningApi } from '#platform';
import { TEST_HTTP, type TestDatabase } from '#testing';
import { v7 as uuidv7 } from 'uuid';

export const AGENCY = uuidv7();

@Injectable()
class OneAgency extends Authenticator {
  async authenticate(_accessToken: string, requestId: string): Promise<Actor> {
    return new Actor({ agencyId: AGENCY, principalId: AGENCY, kind: 'MEMBER', scopes: new Map(), requestId });
  }
}

@Module({})
class OneAgencyModule {}

/**
 * An API of one resolver, to which any token is of a member of `AGENCY`.
 * @param limits connections in its pool, and seconds that an operation may take where that is not the tests' usual
 */
export function serveOneAgency(
  database: TestDatabase,
  resolver: Type,
  { poolSize, seconds = TEST_HTTP.PARLEY_OPERATION_SECONDS }: { poolSize: number; seconds?: number },
): Promise<RunningApi> {
  return createApi({
    config: { ...TEST_HTTP, PARLEY_OPERATION_SECONDS: seconds },
    modules: [
      PlatformModule.forRoot({
        name: 'test-api',
        databaseUrl: database.urls.app,
        operatorUrl: null,
        queueUrl: null,
        masterKey: database.masterKey,
        issuer: 'http://parley.test',
        logLevel: 'silent',
        poolSize,
      }),
      { module: OneAgencyModule, providers: [resolver, { provide: Authenticator, useClass: OneAgency }] },
    ],
  });
}
