import { MOST_JSON_DEPTH } from './limits.js';

const SEGMENT = /^[A-Za-z0-9_-]+$/;

/** The parts of a compact JWS as JSON, before any signature is checked. */
export interface JwsParts {
  header: unknown;
  payload: unknown;
}

/**
 * Takes a compact JWS apart. Only its one canonical spelling is read: base64url leaves room for several that decode alike, and the
 * digest of a record must not have twins.
 * @returns null for whatever is not a compact JWS of JSON
 */
export function jwsParts(jws: string): JwsParts | null {
  const segments = jws.split('.', 4);
  if (segments.length !== 3) return null;
  const decoded = segments.map(canonicalBytes);
  const [header, payload] = decoded.map((bytes) => (bytes ? parsed(bytes) : undefined));
  return header === undefined || payload === undefined || !decoded[2] ? null : { header, payload };
}

function canonicalBytes(segment: string): Buffer | null {
  if (!SEGMENT.test(segment)) return null;
  const bytes = Buffer.from(segment, 'base64url');
  return bytes.toString('base64url') === segment ? bytes : null;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function parsed(bytes: Buffer): unknown {
  try {
    const text = utf8.decode(bytes);
    return depthExceeds(text, MOST_JSON_DEPTH) ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

/** Counts brackets outside strings, so that a deep document is refused before it is parsed. */
function depthExceeds(json: string, most: number): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < json.length; index += 1) {
    const character = json[index];
    if (inString) {
      if (character === '\\') index += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') {
      depth += 1;
      if (depth > most) return true;
    } else if (character === '}' || character === ']') depth -= 1;
  }
  return false;
}
