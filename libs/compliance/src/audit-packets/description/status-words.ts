import type { ComplianceStatus } from '../../evaluation/evaluation.js';

/** `IN_GRACE` as `In grace`: every code of ours read as words. */
export function words(code: string): string {
  const plain = code.replaceAll('_', ' ').toLowerCase();
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}

/** What a trend is drawn of; who is not bound is left out. */
export const TREND_GROUPS: readonly { name: string; statuses: readonly ComplianceStatus[] }[] = [
  { name: 'Met or excused', statuses: ['COMPLIANT', 'PENDING_VERIFICATION', 'EXEMPT', 'WAIVED'] },
  { name: 'Not met, still in time', statuses: ['ON_TRACK', 'DUE_SOON', 'AT_RISK'] },
  { name: 'Missed', statuses: ['IN_GRACE', 'OVERDUE', 'LAPSED'] },
];

/** How many are in each group, in their order. */
export const inGroups = (counts: Partial<Record<ComplianceStatus, number>>): number[] =>
  TREND_GROUPS.map(({ statuses }) => statuses.reduce((sum, status) => sum + (counts[status] ?? 0), 0));

/** A figure without needless zeros: `4`, `2.5`. */
export const figure = (amount: number): string => String(Math.round(amount * 100) / 100);

export const percent = (part: number, whole: number): string =>
  whole === 0 ? '' : `${Math.round((part / whole) * 1000) / 10} %`;

/** A person as lists name them, with what tells namesakes apart. */
export const listed = (person: { familyName: string; givenName: string; badgeNumber: string | null }): string =>
  `${person.familyName}, ${person.givenName}${person.badgeNumber ? ` (${person.badgeNumber})` : ''}`;

/** A range of days, both inclusive: `2026-01-01 to 2026-12-31`. */
export function range(from: string | null, to: string | null): string {
  if (from === null && to === null) return 'not known';
  if (from === null) return `until ${to}`;
  return to === null ? `from ${from}` : from === to ? from : `${from} to ${to}`;
}
