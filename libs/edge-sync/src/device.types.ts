import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Connection, enumOf, Node, PublicType, ReadScope, UserErrorsField, UserErrorType } from '#platform';
import { IsInt, IsNotEmpty, IsString, Max, MaxLength, Min } from 'class-validator';

const DeviceStateEnum = enumOf('DeviceState', 'Where a device is in its life.', {
  INVITED: 'An admin has invited it; it has not enrolled yet.',
  ENROLLED: 'It holds a key and may sync.',
  FROZEN: 'Two different records came under one sequence number: nothing of it counts until a person has looked.',
  REVOKED: 'It may not sync; records after the last trusted one are quarantined.',
});

@ObjectType({ implements: () => [Node], description: 'An enrolled edge device with its own Ed25519 key.' })
@ReadScope('device:read')
export class Device extends Node {
  @Field(() => String, { description: 'What the agency calls it.' })
  name: string;

  @Field(() => DeviceStateEnum, { description: 'Where it is in its life.' })
  state: string;

  @Field(() => Int, { description: 'Grows by one with each re-installation.' })
  epoch: number;

  @Field(() => Date, { nullable: true, description: 'When it enrolled last; null before it did.' })
  enrolledAt: Date | null;

  @Field(() => Date, { nullable: true, description: 'When it pushed last; null before it did.' })
  lastContactAt: Date | null;
}

export const DeviceConnection = Connection(Device);

@InputType({ description: 'The device to invite.' })
export class InviteDeviceInput {
  @Field(() => String, { description: 'What the agency calls it, 1 to 200 characters.' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name: string;

  @Field(() => String, {
    description: 'A key of the client’s own, 1 to 200 characters: the same key and input invites one device.',
  })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  idempotencyKey: string;
}

@InputType({ description: 'Which device the code is for.' })
export class CreateEnrolmentCodeInput {
  @Field(() => ID, { description: 'Global id of a device.' })
  @IsString()
  deviceId: string;
}

@InputType({ description: 'A device’s proof that it holds a one-time code and a key of its own.' })
export class EnrolDeviceInput {
  @Field(() => String, {
    description:
      'Compact JWS by the new key, with the public key in its header and `aud`, `nonce` and `code` in its payload.',
  })
  @IsString()
  @MaxLength(16_384)
  proof: string;
}

@InputType({ description: 'Which device to revoke, and what of it still counts.' })
export class RevokeDeviceInput {
  @Field(() => ID, { description: 'Global id of a device.' })
  @IsString()
  deviceId: string;

  @Field(() => Int, { description: 'The last sequence number that still counts; 0 when none does.' })
  @IsInt()
  @Min(0)
  @Max(2_147_483_647)
  lastTrustedSeq: number;
}

@ObjectType({ description: 'The device, or why there is none.' })
@PublicType()
export class DevicePayload {
  @Field(() => Device, { nullable: true, description: 'The device after the mutation; null after a failure.' })
  device: Device | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}

@ObjectType({ description: 'A one-time enrolment code, shown once.' })
@PublicType()
export class EnrolmentCodePayload {
  @Field(() => String, {
    nullable: true,
    description: 'To be typed into the device; only its digest is stored. Null after a failure.',
  })
  code: string | null;

  @Field(() => Date, {
    nullable: true,
    description: 'When it ends, 15 minutes after it was made. Null after a failure.',
  })
  expiresAt: Date | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}

@ObjectType({ description: 'What a device must remember to get tokens and to verify receipts.' })
@PublicType()
export class EnrolDevicePayload {
  @Field(() => String, {
    nullable: true,
    description: 'Its client id at POST /oauth/token, a UUID. Null after a failure.',
  })
  clientId: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Its agency, a UUID: each record names it. Null after a failure.',
  })
  agencyId: string | null;

  @Field(() => Int, { nullable: true, description: 'Its epoch: each record names it. Null after a failure.' })
  epoch: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Issuer of this server’s tokens and receipts. Null after a failure.',
  })
  issuer: string | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Public keys, JWK as JSON, that receipts and tickets verify with. Null after a failure.',
  })
  receiptKeys: string[] | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}
