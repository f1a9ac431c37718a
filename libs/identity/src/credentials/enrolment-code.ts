import { createHash } from 'node:crypto';

// Crockford's base 32: no I, L, O or U, so a code survives being read aloud and typed.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_BITS = 140;

/** Random bytes that one code needs. */
export const ENROLMENT_CODE_BYTES = Math.ceil(CODE_BITS / 8);

/** Minutes for which a code can be redeemed. */
export const ENROLMENT_CODE_MINUTES = 15;

/** A code of 140 bits in seven groups of four. */
export function formatEnrolmentCode(random: Uint8Array): string {
  if (random.length !== ENROLMENT_CODE_BYTES) throw new Error(`a code needs ${ENROLMENT_CODE_BYTES} random bytes`);
  let bits = random.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
  let code = '';
  for (let index = 0; index < CODE_BITS / 5; index++) {
    code += ALPHABET[Number(bits & 31n)];
    bits >>= 5n;
  }
  return code.replace(/(.{4})(?=.)/g, '$1-');
}

/** What is stored instead of the code: SHA-256 in hexadecimal of the code as meant, however it was typed. */
export function enrolmentCodeDigest(typed: string): string {
  const meant = typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  return createHash('sha256').update(meant).digest('hex');
}
