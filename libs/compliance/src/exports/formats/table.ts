/** What a column holds. A day is a local date, `YYYY-MM-DD`. */
export type ColumnType = 'TEXT' | 'NUMBER' | 'DAY';

export interface Column {
  /** How problems and JSON call it; the same in every layout. */
  key: string;
  /** How the first line of a file calls it. */
  name: string;
  type: ColumnType;
}

/** null for nothing known, which is an empty cell. */
export type Cell = string | number | null;

export const column = (key: string, type: ColumnType = 'TEXT', name: string = key): Column => ({ key, name, type });
