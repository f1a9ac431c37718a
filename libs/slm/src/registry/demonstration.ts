import { UserError, type PlainTx } from '#platform';
import { recordAction, type OperatorId } from './operator-actions.js';

/**
 * Marks an agency as one of nobody, for showing the product, or takes the mark away. Models that are for tests play nowhere else.
 * @param tx of the role `operator`
 * @returns the agency's UUID
 * @throws UserError NOT_FOUND
 */
export async function markDemonstration(
  tx: PlainTx,
  operator: OperatorId,
  slug: string,
  demonstration: boolean,
): Promise<string> {
  const [agency] = await tx.query<{ id: string; before: boolean }>(
    'select id, demonstration as before from control.agencies where slug = $1 for no key update',
    [slug],
  );
  if (!agency) throw new UserError('NOT_FOUND', 'agency', `there is no agency ${slug}`);
  if (agency.before === demonstration) return agency.id;
  await tx.query('update control.agencies set demonstration = $2 where id = $1', [agency.id, demonstration]);
  const action = demonstration ? 'agency.demonstration-begun' : 'agency.demonstration-ended';
  await recordAction(tx, operator, { action, subject: slug });
  return agency.id;
}
