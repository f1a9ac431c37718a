import { orgUnitsByIds } from '#agencies';
import { notFound, UserError, type TenantTx } from '#platform';
import { checkDate } from '../adoptions/adoption-policy.js';
import { adoptionInForce } from '../adoptions/adopted-mandates.queries.js';
import type { ComplianceReach } from '../reports/members.queries.js';
import { visibleMembers } from '../reports/members.queries.js';
import type { ExportKind, ExportSelection } from './export.js';
import { missingPresentations } from './export.queries.js';

type Field = keyof ExportSelection;

/** What limits an export of each kind; whatever else is given would be silently ignored. */
const LIMITED_BY: Readonly<Record<ExportKind, readonly Field[]>> = {
  BOARD_ROSTER: ['presentationIds', 'from', 'to'],
  TRANSCRIPT: ['memberIds', 'orgUnitId', 'from', 'to'],
  STATUS_LIST: ['memberIds', 'orgUnitId', 'mandateCode'],
};
const LIMITS: readonly Field[] = ['presentationIds', 'memberIds', 'orgUnitId', 'mandateCode', 'from', 'to'];

const invalid = (field: Field, message: string): UserError => new UserError('INVALID', `input.${field}`, message);

/** @throws UserError INVALID naming the field that does not fit the kind or the other fields */
export function checkFields(asked: ExportSelection): void {
  const { kind, layout, from, to, asOf, allowProblems } = asked;
  const stray = LIMITS.find((field) => asked[field] !== null && !LIMITED_BY[kind].includes(field));
  if (stray) throw invalid(stray, `input.${stray} says nothing about a ${kind}`);
  if (layout !== 'GENERIC' && kind !== 'BOARD_ROSTER')
    throw invalid('layout', 'only a BOARD_ROSTER has a board’s layout');
  if (allowProblems && kind !== 'BOARD_ROSTER') throw invalid('allowProblems', 'only a BOARD_ROSTER is checked');
  if (from !== null) checkDate(from, 'input.from');
  if (to !== null) checkDate(to, 'input.to');
  checkDate(asOf, 'input.asOf');
  if (from !== null && to !== null && to < from) throw invalid('to', 'input.to must not be before input.from');
  if (kind === 'BOARD_ROSTER' && asked.presentationIds === null && (from === null || to === null))
    throw invalid('presentationIds', 'a BOARD_ROSTER needs presentations, or from and to');
}

/**
 * Whether all that is named is the agency's.
 * @throws UserError NOT_FOUND naming the field, also for what the actor may not see
 */
export async function checkNamed(tx: TenantTx, reach: ComplianceReach, asked: ExportSelection): Promise<void> {
  const { presentationIds, memberIds, orgUnitId, mandateCode, asOf } = asked;
  const [missing] = presentationIds ? await missingPresentations(tx, presentationIds) : [];
  if (missing !== undefined) throw notFound(`input.presentationIds[${missing}]`, 'presentation');
  if (memberIds) {
    const found = new Set((await visibleMembers(tx, reach, memberIds)).map(({ id }) => id));
    const unknown = memberIds.findIndex((id) => !found.has(id));
    if (unknown >= 0) throw notFound(`input.memberIds[${unknown}]`, 'member');
  }
  if (orgUnitId !== null && (await orgUnitsByIds(tx, [orgUnitId])).length === 0)
    throw notFound('input.orgUnitId', 'org unit');
  if (mandateCode !== null && !(await adoptionInForce(tx, mandateCode, asOf)))
    throw notFound('input.mandateCode', 'mandate adopted and in force on the day');
}
