import { UserError } from '#platform';

export const DOCUMENT_KINDS = [
  'LESSON_PLAN',
  'LEARNING_OBJECTIVES',
  'INSTRUCTOR_BIOGRAPHY',
  'INSTRUCTOR_CERTIFICATE',
  'ASSESSMENT',
  'EVALUATION',
  'SIGN_IN_SHEET',
] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** Bytes of a document at most: a mutation is held in memory. */
export const MOST_BYTES = 2 * 1024 * 1024;
/** Characters of base64 that so many bytes take. */
export const MOST_BASE64 = Math.ceil(MOST_BYTES / 3) * 4;

/** What a document may be, with the bytes that such a file begins with: nothing that a browser or an office program runs. */
const MEDIA_TYPES: Readonly<Record<string, readonly number[]>> = {
  'application/pdf': [0x25, 0x50, 0x44, 0x46, 0x2d],
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  'image/jpeg': [0xff, 0xd8, 0xff],
};

export const MEDIA_TYPE_NAMES: readonly string[] = Object.keys(MEDIA_TYPES);

/**
 * The bytes of a document as it was sent.
 * @throws UserError INVALID naming the field: no base64, empty, too large, or not what it is said to be
 */
export function documentBytes(base64: string, mediaType: string): Buffer {
  const field = 'input.contentBase64';
  const invalid = (why: string): UserError => new UserError('INVALID', field, `${field} ${why}`);
  if (base64.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) throw invalid('must be base64, RFC 4648');
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length === 0) throw invalid('must not be empty');
  if (bytes.length > MOST_BYTES) throw invalid(`must be of at most ${MOST_BYTES} bytes`);
  const beginning = MEDIA_TYPES[mediaType];
  if (!beginning)
    throw new UserError('INVALID', 'input.mediaType', `input.mediaType must be one of ${MEDIA_TYPE_NAMES.join(', ')}`);
  if (!beginning.every((byte, at) => bytes[at] === byte)) throw invalid(`does not begin as ${mediaType} does`);
  return bytes;
}
