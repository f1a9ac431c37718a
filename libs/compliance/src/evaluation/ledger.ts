import type { ExclusionReason } from './evaluation.js';
import type { LedgerEntry } from './input.js';

export interface LiveLedger {
  /** Entries that may earn something, in date order, then by id: caps keep the earliest. */
  live: LedgerEntry[];
  excluded: Map<string, ExclusionReason>;
}

/**
 * The ledger after its corrections. A correction replaces the named entry entirely, whatever becomes of its own roster;
 * one of 0 hours removes it and earns nothing itself. Of two corrections of one entry the one with the greater id stands
 * (ids grow with time), or a corrected class would count twice.
 */
export function liveLedger(entries: LedgerEntry[]): LiveLedger {
  const excluded = new Map<string, ExclusionReason>();
  const lastCorrection = new Map<string, string>();
  for (const entry of entries) {
    if (entry.corrects === null) continue;
    excluded.set(entry.corrects, 'CORRECTED');
    const other = lastCorrection.get(entry.corrects);
    if (other === undefined || other < entry.id) lastCorrection.set(entry.corrects, entry.id);
  }
  const known = new Set(entries.map((entry) => entry.id));
  for (const id of excluded.keys()) if (!known.has(id)) excluded.delete(id);

  const live: LedgerEntry[] = [];
  for (const entry of entries) {
    if (entry.corrects !== null && lastCorrection.get(entry.corrects) !== entry.id) excluded.set(entry.id, 'CORRECTED');
    if (excluded.has(entry.id)) continue;
    const removes = entry.corrects !== null && entry.hours === 0 && entry.collegeCredit === null;
    if (entry.rosterStatus === 'REJECTED') excluded.set(entry.id, 'ROSTER_REJECTED');
    // A draft was never submitted; a corrected roster earns again only once approved.
    else if (entry.rosterStatus === 'DRAFT' || entry.rosterStatus === 'CORRECTED')
      excluded.set(entry.id, 'ROSTER_NOT_SUBMITTED');
    else if (!removes) live.push(entry);
  }
  live.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.id < b.id ? -1 : 1));
  return { live, excluded };
}
