import type { JWK } from 'jose';
import { Column, Entity, PrimaryColumn } from 'typeorm';

export type CredentialKind = 'PUBLIC_KEY' | 'ENROLMENT_CODE' | 'AUDITOR_TOKEN';

/** How a principal proves who it is. Holds no secret: public keys, and digests of codes and of state auditors' tokens. */
@Entity('credentials')
export class CredentialRow {
  @PrimaryColumn('uuid') agencyId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') principalId!: string;
  @Column('text') kind!: CredentialKind;
  /** The principal's id for a key, the SHA-256 in hexadecimal for a code or a token. */
  @Column('text') lookup!: string;
  /** RFC 7638 thumbprint of a key. */
  @Column('text', { nullable: true }) thumbprint!: string | null;
  @Column('jsonb', { nullable: true }) publicJwk!: JWK | null;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz', { nullable: true }) expiresAt!: Date | null;
  @Column('timestamptz', { nullable: true }) usedAt!: Date | null;
}
