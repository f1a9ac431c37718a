import { UserError } from '#platform';
import { cleanTurnText, lengthOfTurn, saysSomething } from './dialogue.js';

/**
 * A text as it is stored: what a person reads, and nothing else.
 * @throws UserError naming the field when nothing of it can be seen, or it is longer
 */
export function saidText(raw: string, what: string, field: string, most: number): string {
  const text = cleanTurnText(raw);
  if (!saysSomething(text)) throw new UserError('INVALID', field, `${what} must say something`);
  if (lengthOfTurn(text) > most) throw new UserError('TOO_LARGE', field, `${what} has at most ${most} characters`);
  return text;
}
