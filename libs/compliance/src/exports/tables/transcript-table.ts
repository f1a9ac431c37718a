import type { TenantTx } from '#platform';
import { trainingRecordsOfMembers, type LedgerRow } from '#trainees';
import { ProblemLog, type ExportSelection, type ExportTable } from '../export.js';
import { column, type Cell, type Column } from '../formats/table.js';
import { countMembers, pagesOfMembers, type ExportedMember } from './exported-members.queries.js';
import type { ExportReach } from './roster.queries.js';

const MEMBERS_A_PAGE = 200;

const COLUMNS: readonly Column[] = [
  column('boardId'),
  column('familyName'),
  column('givenName'),
  column('badgeNumber'),
  column('completedOn', 'DAY'),
  column('courseCode'),
  column('categories'),
  column('delivery'),
  column('provider'),
  column('hours', 'NUMBER'),
  column('score', 'NUMBER'),
  column('rosterState'),
  column('standing'),
  column('source'),
  column('recordId'),
  column('correctsRecordId'),
  column('reason'),
];

/** The whole ledger of each member in the order of its days, what was corrected and what corrected it. */
export async function transcriptTable(
  tx: TenantTx,
  reach: ExportReach,
  selection: ExportSelection,
): Promise<ExportTable> {
  const { from, to } = selection;
  const total = await countMembers(tx, reach, selection);
  let done = 0;
  async function* rows(): AsyncGenerator<Cell[]> {
    for await (const members of pagesOfMembers(tx, reach, selection, MEMBERS_A_PAGE)) {
      const ids = members.map(({ id }) => id);
      const ledgers = await trainingRecordsOfMembers(tx, ids);
      for (const member of members) {
        const ledger = ledgers.get(member.id) ?? [];
        const corrected = new Set(ledger.map(({ correctsId }) => correctsId));
        for (const entry of ledger) {
          const within = (from === null || entry.completedOn >= from) && (to === null || entry.completedOn <= to);
          if (within) yield cellsOf(member, entry, corrected.has(entry.id));
        }
      }
      done += members.length;
    }
  }
  return { columns: COLUMNS, total, done: () => done, rows: rows(), problems: new ProblemLog() };
}

const cellsOf = (member: ExportedMember, entry: LedgerRow, isCorrected: boolean): Cell[] => [
  member.boardId,
  member.familyName,
  member.givenName,
  member.badgeNumber,
  entry.completedOn,
  entry.courseCode,
  entry.categories.join('; '),
  entry.delivery,
  entry.provider,
  entry.hours,
  entry.score,
  entry.rosterState,
  // A correction of 0 hours takes out of account what it corrects, and is itself no more than that.
  isCorrected ? 'CORRECTED' : entry.correctsId !== null && entry.hours === 0 ? 'REMOVED' : 'STANDS',
  entry.source,
  entry.id,
  entry.correctsId,
  entry.reason,
];
