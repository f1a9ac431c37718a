import { lot } from './lot.js';
import { BANDS, PlayerLine, PlayerScript } from './player-script.js';

/** Half the spread given to lines of the same bands, so that a small change of mood already prefers another. */
const SPREAD = 1.1;

/**
 * The stress, 0 to 10, at which a line rings truest: the author's figure, else the middle of its bands, lower for lines
 * that need trust and higher for those that trust rules out, spread by its id.
 */
export function temperOf(script: PlayerScript, line: PlayerLine): number {
  if (line.temper !== undefined) return line.temper;
  const { CALM, UNEASY, AGITATED } = script.bands;
  const bounds = [0, CALM, UNEASY, AGITATED, 10];
  const middles = line.in.map((band) => (bounds[BANDS.indexOf(band)] + bounds[BANDS.indexOf(band) + 1]) / 2);
  const middle = middles.reduce((sum, one) => sum + one, 0) / middles.length;
  const trust = 0.1 * ((line.maxTrust === undefined ? 0 : 10 - line.maxTrust) - (line.minTrust ?? 0));
  return middle + trust + SPREAD * (2 * lot(0, `temper:${line.id}`) - 1);
}
