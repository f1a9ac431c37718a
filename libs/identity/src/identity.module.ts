import { Module } from '@nestjs/common';
import { Authenticator } from '#platform';
import { ClientAuthentication } from './assertions/client-authentication.service.js';
import { DeviceNonces } from './assertions/device-nonce.js';
import { TokenEndpoint } from './assertions/token-endpoint.js';
import { AuditorTokens } from './auditors/auditor-tokens.service.js';
import { CredentialFinder } from './credentials/credential-finder.js';
import { Enrolment } from './credentials/enrolment.service.js';
import { WellKnownEndpoint } from './discovery/well-known-endpoint.js';
import { ServiceAccountResolver } from './service-accounts/service-account.resolver.js';
import { ServiceAccountsService } from './service-accounts/service-accounts.service.js';
import { IdentityAuthenticator } from './tokens/identity-authenticator.js';
import { StandingService } from './tokens/standing.service.js';
import { TokenService } from './tokens/token.service.js';
import './assertions/used-assertion.entity.js';
import './credentials/credential.entity.js';
import './principals/principal.entity.js';
import './principals/role-assignment.entity.js';
import './service-accounts/principal-scope.entity.js';
import './service-accounts/service-account.entity.js';

/**
 * Principals and their keys, tokens. Provides the Authenticator that platform only declares. The entities are imported to
 * register their tables.
 */
@Module({
  providers: [
    AuditorTokens,
    ClientAuthentication,
    CredentialFinder,
    DeviceNonces,
    Enrolment,
    IdentityAuthenticator,
    ServiceAccountResolver,
    ServiceAccountsService,
    StandingService,
    TokenEndpoint,
    TokenService,
    WellKnownEndpoint,
    { provide: Authenticator, useExisting: IdentityAuthenticator },
  ],
  exports: [Authenticator, DeviceNonces, Enrolment, IdentityAuthenticator, TokenService],
})
export class IdentityModule {}
