import { Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Connection, DateTime, Node, PublicType, ReadScope, UserErrorsField, UserErrorType } from '#platform';
import { ArrayMaxSize, IsString, Length, MaxLength } from 'class-validator';
import type { PrincipalState } from '../principals/principal.entity.js';

const PrincipalStateEnum = {
  ACTIVE: 'ACTIVE',
  SUSPENDED: 'SUSPENDED',
  REVOKED: 'REVOKED',
} as const satisfies { [S in PrincipalState]: S };
registerEnumType(PrincipalStateEnum, {
  name: 'PrincipalState',
  description: 'Whether a service account or a device may act.',
  valuesMap: {
    ACTIVE: { description: 'It may act.' },
    SUSPENDED: { description: 'It may not act for now; its access tokens end within 30 seconds.' },
    REVOKED: { description: 'It may never act again; its access tokens end within 30 seconds.' },
  },
});

@ObjectType('ServiceAccount', {
  implements: () => [Node],
  description: 'A non-human client of the agency with just the scopes that it was given.',
})
@ReadScope('service-account:read')
export class ServiceAccountType extends Node {
  @Field(() => String, { description: 'The client id, a UUID: `iss` and `sub` of its client assertions.' })
  clientId: string;

  @Field(() => String, { description: 'What people call it; unique in the agency.' })
  name: string;

  @Field(() => PrincipalStateEnum, { description: 'Whether it may act.' })
  state: PrincipalState;

  @Field(() => [String], { description: 'The scopes it was given, `<noun>:<verb>`, in alphabetical order.' })
  scopes: string[];

  @Field(() => DateTime, { description: 'When it was created.' })
  createdAt: Date;
}

export const ServiceAccountConnection = Connection(ServiceAccountType);

@InputType({ description: 'A service account to create.' })
export class CreateServiceAccountInput {
  @Field(() => String, { description: 'Names this request, 1 to 200 characters: a repeat gives the first answer.' })
  @IsString()
  @Length(1, 200)
  idempotencyKey: string;

  @Field(() => String, { description: 'What people call it, 1 to 100 characters, unique in the agency.' })
  @IsString()
  @MaxLength(100)
  name: string;

  @Field(() => String, {
    description:
      'Its public key as the JSON text of a JWK: Ed25519 (kty OKP) or P-256 (kty EC). Never the private key.',
  })
  @IsString()
  @MaxLength(4_000)
  publicKeyJwk: string;

  @Field(() => [String], { description: 'The scopes it gets, `<noun>:<verb>`; an empty list gives none. At most 50.' })
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(60, { each: true })
  scopes: string[];
}

@InputType({ description: 'A service account to revoke.' })
export class RevokeServiceAccountInput {
  @Field(() => ID, { description: 'Global id of the service account.' })
  @IsString()
  serviceAccountId: string;
}

@ObjectType({ description: 'The service account after the change.' })
@PublicType()
export class ServiceAccountPayload {
  @Field(() => ServiceAccountType, {
    nullable: true,
    description: 'The service account; null when nothing was written.',
  })
  serviceAccount?: ServiceAccountType | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}
