import { UserError } from '../errors/errors.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const TYPE_NAME = /^[A-Z][A-Za-z0-9]{0,63}$/;
/** A type name of 64, a colon and a UUID of 36 letters are 101 bytes, 135 letters in base64url. */
const LONGEST = 136;

export interface GlobalId {
  typeName: string;
  /** Lower case, with dashes. */
  uuid: string;
}

/** The opaque id of a row as clients see it. @throws Error when the row's own id is no UUID, a fault of ours */
export function toGlobalId(typeName: string, uuid: string): string {
  if (!TYPE_NAME.test(typeName) || !UUID.test(uuid)) throw new Error(`no global id for ${typeName} ${uuid}`);
  return Buffer.from(`${typeName}:${uuid}`, 'utf8').toString('base64url');
}

/** Takes an id apart; null when it is not exactly what `toGlobalId` makes, however it differs. */
export function parseGlobalId(id: string): GlobalId | null {
  if (id.length > LONGEST) return null;
  const [typeName, uuid, ...rest] = Buffer.from(id, 'base64url').toString('utf8').split(':');
  if (typeName === undefined || uuid === undefined || rest.length > 0) return null;
  if (!TYPE_NAME.test(typeName) || !UUID.test(uuid)) return null;
  // Node's decoder skips what is not base64url; one row has exactly one id.
  return toGlobalId(typeName, uuid) === id ? { typeName, uuid } : null;
}

/**
 * The UUID of an id that a client sent, for a row of `typeName`.
 * @param field path of the input field that holds it, for example `input.cohortId`
 * @throws UserError INVALID_ID when the id is malformed, oversized or of another type
 */
export function fromGlobalId(typeName: string, id: string, field: string): string {
  const parsed = parseGlobalId(id);
  if (parsed?.typeName !== typeName) {
    throw new UserError('INVALID_ID', field, `${field} is not the id of a ${nounOf(typeName)}`);
  }
  return parsed.uuid;
}

/** `ScenarioSession` as a reader says it: scenario session. */
export const nounOf = (typeName: string): string => typeName.replace(/(?<=[a-z0-9])(?=[A-Z])/g, ' ').toLowerCase();
