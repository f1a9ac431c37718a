/** A page of rows in the order of their ids, which is the order in which they were made. */
export interface IdPage {
  limit: number;
  /** UUID of the last row of the page before; null for the first page. */
  after: string | null;
}
