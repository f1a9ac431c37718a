import type { ControlTx } from '#platform';

/** The agency with this short name, for commands that a person types; null when there is none. */
export async function agencyIdBySlug(tx: ControlTx, slug: string): Promise<string | null> {
  const [row] = await tx.query<{ id: string }>('select id from control.agencies where slug = $1', [slug]);
  return row?.id ?? null;
}
