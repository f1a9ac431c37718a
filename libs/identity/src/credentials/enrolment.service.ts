import { Inject, Injectable } from '@nestjs/common';
import { Actor, audit, ISSUER, TenantDb, UserError, type TenantTx } from '#platform';
import { compactVerify, decodeProtectedHeader, importJWK } from 'jose';
import { z } from 'zod';
import { useOnce } from '../assertions/assertions.queries.js';
import { LONGEST_ASSERTION } from '../assertions/client-assertion.js';
import { DeviceNonces, type VerifiedNonce } from '../assertions/device-nonce.js';
import { scopesOfRoles } from '../roles/role-scopes.js';
import { CredentialFinder } from './credential-finder.js';
import { addPublicKey, consumeEnrolmentCode, endPublicKeys } from './credentials.queries.js';
import { enrolmentCodeDigest } from './enrolment-code.js';
import { algorithmsOf, readPublicKey, type PublicKey } from './public-key.js';

const PROOF = z.object({ aud: z.string(), nonce: z.string().max(2_048), code: z.string().min(1).max(100) });

interface Proven {
  key: PublicKey;
  nonce: VerifiedNonce;
  code: string;
}

export interface Enrolled<Result> {
  agencyId: string;
  /** The device: its id is its principal's id. */
  deviceId: string;
  result: Result;
}

/** A device that holds a one-time code and proves its new key over a server nonce becomes able to get tokens. */
@Injectable()
export class Enrolment {
  constructor(
    private readonly db: TenantDb,
    private readonly finder: CredentialFinder,
    private readonly nonces: DeviceNonces,
    @Inject(ISSUER) private readonly issuer: string,
  ) {}

  /**
   * Redeems the code, ends the device's earlier keys (a reinstall has lost them) and adds the proven one.
   * @param proof compact JWS by the new key: header `alg` and `jwk` (the public key), payload `aud` (this server's issuer),
   *   `nonce` (from POST /oauth/nonce) and `code`: signing the code ties it to the key and the moment
   * @param field the input field that holds the proof
   * @param work what else becomes true in the same transaction, as the device
   * @throws UserError INVALID naming the field: wrong, used and expired codes answer alike
   */
  async redeem<Result>(
    proof: string,
    field: string,
    requestId: string,
    work: (tx: TenantTx, device: Actor) => Promise<Result>,
  ): Promise<Enrolled<Result>> {
    const proven = await this.prove(proof, field);
    const refused = new UserError(
      'INVALID',
      field,
      'this enrolment code is wrong, was used, or is older than 15 minutes',
    );
    const found = await this.finder.find(enrolmentCodeDigest(proven.code), requestId);
    const [code] = found.filter((one) => one.kind === 'ENROLMENT_CODE' && one.principalKind === 'DEVICE');
    if (!code || found.length > 1) throw refused;
    const { agencyId, principalId: deviceId } = code;
    const scopes = scopesOfRoles(['DEVICE']);
    const device = new Actor({ agencyId, principalId: deviceId, kind: 'DEVICE', scopes, requestId });
    const result = await this.db.run(device, async (tx) => {
      if (!(await consumeEnrolmentCode(tx, code.credentialId))) throw refused;
      if (!(await useOnce(tx, deviceId, proven.nonce.jti, proven.nonce.expiresAt))) throw refused;
      await endPublicKeys(tx, deviceId);
      if (!(await addPublicKey(tx, deviceId, proven.key))) {
        throw new UserError('INVALID', field, 'this device has had this key before: a new enrolment needs a new key');
      }
      await audit(tx, device, {
        action: 'device.enrolled',
        entityType: 'Device',
        entityId: deviceId,
        details: { thumbprint: proven.key.thumbprint },
      });
      return work(tx, device);
    });
    return { agencyId, deviceId, result };
  }

  private async prove(proof: string, field: string): Promise<Proven> {
    const malformed = new UserError('INVALID', field, 'is not an enrolment proof signed by the key it carries');
    if (proof.length > LONGEST_ASSERTION) throw malformed;
    let jwk: unknown;
    try {
      ({ jwk } = decodeProtectedHeader(proof));
    } catch {
      throw malformed;
    }
    const key = await readPublicKey(jwk, field);
    const claims = await this.signedClaims(proof, key);
    if (!claims || claims.aud !== this.issuer) throw malformed;
    const nonce = await this.nonces.verify(claims.nonce);
    if (!nonce)
      throw new UserError('EXPIRED', field, 'its nonce is not one of this server, or is too old: get a new one');
    return { key, nonce, code: claims.code };
  }

  private async signedClaims(proof: string, key: PublicKey): Promise<z.infer<typeof PROOF> | null> {
    const algorithms = algorithmsOf(key.jwk);
    try {
      const { payload } = await compactVerify(proof, await importJWK(key.jwk, algorithms[0]), { algorithms });
      return PROOF.parse(JSON.parse(Buffer.from(payload).toString('utf8')));
    } catch {
      return null;
    }
  }
}
