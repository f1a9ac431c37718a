import { childrenOf, type Requirement } from '../mandates/requirement.js';
import { addDays, earlier, later, type LocalDate, yearOf } from './local-date.js';
import type { Window } from './period.js';

/** A requirement as it stands in one window: yearly requirements become one slot for each year. */
export interface Slot {
  id: string;
  parentId: string | null;
  requirement: Requirement;
  /** Entries count here by their date; `to` is also the deadline. */
  from: LocalDate;
  to: LocalDate;
  /** False when it does not apply, is excused or is not judged (yet): its hours still reach the buckets it feeds. */
  applies: boolean;
  /** False below an ANY or N_OF. */
  obligatory: boolean;
  /** Hours that count here also count in these, and so on upwards. */
  feeds: string[];
}

export interface SlotRules {
  applies(requirement: Requirement, window: Window): boolean;
  /** Whether a part of the window with a deadline of its own is judged. */
  judges(part: Window): boolean;
}

/** The slots of a window in tree order, each parent before its children. */
export function slotsOf(requirements: Requirement[], window: Window, rules: SlotRules): Slot[] {
  const slots: Slot[] = [];
  const visit = (requirement: Requirement, parent: Slot | null): void => {
    const { within } = requirement;
    const feeds = [...(within === undefined ? [] : [within]), ...(parent ? [parent.id] : [])];
    const applies = (parent?.applies ?? true) && rules.applies(requirement, window);
    const underChoice = parent?.requirement.kind === 'GROUP' && parent.requirement.op !== 'ALL';
    const obligatory = (parent?.obligatory ?? true) && !underChoice;
    for (const part of partsOf(requirement, window)) {
      const whole = part === window;
      const slot: Slot = {
        id: whole ? requirement.id : `${requirement.id}@${yearOf(part.to)}`,
        parentId: parent?.id ?? null,
        requirement,
        from: part.from,
        to: part.to,
        applies: applies && (whole || rules.judges(part)),
        obligatory,
        feeds,
      };
      slots.push(slot);
      for (const child of childrenOf(requirement)) visit(child, slot);
      // A choice among nothing asks for nothing.
      if (requirement.kind === 'GROUP' && !slots.some((each) => each.parentId === slot.id && each.applies))
        slot.applies = false;
    }
  };
  for (const requirement of requirements) visit(requirement, null);
  return slots;
}

function partsOf(requirement: Requirement, window: Window): Window[] {
  if (requirement.kind !== 'HOURS' || !requirement.perSubPeriod) return [window];
  const parts: Window[] = [];
  for (let from = window.from; from <= window.to; from = addDays(parts.at(-1)!.to, 1)) {
    parts.push({ from: later(from, window.from), to: earlier(`${from.slice(0, 4)}-12-31`, window.to) });
  }
  return parts;
}
