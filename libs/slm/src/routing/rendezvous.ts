import { createHash } from 'node:crypto';

/**
 * How high a place ranks for a key: 48 bits, evenly spread. The highest is the key's own. When a place goes, only its keys move, evenly to
 * the others; when one comes, it takes its share evenly from all.
 */
export const rank = (key: string, place: string): number =>
  createHash('sha256').update(key).update('\0').update(place).digest().readUIntBE(0, 6);

/** The place of a key. @returns undefined of none */
export function placeOf<Place extends { name: string }>(key: string, places: readonly Place[]): Place | undefined {
  let best: { place: Place; rank: number } | undefined;
  for (const place of places) {
    const its = rank(key, place.name);
    if (!best || its > best.rank || (its === best.rank && place.name < best.place.name)) best = { place, rank: its };
  }
  return best?.place;
}
