import type { RunningApi } from '#platform';

export interface Answer {
  status: number;
  headers: Headers;
  data?: Record<string, never> | null;
  errors?: {
    message: string;
    path?: (string | number)[];
    extensions: { code: string; requestId: string; scope?: string; fields?: { field: string; message: string }[] };
  }[];
  extensions?: {
    cost?: {
      requested: number;
      actual: number | null;
      throttleStatus: { maximumAvailable: number; currentlyAvailable: number; restoreRate: number };
    };
  };
}

/** One POST as an ordinary client makes it. */
export async function ask(
  api: RunningApi,
  query: string,
  options: { token?: string; variables?: unknown; operationName?: string; accept?: string } = {},
): Promise<Answer> {
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: options.accept ?? 'application/json',
      ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token.replaceAll(':', '.')}` }),
    },
    body: JSON.stringify({ query, variables: options.variables, operationName: options.operationName }),
  });
  return { status: response.status, headers: response.headers, ...((await response.json()) as object) };
}
