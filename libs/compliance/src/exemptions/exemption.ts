import { UserError } from '#platform';
import { checkDate } from '../adoptions/adoption-policy.js';
import type { LocalDate } from '../evaluation/local-date.js';
import type { MandateVersion } from '../mandates/mandate.js';
import type { ExemptionKind } from './exemption.entity.js';

export interface EnteredExemption {
  kind: ExemptionKind;
  code: string;
  validFrom: LocalDate;
  validTo: LocalDate | null;
  reason: string;
}

/**
 * Whether a decision can be recorded under a mandate: an exemption needs one of its rules; a waiver one of its reasons, where
 * the mandate names any.
 * @throws UserError INVALID naming the field
 */
export function checkExemption(mandate: MandateVersion, entered: EnteredExemption): void {
  const known = entered.kind === 'EXEMPTION' ? mandate.exemptions.map((rule) => rule.code) : mandate.waiver?.reasons;
  const open = entered.kind === 'WAIVER' && (known ?? []).length === 0;
  if (!open && !known?.includes(entered.code)) {
    const names = known?.length ? `one of ${known.join(', ')}` : 'nothing: this mandate names no exemption';
    throw new UserError('INVALID', 'input.code', `input.code must be ${names}`);
  }
  checkDate(entered.validFrom, 'input.validFrom');
  if (entered.validTo !== null) {
    checkDate(entered.validTo, 'input.validTo');
    if (entered.validTo < entered.validFrom) {
      throw new UserError('INVALID', 'input.validTo', 'input.validTo must not be before input.validFrom');
    }
  }
  if (entered.reason.trim() === '') throw new UserError('INVALID', 'input.reason', 'input.reason must not be empty');
}
