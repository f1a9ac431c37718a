/** Agencies whose ids lie between these two, both included. */
export interface AgencyWindow {
  first: string;
  last: string;
}

const FIRST = '00000000-0000-0000-0000-000000000000';
const LAST = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/**
 * Whose turn it is in one lane. An agency that holds no slot goes before one that does, and one that holds fewer before one that holds
 * more: whoever asks for long tasks cannot fill the lane while others wait. Among equals the turns go round in the order of the
 * ids, beginning after the agency that was served last with a task of that priority.
 */
export class AgencyTurns {
  private readonly served = new Map<number, string>();
  private readonly held = new Map<string, number>();

  /** The priorities of which an agency was served last. */
  priorities(): number[] {
    return [...this.served.keys()];
  }

  /**
   * Every agency there may be, in the order in which they are to be asked for a task.
   * @param priority null: one of which nobody was served yet
   */
  windows(priority: number | null): AgencyWindow[] {
    const after = (priority === null ? undefined : this.served.get(priority)) ?? LAST;
    const holders = [...this.held.keys()].sort((a, b) => turn(a, after) - turn(b, after) || (a < b ? -1 : 1));
    const windows = between(after, holders);
    const byHeld = holders.map((id) => ({ id, held: this.held.get(id)! })).sort((a, b) => a.held - b.held);
    for (const { id } of byHeld) windows.push({ first: id, last: id });
    return windows;
  }

  took(priority: number, agencyId: string): void {
    this.served.set(priority, agencyId);
    this.held.set(agencyId, (this.held.get(agencyId) ?? 0) + 1);
  }

  ended(agencyId: string): void {
    const left = (this.held.get(agencyId) ?? 0) - 1;
    if (left > 0) this.held.set(agencyId, left);
    else this.held.delete(agencyId);
  }
}

/** 0 for what comes after the agency served last before the round ends, 1 for the rest. */
const turn = (id: string, after: string): number => (id > after ? 0 : 1);

/** What lies between the holders, which are in the order of the round that begins after `after` and ends with it. */
function between(after: string, holders: readonly string[]): AgencyWindow[] {
  const windows: AgencyWindow[] = [];
  const add = (first: string | null, last: string | null): void => {
    if (first !== null && last !== null && first <= last) windows.push({ first, last });
  };
  for (const [part, last] of [
    [0, LAST],
    [1, after],
  ] as const) {
    let first = part === 0 ? next(after) : FIRST;
    for (const id of holders) {
      if (turn(id, after) !== part) continue;
      add(first, previous(id));
      first = next(id);
    }
    add(first, last);
  }
  return windows;
}

const next = (id: string): string | null => (id === LAST ? null : moved(id, 1n));
const previous = (id: string): string | null => (id === FIRST ? null : moved(id, -1n));

function moved(id: string, by: bigint): string {
  const digits = (BigInt(`0x${id.replaceAll('-', '')}`) + by).toString(16).padStart(32, '0');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
