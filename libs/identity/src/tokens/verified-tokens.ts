import { createHash } from 'node:crypto';
import type { SigningKeys } from '#platform';
import { verifyToken, type TokenSubject, type VerifiedToken } from './access-token.js';

/**
 * The tokens whose signatures were found good. A client sends the same one thousands of times, and checking it costs as much as a
 * short query; what can change meanwhile, its expiry and the standing of the key that signed it, is looked at each time.
 */
export class VerifiedTokens {
  /** By digest, oldest first: a dump of the process's memory holds no token for it. */
  private readonly known = new Map<string, VerifiedToken>();

  constructor(
    private readonly keys: SigningKeys,
    private readonly issuer: string,
    private readonly most = 10_000,
  ) {}

  get count(): number {
    return this.known.size;
  }

  /** @throws UNAUTHENTICATED as `verifyAccessToken` does; a refusal is not remembered */
  async verify(token: string): Promise<TokenSubject> {
    const digest = createHash('sha256').update(token).digest('base64');
    const known = this.known.get(digest);
    if (known && Date.now() < known.believedUntil && (await this.keys.verificationKey('ACCESS_TOKEN', known.kid))) {
      return known.subject;
    }
    this.known.delete(digest);
    const verified = await verifyToken(this.keys, this.issuer, token);
    if (this.known.size >= this.most) this.known.delete(this.known.keys().next().value as string);
    this.known.set(digest, verified);
    return verified.subject;
  }
}
