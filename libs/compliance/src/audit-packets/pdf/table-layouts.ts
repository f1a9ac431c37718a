import { COLOURS } from '#scoring';

type Row = number;
interface Ruled {
  table: { body: unknown[]; headerRows?: number };
}
const none = (): number => 0;

/** Points between a column and the next. */
export const GAP = 7;

/** Tables are ruled lightly between rows and strongly under their head; a standing is set off at its left. */
export const TABLE_LAYOUTS = {
  lines: {
    hLineWidth: (at: Row, { table }: Ruled): number =>
      at === 0 ? 0 : at === (table.headerRows ?? 0) ? 1 : at === table.body.length ? 0.8 : 0.4,
    vLineWidth: none,
    hLineColor: (at: Row, { table }: Ruled): string =>
      at === (table.headerRows ?? 0) && at > 0 ? COLOURS.ink : COLOURS.light,
    paddingLeft: none,
    paddingRight: (): number => GAP,
    paddingTop: (): number => 2.2,
    paddingBottom: (): number => 2.2,
  },
  bare: {
    hLineWidth: none,
    vLineWidth: none,
    paddingLeft: none,
    paddingRight: (): number => GAP,
    paddingTop: (): number => 1.4,
    paddingBottom: (): number => 1.4,
  },
  standing: {
    hLineWidth: (): number => 1,
    vLineWidth: (at: number): number => (at === 0 ? 5 : 1),
    hLineColor: (): string => COLOURS.ink,
    vLineColor: (): string => COLOURS.ink,
    paddingLeft: (): number => 11,
    paddingRight: (): number => 11,
    paddingTop: (): number => 8,
    paddingBottom: (): number => 9,
  },
};
