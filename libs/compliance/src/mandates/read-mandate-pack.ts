import { type MandateVersion, mandateVersionSchema } from './mandate.js';

/** What a mandate of the library is called. */
export interface MandatePackName {
  code: string;
  version: string;
  title: string;
}

/** Reads the body of a mandate version: the mandate, or every problem as `path: message`. */
export function readMandate(body: unknown): { mandate: MandateVersion } | { problems: string[] } {
  const read = mandateVersionSchema.safeParse(body);
  if (read.success) return { mandate: read.data };
  return { problems: read.error.issues.map(({ path, message }) => `${path.join('.') || 'mandate'}: ${message}`) };
}

/** What the code of every mandate that an agency wrote begins with; no pack of the library does. */
export const OWN_PREFIX = 'OWN-';

/** Checks the file of a mandate pack: what it is called, or every problem as `path: message`. */
export function readMandatePack(file: unknown): MandatePackName | { problems: string[] } {
  const read = readMandate(file);
  if ('problems' in read) return read;
  const { code, version, title } = read.mandate;
  if (code.startsWith(OWN_PREFIX)) return { problems: [`code: what begins with ${OWN_PREFIX} is an agency’s own`] };
  return { code, version, title };
}
