import pg from 'pg';

/** What one connection sent between one `begin` and the next. */
interface Transaction {
  statements: string[];
}

/**
 * What is sent to the database for the work, by transactions that begin while it runs. Looks at records are written a moment after the answer
 * that showed them, perhaps in the middle of other work: they are none of it.
 */
export async function statementsOf<T>(work: () => Promise<T>): Promise<{ result: T; statements: string[] }> {
  const sent: { text: string; of: Transaction }[] = [];
  const open = new WeakMap<pg.Client, Transaction>();
  const query = pg.Client.prototype.query as (...args: unknown[]) => unknown;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [first] = args as [string | { text: string }];
    const text = typeof first === 'string' ? first : first.text;
    if (text.startsWith('begin')) open.set(this, { statements: [] });
    else {
      const of = open.get(this);
      of?.statements.push(text);
      if (of) sent.push({ text, of });
    }
    return query.apply(this, args);
  } as never;
  try {
    const result = await work();
    const asked = sent.filter(({ of }) => !of.statements.some((text) => text.startsWith('insert into record_views')));
    return { result, statements: asked.map(({ text }) => text) };
  } finally {
    pg.Client.prototype.query = query as never;
  }
}
