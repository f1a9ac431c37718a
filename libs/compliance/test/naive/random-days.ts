import type { Chance } from './chance.js';
import { civil, type Day, dayFrom, dayText, isLeap, monthLength } from './naive-days.js';

/** Around which generated things happen. */
export const FIRST = dayFrom(2021, 1, 1);
export const LAST = dayFrom(2029, 12, 31);

/** A day between two, often one on which calendars are wrong. */
export function randomDay(chance: Chance, from: Day = FIRST, to: Day = LAST): string {
  const day = chance.between(from, to);
  return dayText(chance.yes(0.4) ? Math.min(to, Math.max(from, edgeNear(chance, day))) : day);
}

function edgeNear(chance: Chance, day: Day): Day {
  const [year, month] = civil(day);
  switch (chance.below(6)) {
    case 0: {
      const leap = isLeap(year) ? year : year + 4 - (year % 4);
      return dayFrom(leap, 2, 29);
    }
    case 1:
      return dayFrom(year, month, monthLength(year, month));
    case 2:
      return dayFrom(year, month, 1);
    case 3:
      return dayFrom(year, 1, 1);
    case 4:
      return dayFrom(year, 12, 31);
    default:
      return sunday(dayFrom(year, chance.of([3, 11]), 8));
  }
}

/** The first Sunday from a day on: clocks change on such days. */
function sunday(day: Day): Day {
  return day + ((3 - (((day % 7) + 7) % 7) + 7) % 7);
}
