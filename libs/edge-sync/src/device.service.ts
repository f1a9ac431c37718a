import { Inject, Injectable } from '@nestjs/common';
import {
  createEnrolmentCode,
  createPrincipal,
  Enrolment,
  publicKeysOf,
  setPrincipalState,
  type EnrolmentCode,
} from '#identity';
import { audit, idempotent, ISSUER, notFound, SigningKeys, TenantDb, UserError, type Actor } from '#platform';
import type { JWK } from 'jose';
import { v7 as uuidv7 } from 'uuid';
import { DeviceEntity } from './device.entity.js';
import { deviceById } from './device.queries.js';

export interface EnrolledDevice {
  deviceId: string;
  agencyId: string;
  epoch: number;
  issuer: string;
  /** Public keys that receipts and tickets of this server verify with. */
  receiptKeys: JWK[];
}

/** A device's life: invited by an admin, enrolled by a one-time code, revoked. */
@Injectable()
export class DeviceService {
  constructor(
    private readonly db: TenantDb,
    private readonly enrolment: Enrolment,
    private readonly keys: SigningKeys,
    @Inject(ISSUER) private readonly issuer: string,
  ) {}

  /** Invites a device. Its enrolment code is a secret: it is not kept, so each call of `newCode` makes another. */
  invite(actor: Actor, input: { name: string; idempotencyKey: string }): Promise<{ deviceId: string }> {
    return this.db.run(actor, (tx) =>
      idempotent(tx, actor, 'inviteDevice', input.idempotencyKey, input, async () => {
        const deviceId = uuidv7();
        await createPrincipal(tx, { id: deviceId, kind: 'DEVICE' });
        await tx.insert(DeviceEntity, {
          id: deviceId,
          name: input.name,
          epoch: 1,
          state: 'INVITED',
          createdAt: new Date(),
        });
        await audit(tx, actor, { action: 'device.invited', entityType: 'Device', entityId: deviceId });
        return { deviceId };
      }),
    );
  }

  /** A new one-time code for an invited device, or for one that must enrol again; earlier codes of it end. */
  newCode(actor: Actor, deviceId: string): Promise<EnrolmentCode> {
    return this.db.run(actor, async (tx) => {
      const device = await deviceById(tx, actor.reach('device:write'), deviceId, true);
      if (!device) throw notFound('input.deviceId', 'device');
      if (device.state === 'REVOKED') throw new UserError('WRONG_STATE', 'input.deviceId', 'this device was revoked');
      await audit(tx, actor, { action: 'device.code-created', entityType: 'Device', entityId: deviceId });
      return createEnrolmentCode(tx, deviceId);
    });
  }

  /** Redeems a code by a proof of the device's new key. A re-installation starts a new epoch: its sequence begins again. */
  async enrol(proof: string, requestId: string): Promise<EnrolledDevice> {
    const enrolled = await this.enrolment.redeem(proof, 'input.proof', requestId, async (tx, device) => {
      const [newest] = await publicKeysOf(tx, device.principalId);
      if (newest?.jwk.kty !== 'OKP')
        throw new UserError('INVALID', 'input.proof', 'a device signs its records with an Ed25519 key');
      const [row] = await tx.query<{ epoch: number }>(
        `update devices set epoch = case when enrolled_at is null then epoch else epoch + 1 end, enrolled_at = now(),
           state = case when state = 'INVITED' then 'ENROLLED' else state end
         where agency_id = $1 and id = $2 and state <> 'REVOKED' returning epoch`,
        [tx.agencyId, device.principalId],
      );
      if (!row) throw new UserError('INVALID', 'input.proof', 'this device cannot enrol');
      return row;
    });
    const receiptKeys = [...(await this.keys.publicKeys('RECEIPT')), ...(await this.keys.publicKeys('TICKET'))];
    const { deviceId, agencyId, result } = enrolled;
    return { deviceId, agencyId, epoch: result.epoch, issuer: this.issuer, receiptKeys };
  }

  /**
   * Its tokens die within 30 s; what still arrives is quarantined, unless its number in the current epoch is at most `lastTrustedSeq`.
   */
  revoke(actor: Actor, input: { deviceId: string; lastTrustedSeq: number }): Promise<{ deviceId: string }> {
    return this.db.run(actor, async (tx) => {
      const device = await deviceById(tx, actor.reach('device:write'), input.deviceId, true);
      if (!device) throw notFound('input.deviceId', 'device');
      const { lastTrustedSeq } = input;
      if (device.state !== 'REVOKED') {
        const change = { state: 'REVOKED' as const, lastTrustedSeq: String(lastTrustedSeq) };
        await tx.update(DeviceEntity, { agencyId: tx.agencyId, id: device.id }, change);
        await setPrincipalState(tx, device.id, 'REVOKED');
        const details = { lastTrustedSeq };
        await audit(tx, actor, { action: 'device.revoked', entityType: 'Device', entityId: device.id, details });
      }
      return { deviceId: device.id };
    });
  }
}
