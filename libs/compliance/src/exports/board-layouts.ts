/**
 * How the columns of a board's roster are called. The names are ours, but for those that the mandates' sources give for a board's
 * identifiers (`reporting` in packs/mandates). No board has certified any of these formats.
 */
export const BOARD_LAYOUTS = ['GENERIC', 'CA_EDI', 'TX_TCLEDDS', 'FL_ATMS', 'OR_F6E'] as const;
export type BoardLayout = (typeof BOARD_LAYOUTS)[number];

export interface LayoutRules {
  /** The mandate whose `reporting` the names are from; null for none. */
  mandateCode: string | null;
  /** The board's own words for our columns, by key. */
  names: Readonly<Record<string, string>>;
  /** Days before a presentation by which the board wants to hear of it; null where no source gives any. */
  requestDaysBefore: number | null;
}

export const LAYOUT_NOTE = 'The names of the columns are ours: no board has certified this format.';

export const LAYOUT_RULES: Readonly<Record<BoardLayout, LayoutRules>> = {
  GENERIC: { mandateCode: null, names: {}, requestDaysBefore: null },
  CA_EDI: {
    mandateCode: 'US-CA-CPT-PSP',
    names: { boardId: 'POST ID', controlNumber: 'certification/control number' },
    requestDaysBefore: 30,
  },
  TX_TCLEDDS: {
    mandateCode: 'US-TX-UNIT',
    names: { boardId: 'PID', courseCode: 'TCOLE course number' },
    requestDaysBefore: null,
  },
  FL_ATMS: { mandateCode: 'US-FL-MR', names: {}, requestDaysBefore: null },
  OR_F6E: { mandateCode: 'US-OR-MAINT', names: { boardId: 'DPSST number' }, requestDaysBefore: null },
};
