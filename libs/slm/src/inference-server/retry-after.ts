/** A server that asks for more is believed no further: what it says may be a mistake, and its slots would lie idle. */
const LONGEST_MS = 300_000;

/**
 * The milliseconds of a `Retry-After` header: seconds or an HTTP date (RFC 9110, 10.2.3).
 * @returns undefined when there is none or it makes no sense; never below 0 nor above five minutes
 */
export function retryAfterMs(header: string | undefined, nowMs: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}(\.\d+)?$/.test(text)) return bounded(Number(text) * 1_000);
  // Date.parse alone takes much for a date that is none, such as "-1" or "1 apple".
  if (!/^[A-Z][a-z]{2,8},? [\w :-]+$/.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : bounded(at - nowMs);
}

const bounded = (ms: number): number => Math.min(LONGEST_MS, Math.max(0, Math.round(ms)));
