import { agencyIdBySlug, memberIdByEmail } from '#agencies';
import { IdentityModule, TokenService, type IssuedToken } from '#identity';
import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Actor, audit, ControlDb, loadConfiguration, PlatformModule, TenantDb } from '#platform';
import { Command } from 'commander';
import { decodeJwt } from 'jose';

const VARIABLES = [
  'PARLEY_DATABASE_URL',
  'PARLEY_OPERATOR_DATABASE_URL',
  'PARLEY_MASTER_KEY',
  'PARLEY_PREVIOUS_MASTER_KEY',
  'PARLEY_ISSUER',
] as const;

interface Flags {
  operator?: string;
  agency?: string;
  member?: string[];
}

@Module({})
class TokenModule {}

/** Until members sign in, an operator hands out their access tokens. */
export const tokenCommand = (): Command =>
  new Command('token')
    .description(
      'Print access tokens, a line each: of members (--agency with --member) or of an operator (--operator).',
    )
    .option('--operator <name>', 'an operator, who is added when new')
    .option('--agency <slug>', 'the short name of the agency')
    .option('--member <emails...>', 'e-mail addresses of members')
    .action(async (flags: Flags) => {
      const config = loadConfiguration(VARIABLES, process.env);
      const platform = PlatformModule.forRoot({
        name: 'parley-cli',
        databaseUrl: config.PARLEY_DATABASE_URL,
        operatorUrl: config.PARLEY_OPERATOR_DATABASE_URL,
        queueUrl: null,
        masterKey: config.PARLEY_MASTER_KEY,
        previousMasterKey: config.PARLEY_PREVIOUS_MASTER_KEY,
        issuer: config.PARLEY_ISSUER,
        logLevel: 'warn',
        poolSize: 2,
      });
      const modules = { module: TokenModule, imports: [platform, IdentityModule] };
      const app = await NestFactory.createApplicationContext(modules, { logger: ['error'] });
      try {
        for (const { accessToken } of await issue(app, flags)) console.log(accessToken);
      } finally {
        await app.close();
      }
    });

async function issue(app: INestApplicationContext, { operator, agency, member }: Flags): Promise<IssuedToken[]> {
  const tokens = app.get(TokenService, { strict: false });
  if (operator) return [await tokens.issueOperatorToken(operator)];
  if (!agency || !member)
    throw new Error('say whose token: --operator NAME, or --agency SLUG with --member E-MAIL ...');
  const somebody = { agencyId: null, principalId: NOBODY, scopes: new Map(), requestId: 'cli-token' };
  const operating = new Actor({ ...somebody, kind: 'OPERATOR' });
  const agencyId = await app.get(ControlDb).run(operating, (tx) => agencyIdBySlug(tx, agency));
  if (!agencyId) throw new Error(`there is no agency ${agency}`);
  const issued: IssuedToken[] = [];
  for (const email of member) {
    const memberId = await app.get(TenantDb).run(operating.inAgency(agencyId), (tx) => memberIdByEmail(tx, email));
    if (!memberId) throw new Error(`the agency ${agency} has no member ${email}`);
    const token = await tokens.issueMemberToken(agencyId, memberId);
    // Before it is printed: whoever acts with it is the member in every later entry, and this one says that it may be another.
    await app.get(TenantDb).run(operating.inAgency(agencyId), (tx) =>
      audit(tx, operating, {
        action: 'token.issued',
        entityType: 'Member',
        entityId: memberId,
        details: { by: 'parley token', tokenId: decodeJwt(token.accessToken).jti, seconds: token.expiresIn },
      }),
    );
    issued.push(token);
  }
  return issued;
}

const NOBODY = '00000000-0000-0000-0000-000000000000';
