import pg from 'pg';

/** What is sent to the database while the work runs. */
export async function statementsOf<T>(work: () => Promise<T>): Promise<{ result: T; statements: string[] }> {
  const statements: string[] = [];
  const query = pg.Client.prototype.query as (...args: unknown[]) => unknown;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [sent] = args as [string | { text: string }];
    const text = typeof sent === 'string' ? sent : sent.text;
    if (!text.startsWith('begin')) statements.push(text);
    return query.apply(this, args);
  } as never;
  try {
    return { result: await work(), statements };
  } finally {
    pg.Client.prototype.query = query as never;
  }
}
