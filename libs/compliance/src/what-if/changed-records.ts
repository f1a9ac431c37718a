import { changedHistory } from '#agencies';
import type { MemberRecords } from '../reports/evaluation-input.js';
import type { RecordsChange } from './forecast-change.js';

type FactChange = Extract<RecordsChange, { kind: 'FACT' }>;

/** What would be on record about a member after these changes, one after another. Pure; what no change names stays as it is. */
export function changedRecords<Records extends Pick<MemberRecords, 'facts' | 'planned' | 'ledger'>>(
  memberId: string,
  records: Records,
  changes: readonly RecordsChange[],
): Records {
  return changes.reduce((before, change) => changedBy(memberId, before, change), records);
}

function changedBy<Records extends Pick<MemberRecords, 'facts' | 'planned' | 'ledger'>>(
  memberId: string,
  records: Records,
  change: RecordsChange,
): Records {
  if ('memberIds' in change && !change.memberIds.has(memberId)) return records;
  switch (change.kind) {
    case 'CLASS_CANCELLED':
    case 'TAKEN_OFF':
      return { ...records, planned: records.planned.filter((each) => each.presentationId !== change.presentationId) };
    case 'CLASS_MOVED':
      return {
        ...records,
        planned: records.planned.map((each) =>
          each.presentationId === change.presentationId ? { ...each, date: change.endsOn } : each,
        ),
      };
    case 'PUT_ON': {
      const { presentationId } = change.planned;
      // Who is on it already, or has earned it, is not promised its hours again.
      const has = [...records.planned, ...records.ledger].some((each) => each.presentationId === presentationId);
      return has ? records : { ...records, planned: [...records.planned, { ...change.planned, memberId }] };
    }
    case 'FACT':
      return { ...records, facts: factsAfter(memberId, records.facts, change) };
  }
}

/** As setting the fact would leave them. */
function factsAfter(memberId: string, facts: MemberRecords['facts'], change: FactChange): MemberRecords['facts'] {
  const { fact, alongside, value } = change;
  const gives = (each: MemberRecords['facts'][number]): boolean =>
    each.fact === fact && (!alongside || each.value === value);
  const history = facts.filter(gives).map((each) => ({ value: each.value, from: each.validFrom, to: each.validTo }));
  const after = changedHistory(history, change).map((each) => ({
    memberId,
    fact,
    value: each.value,
    validFrom: each.from,
    validTo: each.to,
  }));
  return [...facts.filter((each) => !gives(each)), ...after];
}
