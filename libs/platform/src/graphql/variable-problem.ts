import type { GraphQLError } from 'graphql';
import type { FieldProblem } from './bad-input.js';

const ABOUT_A_VALUE = /^Variable "\$(\w+)" (got invalid value|of required type|of non-null type) /;
const PATH_AT_END = / at "((?:\w+)(?:\.\w+|\[\d+\])*)"$/;
const NAMED_FIELD = /^Field "(\w+)" of required type/;
const EXPECTED_TYPE = /^Expected type "\w+!?"\. /;

/** Which field of which variable GraphQL objects to, and why; null when the error is about something else. */
export function variableProblem(error: GraphQLError): FieldProblem | null {
  const [, variable, what] = ABOUT_A_VALUE.exec(error.message) ?? [];
  if (variable === undefined) return null;
  if (what !== 'got invalid value') return { field: variable, message: 'a value is required' };
  const reason = reasonOf(error);
  const head = error.message.slice(0, error.message.length - reason.length - '; '.length);
  const at = PATH_AT_END.exec(head)?.[1] ?? variable;
  const missing = NAMED_FIELD.exec(reason)?.[1];
  return missing === undefined
    ? { field: at, message: reason.replace(EXPECTED_TYPE, '') }
    : { field: `${at}.${missing}`, message: 'a value is required' };
}

/** The value is echoed before the reason and may hold anything, so the reason is read off the error beneath where there is one. */
function reasonOf(error: GraphQLError): string {
  const beneath = error.originalError?.message;
  if (beneath !== undefined && error.message.endsWith(`; ${beneath}`)) return beneath;
  const last = error.message.lastIndexOf('; ');
  return last < 0 ? error.message : error.message.slice(last + 2);
}
