import type { GraphqlAnswer } from '../graphql-client.js';

/** Shorter strings that were sent are words of any answer too. */
const LONG_ENOUGH_TO_TELL = 6;

/** The request's own id, and how fresh a report was when it was made. */
const OF_THE_REQUEST = new Set(['requestId', 'freshness']);

/** An answer as text, without what differs between any two requests: what was sent, and what is the request's own. */
export function comparable(answer: GraphqlAnswer, sent: unknown): string {
  let text = JSON.stringify(answer, (key, value: unknown) => (OF_THE_REQUEST.has(key) ? undefined : value)) ?? 'null';
  for (const word of stringsIn(sent)) {
    if (word.length >= LONG_ENOUGH_TO_TELL) text = text.replaceAll(JSON.stringify(word).slice(1, -1), '<sent>');
  }
  return text;
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(stringsIn);
}

interface Refusal {
  field: string;
  code: string;
}

/** Every field that the answer names as at fault, wherever it says so: userErrors, outcomes of a batch, GraphQL errors. */
export function refusals(answer: GraphqlAnswer): Refusal[] {
  const found: Refusal[] = [];
  const visit = (value: unknown): void => {
    if (value === null || typeof value !== 'object') return;
    const { field, code } = value as { field?: unknown; code?: unknown };
    if (typeof field === 'string' && typeof code === 'string') found.push({ field: withoutIndexes(field), code });
    Object.values(value).forEach(visit);
  };
  visit(answer.data);
  for (const { extensions } of answer.errors ?? []) {
    for (const { field } of extensions?.fields ?? []) {
      found.push({ field: withoutIndexes(field), code: extensions?.reason ?? extensions?.code ?? '' });
    }
  }
  return found;
}

/** `input.rows[3].email` as the path of the schema, `input.rows.email`. */
const withoutIndexes = (field: string): string => field.replaceAll(/\[\d+\]|\.\d+(?=\.|$)/g, '');

export const refusedFields = (answer: GraphqlAnswer, code: string): string[] =>
  refusals(answer).flatMap((one) => (one.code === code ? [one.field] : []));

export const wasDenied = (answer: GraphqlAnswer): boolean =>
  !answer.data &&
  (answer.errors ?? []).some(({ extensions }) => /^(FORBIDDEN|UNAUTHENTICATED)$/.test(extensions?.code ?? ''));
