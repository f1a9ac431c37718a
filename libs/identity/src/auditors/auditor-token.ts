import { createHash, randomBytes } from 'node:crypto';

/** Says what it is where it turns up, and to the API that it is no JWT. */
const PREFIX = 'parley_auditor_';
const TOKEN = /^parley_auditor_[A-Za-z0-9_-]{43}$/;

/** 256 random bits. Shown once: only its digest is stored. */
export const newAuditorToken = (): string => `${PREFIX}${randomBytes(32).toString('base64url')}`;

export const isAuditorToken = (token: string): boolean => token.startsWith(PREFIX);

/** What is stored instead, SHA-256 in hexadecimal; null for what cannot be one. */
export const auditorTokenDigest = (token: string): string | null =>
  TOKEN.test(token) ? createHash('sha256').update(token).digest('hex') : null;
