export interface Count {
  status: string;
  members: number;
}

/** Members by status on one line, in the order of the API. */
export const countsOf = (counts: readonly Count[]): string =>
  counts.map(({ status, members }) => `${members} ${status}`).join(', ');
