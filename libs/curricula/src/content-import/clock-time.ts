/** Seconds of a recording's time, `MM:SS` or `H:MM:SS`; undefined where it is neither. */
export function clockSeconds(text: string): number | undefined {
  const parts = /^(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)$/.exec(text.trim());
  if (!parts) return undefined;
  const [, hours, minutes, seconds] = parts;
  if (hours !== undefined && !/^[0-5]\d$/.test(minutes)) return undefined;
  return Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds);
}
