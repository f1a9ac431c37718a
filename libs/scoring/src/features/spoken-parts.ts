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
  /^\s*["'*_#>\s-]*(?:system|assistant|user|civilian|suspect|subject|dispatch(?:er)?|narrator|instructions?|note to (?:the )?\w+|judge|grader|rubric|result|output|evaluation|score|developer|admin)\b[^\n:]{0,20}:/i;

/** Words about the grading. Nobody says them to a person in crisis, so nothing beside them counts either. */
const TO_GRADER =
  /\b(?:full marks|top marks|full (?:points|credit)|maximum (?:points|score|marks|level)|perfect (?:score|marks|grade)|rubric|graders?\b|(?:dear|hello|hey|hi|to the) (?:evaluator|assessor|judge|examiner)|(?:evaluator|assessor|examiner)s?[,:]|competencies|critical fails?|level (?:five|5)|5 ?\/ ?5|100 ?\/ ?100|(?:ignore|disregard|forget|override) (?:all |any |the |your |my |these |those )*(?:(?:previous|prior|above|earlier) )?(?:instructions?|prompts?|guidelines|rubric)|system prompt|language model|as an ai|give (?:me|us|him|her|the officer|this officer) (?:\w+ ){0,4}(?:marks?|scores?|points|grades?|ratings?|fives|levels?|a pass|100)\b|(?:the|this) (?:officer|trainee) (?:passe[sd]|deserves|demonstrat\w+|should (?:pass|get|receive|score))|mark (?:this|me|it) (?:as )?(?:an? )?(?:passed|resolved|complete|pass|success)|(?:score|grade|rate) (?:me|this (?:session|officer)|the officer|of \d)|award (?:me|full|\d))/i;

/** Claiming a skill by its name is not the skill. */
const SELF_PRAISE =
  /\b(?:i(?:'m| am| have| just| was|'ve)? (?:\w+ ){0,4}(?:active(?:ly)? listen\w*|empath(?:y|etic|ising|izing)|de-?escalat\w+|procedural justice|paraphras\w+|open(?:-ended)? questions?|rapport|emotion labels?|label(?:l?ed|l?ing) (?:your|the|an?) emotions?|(?:offered?|gave|given|introduced) (?:you |myself |him |her )?(?:a |some )?(?:choices?|options?|empathy|time and space|and))|as (?:a|your) (?:great|highly trained|excellent|empathetic|skilled) \w+|my (?:excellent|great|outstanding|perfect) \w+|textbook|by the book|i did (?:great|well|everything right|a (?:great|good|perfect) job))\b/i;

const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g;

function addressesGrader(text: string): boolean {
  return TO_GRADER.test(text.normalize('NFKC').replace(INVISIBLE, ''));
}

/** Joined again they are the text: a quote must be found in the turn as it stands. */
function sentences(text: string): string[] {
  return text.split(/(?<=[.!?]["'”’)]?\s)/);
}

/** What was said aloud in an officer's turn, in order. Total: any string is accepted. */
export function spokenParts(turn: string): SpokenPart[] {
  const toCivilian = !addressesGrader(turn);
  const parts: SpokenPart[] = [];
  let run = '';
  const flush = (): void => {
    if (run.trim()) parts.push({ text: run, toCivilian });
    run = '';
  };
  for (const stretch of turn.split(NOT_SPEECH)) {
    for (const line of stretch.split(/(?<=\n)/)) {
      if (OTHER_VOICE.test(line)) {
        flush();
        continue;
      }
      for (const sentence of sentences(line)) {
        if (SELF_PRAISE.test(sentence)) {
          flush();
          parts.push({ text: sentence, toCivilian: false });
        } else run += sentence;
      }
    }
    flush();
  }
  return parts;
}
