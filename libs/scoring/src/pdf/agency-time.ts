const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

/**
 * An instant on the agency's clock with the zone named: `2 March 2026, 10:00 (America/New_York, UTC-05:00)`. The words are this file's own
 * and not those of the runtime, which may change with its version.
 * @param timezone IANA name
 */
export function timeInZone(instant: Date, timezone: string): string {
  const part = partsIn(instant, timezone);
  return `${dayOf(part)}, ${clockOf(part)} ${zoneOf(part, timezone)}`;
}

/** From one instant to another: `2 March 2026, 09:41 to 10:00 (America/New_York, UTC-05:00)`. @param timezone IANA name */
export function spanInZone(from: Date, to: Date, timezone: string): string {
  const [start, end] = [partsIn(from, timezone), partsIn(to, timezone)];
  if (dayOf(start) !== dayOf(end) || zoneOf(start, timezone) !== zoneOf(end, timezone)) {
    return `${timeInZone(from, timezone)} to ${timeInZone(to, timezone)}`;
  }
  return `${dayOf(start)}, ${clockOf(start)} to ${clockOf(end)} ${zoneOf(end, timezone)}`;
}

/** The day of an instant on the agency's calendar: `2 March 2026`. @param timezone IANA name */
export const dayInZone = (instant: Date, timezone: string): string => dayOf(partsIn(instant, timezone));

/** The same day as `yyyy-mm-dd`. @param timezone IANA name */
export function isoDayInZone(instant: Date, timezone: string): string {
  const part = partsIn(instant, timezone);
  return `${part('year')}-${part('month')}-${part('day')}`;
}

/** A short form for tables: `2026-03-02 10:00 -05:00`. @param timezone IANA name */
export function isoTimeInZone(instant: Date, timezone: string): string {
  const part = partsIn(instant, timezone);
  const offset = part('timeZoneName').replace('GMT', '') || '+00:00';
  return `${part('year')}-${part('month')}-${part('day')} ${clockOf(part)} ${offset}`;
}

type Part = (type: Intl.DateTimeFormatPartTypes) => string;

const clockOf = (part: Part): string => `${part('hour')}:${part('minute')}`;

function zoneOf(part: Part, timezone: string): string {
  const offset = part('timeZoneName').replace('GMT', 'UTC');
  return `(${timezone}, ${offset === 'UTC' ? 'UTC+00:00' : offset})`;
}

const dayOf = (part: Part): string =>
  `${Number(part('day'))} ${MONTHS[Number(part('month')) - 1] ?? ''} ${part('year')}`;

function partsIn(instant: Date, timeZone: string): Part {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'longOffset',
  }).formatToParts(instant);
  return (type) => parts.find((one) => one.type === type)?.value ?? '';
}
