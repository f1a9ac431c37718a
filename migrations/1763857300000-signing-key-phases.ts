import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * When a signing key begins to sign and until when it is believed, so that a new one is known everywhere before it signs. A key
 * that signs no more loses its private part.
 */
export class SigningKeyPhases1763857300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table control.signing_keys
        add column signs_from timestamptz not null default now(),
        add column verifies_until timestamptz,
        add column compromised_at timestamptz,
        alter column private_sealed drop not null;
      update control.signing_keys set signs_from = created_at;

      -- Two first deployments at once could make two keys of a purpose: the newest is the one that signs.
      update control.signing_keys k set retired_at = now()
      where retired_at is null and exists (
        select 1 from control.signing_keys newer
        where newer.purpose = k.purpose and newer.retired_at is null
          and (newer.created_at, k.kid) > (k.created_at, newer.kid)
      );
      update control.signing_keys set verifies_until = retired_at + interval '25 hours'
      where retired_at is not null and purpose in ('ACCESS_TOKEN', 'DEVICE_NONCE');
      -- Whatever runs at once, a purpose has one key without an end.
      create unique index signing_keys_one_without_end on control.signing_keys (purpose) where retired_at is null;
      alter table control.signing_keys
        add constraint signing_keys_can_sign check (private_sealed is not null or retired_at is not null),
        add constraint signing_keys_compromised check (compromised_at is null or (retired_at is not null and private_sealed is null));
      comment on column control.signing_keys.signs_from is 'Published and believed before, signs from here on.';
      comment on column control.signing_keys.retired_at is 'Signs until here; may lie ahead. Null: until a newer one takes over.';
      comment on column control.signing_keys.verifies_until is
        'Believed until here, which is after everything it signed has expired. Null: for ever.';
      comment on column control.signing_keys.private_sealed is
        'Encrypted with the master key; null once it signs no more, so that no later leak can make it sign.';
      grant delete on control.signing_keys to operator;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      revoke delete on control.signing_keys from operator;
      -- The schema before cannot say that a key must not be believed, nor that it has no private part.
      delete from control.signing_keys where compromised_at is not null or private_sealed is null;
      drop index control.signing_keys_one_without_end;
      alter table control.signing_keys
        drop constraint signing_keys_can_sign,
        drop column signs_from, drop column verifies_until, drop column compromised_at,
        alter column private_sealed set not null;
      comment on column control.signing_keys.retired_at is null;
      comment on column control.signing_keys.private_sealed is null;
    `);
  }
}
