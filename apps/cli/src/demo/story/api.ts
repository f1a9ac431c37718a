import { DemoError } from '../demo-error.js';

interface UserErrorAnswer {
  code: string;
  field: string | null;
  message: string;
}

interface GraphqlError {
  message: string;
  extensions?: { code?: string };
}

interface Answer {
  data?: Record<string, unknown> | null;
  errors?: GraphqlError[];
}

/** The public GraphQL API as one caller: nothing in the story is done in another way. */
export class Api {
  constructor(
    readonly url: string,
    readonly token: string,
    private readonly signal: AbortSignal,
  ) {}

  /** @throws DemoError when the API answers with an error, or a payload carries userErrors */
  async ask<Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
    const answer = await this.send(query, variables);
    const refusal = refusalIn(answer);
    if (refusal) throw new DemoError(`the API refused what the story needs: ${refusal}\n${query.trim()}`);
    return answer.data as Data;
  }

  /** What the API says to something that it must refuse. @throws DemoError when it does it */
  async refusal(query: string, variables: Record<string, unknown> = {}): Promise<string> {
    const answer = await this.send(query, variables);
    const refusal = refusalIn(answer) ?? emptyIn(answer);
    if (!refusal)
      throw new DemoError(`the API should have refused this and did not: ${query.trim()} ${JSON.stringify(answer)}`);
    return refusal;
  }

  private async send(query: string, variables: Record<string, unknown>): Promise<Answer> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.token}` },
      body: JSON.stringify({ query, variables }),
      signal: this.signal,
    });
    return (await response.json()) as Answer;
  }
}

function refusalIn({ data, errors }: Answer): string | null {
  const [error] = errors ?? [];
  if (error) return `${error.extensions?.code ?? 'ERROR'}: ${error.message}`;
  for (const payload of Object.values(data ?? {})) {
    const [first] = (payload as { userErrors?: UserErrorAnswer[] } | null)?.userErrors ?? [];
    if (first) return `${first.code}${first.field ? ` (${first.field})` : ''}: ${first.message}`;
  }
  return null;
}

/** A query answers what is not the caller's to see with nothing at all. */
function emptyIn({ data }: Answer): string | null {
  const values = Object.values(data ?? {});
  return values.length > 0 &&
    values.every((value) => value === null || (value as { nodes?: unknown[] }).nodes?.length === 0)
    ? 'nothing, as for what does not exist'
    : null;
}
