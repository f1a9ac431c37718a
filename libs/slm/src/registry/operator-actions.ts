import type { PlainTx } from '#platform';

/** An operator who acts on the deployment, by UUID. */
export type OperatorId = string;

/** The operator with this name, who is added when new. @param tx of the role `operator` */
export async function operatorByName(tx: PlainTx, name: string): Promise<OperatorId> {
  await tx.query('insert into control.operators (name) values ($1) on conflict (name) do nothing', [name]);
  const [row] = await tx.query<{ id: string }>('select id from control.operators where name = $1', [name]);
  return row!.id;
}

/** Writes what an operator did to the deployment, in the transaction that did it. The table takes inserts only. */
export async function recordAction(
  tx: PlainTx,
  operator: OperatorId,
  entry: { action: string; subject: string; details?: Record<string, unknown> },
): Promise<void> {
  await tx.query(
    'insert into control.operator_actions (operator_id, action, subject, details) values ($1, $2, $3, $4)',
    [operator, entry.action, entry.subject, entry.details ?? {}],
  );
}
