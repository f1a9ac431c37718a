import { BoundedMap } from '#platform';
import { addressedToGrader } from './addressed-to-grader.js';

/** A stretch of an officer's turn that was said aloud. */
export interface SpokenPart {
  /** An exact substring of the turn. */
  text: string;
  /** False when it is said to a grader or praises itself: it can lower a level, never raise one. */
  toCivilian: boolean;
}

/** Stage directions and machine text: asterisks, brackets, braces, tags, code fences. */
const NOT_SPEECH =
  /```[\s\S]*?(?:```|$)|\*{1,2}[^*\n]{1,300}\*{1,2}|\[[^\]]{0,400}\]?|\{[^}]{0,2000}\}?|\([^)]{0,300}\)|<[^>\n]{0,200}>/g;

/** A line that speaks for somebody else: a made-up system message, a made-up reply of the civilian. */
const OTHER_VOICE =
  /^\s*["'*_#>\s-]*(?:turn \d+,? *)?(?:(?:he|she|they|the (?:man|woman|boy|girl|person)) (?:says?|said|answers?|replie[sd]|whispers?)|system|assistant|user|civilian|suspect|subject|dispatch(?:er)?|narrator|instructions?|note to (?:the )?\w+|judge|grader|rubric|result|output|evaluation|score|developer|admin)\b[^\n:]{0,20}:/i;

/** A stage direction of what somebody else does: quoted words right after it are theirs. */
const OF_ANOTHER =
  /^\W*(?:he|she|they|(?:the )?(?:man|woman|boy|girl|person|civilian|suspect|subject|crowd|bystander)s?)\b/i;
const QUOTED = /^\s*["“]/;

/** Claiming a skill by its name is not the skill. */
const SELF_PRAISE =
  /\b(?:i(?:'m| am| have| just| was|'ve)? (?:\w+ ){0,4}(?:active(?:ly)? listen\w*|empath(?:y|etic|ising|izing)|de-?escalat\w+|procedural justice|paraphras\w+|open(?:-ended)? questions?|rapport|emotion labels?|label(?:l?ed|l?ing) (?:your|the|an?) emotions?|(?:offered?|gave|given|introduced) (?:you |myself |him |her )?(?:a |some )?(?:choices?|options?|empathy|time and space|and))|as (?:a|your) (?:great|highly trained|excellent|empathetic|skilled) \w+|my (?:excellent|great|outstanding|perfect) \w+|textbook|by the book|i did (?:great|well|everything right|a (?:great|good|perfect) job))\b/i;

/** Joined again they are the text: a quote must be found in the turn as it stands. */
function sentences(text: string): string[] {
  return text.split(/(?<=[.!?]["'”’)]?\s)/);
}

/** Turns whose parts are kept: a dozen rules ask for those of the same turns, of some sessions at once. */
const KEPT = 1_000;
const known = new BoundedMap<readonly SpokenPart[]>(KEPT);

/** What was said aloud in an officer's turn, in order. Total: any string is accepted. */
export function spokenParts(turn: string): readonly SpokenPart[] {
  const before = known.get(turn);
  if (before) return before;
  const parts = partsOf(turn);
  known.set(turn, parts);
  return parts;
}

function partsOf(turn: string): SpokenPart[] {
  const toCivilian = !addressedToGrader(turn);
  const parts: SpokenPart[] = [];
  let run = '';
  const flush = (): void => {
    if (run.trim()) parts.push({ text: run, toCivilian });
    run = '';
  };
  const readLine = (line: string): void => {
    for (const sentence of sentences(line)) {
      // Who speaks for somebody else does so to the end of the line.
      if (OTHER_VOICE.test(sentence)) return flush();
      if (SELF_PRAISE.test(sentence)) {
        flush();
        parts.push({ text: sentence, toCivilian: false });
      } else run += sentence;
    }
  };
  let from = 0;
  let direction = '';
  for (const next of [...turn.matchAll(NOT_SPEECH), undefined]) {
    const stretch = turn.slice(from, next?.index);
    if (!(OF_ANOTHER.test(direction) && QUOTED.test(stretch))) {
      for (const line of stretch.split(/(?<=\n)/)) readLine(line);
    }
    flush();
    if (next) [from, direction] = [next.index + next[0].length, next[0]];
  }
  return parts;
}
