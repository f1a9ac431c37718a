import { addDays, earlier, type LocalDate } from '../evaluation/local-date.js';

/** When a mandate version as adopted may be in force: local dates, both ends inclusive, null is open. */
export interface AdoptionRange {
  /** Grows with time. */
  id: string;
  effectiveFrom: LocalDate | null;
  effectiveTo: LocalDate | null;
  /** From this day on there are statuses under it. */
  storedFrom: LocalDate;
}

/** Days on which one adoption is in force; `to` exclusive, null when it never ends. */
export interface AdoptionSegment<Range extends AdoptionRange> {
  adoption: Range;
  from: LocalDate;
  to: LocalDate | null;
}

/**
 * Which of the adoptions of one mandate is in force on which days: on each, of those whose text is in force then, the latest. Days on
 * which none is are left out.
 */
export function adoptionSegments<Range extends AdoptionRange>(adoptions: readonly Range[]): AdoptionSegment<Range>[] {
  const start = storedSince(adoptions);
  if (start === null) return [];
  const latestFirst = [...adoptions].sort((a, b) => (a.id < b.id ? 1 : -1));
  const turns = adoptions.flatMap(({ effectiveFrom, effectiveTo }) => [
    effectiveFrom,
    effectiveTo && addDays(effectiveTo, 1),
  ]);
  const days = [start, ...turns.filter((day): day is LocalDate => day !== null && day > start)];
  const segments: AdoptionSegment<Range>[] = [];
  for (const [index, from] of [...new Set(days)].sort().entries()) {
    const adoption = latestFirst.find(
      ({ effectiveFrom, effectiveTo }) =>
        (effectiveFrom === null || effectiveFrom <= from) && (effectiveTo === null || effectiveTo >= from),
    );
    const before = segments.at(-1);
    if (index > 0 && before && before.to === null) {
      if (before.adoption === adoption) continue;
      before.to = from;
    }
    if (adoption) segments.push({ adoption, from, to: null });
  }
  return segments;
}

/** The first day for which statuses are stored; null without an adoption. */
export function storedSince(adoptions: readonly Pick<AdoptionRange, 'storedFrom'>[]): LocalDate | null {
  return adoptions.length === 0 ? null : adoptions.map((each) => each.storedFrom).reduce(earlier);
}
