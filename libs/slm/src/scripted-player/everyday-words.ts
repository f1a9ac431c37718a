import { stem } from '../speech/stem.js';

/** Each line: words that officers use for the same thing, slang last. A pack names a topic by some of them and is asked by others. */
const SAME = `
  gun firearm pistol rifle piece strapped
  knife blade shank
  head noggin skull
  break smash bust crack shatter
  move shift
  truck rig
  money cash dollar buck grand
  child kid kiddo youngster little-one
  baby grandbaby infant
  father daddy pop
  mother mama
  husband hubby
  wife missus spouse
  family folks relative kin
  drink booze liquor alcohol
  drunk tipsy wasted hammered buzzed
  hurt injure sore ache
  sick ill
  job work gig
  quit stop
  angry mad pissed furious
  scared afraid frightened spooked
  doctor doc physician
  medication medicine meds pill
  jail prison lockup slammer
  record priors run-ins
  house home place crib
  tonight tonite
  before previous
  phone call ring
  die kill pass
  marry wedding
  drive ride
  sleep nap
  pet animal
  live stay reside
  start begin kick-off
  tell say
  find locate
`;

const CANONICAL = new Map<string, string>();
for (const line of SAME.trim().split('\n')) {
  const [first, ...rest] = line.trim().split(/\s+/);
  for (const word of rest) CANONICAL.set(stem(word), stem(first));
  CANONICAL.set(stem(first), stem(first));
}

/** The key of a stem's everyday synonyms; itself where it has none. */
export function everydayKey(root: string): string {
  return CANONICAL.get(root) ?? root;
}
