import { ConfigurationError } from '../config/config.js';
import { seal, unseal } from './sealed.js';

/** Injection token of the master keys of this process. */
export const MASTER_KEYS = Symbol('master keys');

/** 32 bytes in base64 each. While the master key changes, `previous` still opens what it sealed; it seals nothing. */
export interface MasterKeys {
  current: string;
  previous?: string | undefined;
}

/** Seals a signing key's private part for the row of this `kid`. */
export const sealPrivate = ({ current }: MasterKeys, kid: string, secret: string): string => seal(current, kid, secret);

/**
 * Opens what `sealPrivate` sealed.
 * @returns also whether the current key opened it
 * @throws ConfigurationError naming the variables when neither key opens it
 */
export function openPrivate(keys: MasterKeys, kid: string, sealed: string): { secret: string; isCurrent: boolean } {
  for (const key of [keys.current, keys.previous]) {
    if (key === undefined) continue;
    try {
      return { secret: unseal(key, kid, sealed), isCurrent: key === keys.current };
    } catch {
      // Sealed with the other one, or with neither.
    }
  }
  const names = keys.previous === undefined ? 'PARLEY_MASTER_KEY' : 'PARLEY_MASTER_KEY or PARLEY_PREVIOUS_MASTER_KEY';
  throw new ConfigurationError([`the signing key ${kid} does not open with ${names}`]);
}
