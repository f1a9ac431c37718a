import { Inject, Injectable } from '@nestjs/common';
import { ISSUER, SigningKeys } from '#platform';
import { jwtVerify, SignJWT } from 'jose';
import { v7 as uuidv7 } from 'uuid';

/** Seconds for which a device may answer a nonce: enough for a bad link. */
export const NONCE_SECONDS = 300;
const TOKEN_TYPE = 'parley-nonce+jwt';

export interface VerifiedNonce {
  jti: string;
  /** On the server's clock. */
  expiresAt: Date;
}

/** Nonces that the server signs and need not remember: by them a device whose clock is wrong proves that it signs now. */
@Injectable()
export class DeviceNonces {
  constructor(
    private readonly keys: SigningKeys,
    @Inject(ISSUER) private readonly issuer: string,
  ) {}

  async issue(): Promise<{ nonce: string; expiresIn: number }> {
    const { kid, key } = await this.keys.signingKey('DEVICE_NONCE');
    const now = Math.floor(Date.now() / 1_000);
    const nonce = await new SignJWT({})
      .setProtectedHeader({ alg: 'EdDSA', typ: TOKEN_TYPE, kid })
      .setIssuer(this.issuer)
      .setJti(uuidv7())
      .setExpirationTime(now + NONCE_SECONDS)
      .sign(key);
    return { nonce, expiresIn: NONCE_SECONDS };
  }

  /** @returns null when it is not a nonce of this deployment, or too old; whether it was used is for `useOnce` to say */
  async verify(nonce: string): Promise<VerifiedNonce | null> {
    try {
      const { payload } = await jwtVerify(
        nonce,
        async (header) => {
          const key = await this.keys.verificationKey('DEVICE_NONCE', header.kid);
          if (!key) throw new Error('unknown key');
          return key;
        },
        { algorithms: ['EdDSA'], typ: TOKEN_TYPE, issuer: this.issuer, requiredClaims: ['exp', 'jti'] },
      );
      return { jti: payload.jti as string, expiresAt: new Date((payload.exp as number) * 1_000) };
    } catch {
      return null;
    }
  }
}
