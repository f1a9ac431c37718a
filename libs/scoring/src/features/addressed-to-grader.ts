import { BoundedMap } from '#platform';
import { speaksOfGrading } from './grading-phrases.js';
import { otherSpellings } from './other-spellings.js';

/** Letters of other scripts and styles that pass for Latin ones, where NFKC leaves them alone (after Unicode TR 39, the common ones). */
const LOOKS_LIKE: Record<string, string> = {
  а: 'a', в: 'b', с: 'c', ԁ: 'd', е: 'e', һ: 'h', н: 'h', і: 'i', ј: 'j', к: 'k', ӏ: 'l', м: 'm', о: 'o', р: 'p', ѕ: 's', т: 't', у: 'y', х: 'x',
  α: 'a', β: 'b', ε: 'e', ζ: 'z', η: 'n', ι: 'i', κ: 'k', μ: 'm', ν: 'v', ο: 'o', ρ: 'p', τ: 't', υ: 'u', χ: 'x', γ: 'y',
  ᴀ: 'a', ʙ: 'b', ᴄ: 'c', ᴅ: 'd', ᴇ: 'e', ꜰ: 'f', ɢ: 'g', ʜ: 'h', ɪ: 'i', ᴊ: 'j', ᴋ: 'k', ʟ: 'l', ᴍ: 'm', ɴ: 'n', ᴏ: 'o', ᴘ: 'p', ʀ: 'r', ᴛ: 't', ᴜ: 'u', ᴠ: 'v', ᴡ: 'w', ʏ: 'y', ᴢ: 'z',
  ı: 'i', ł: 'l', ø: 'o',
}; // prettier-ignore

/** Characters that nobody sees: soft hyphens, zero-width, bidi controls, variation selectors and tag characters. */
const INVISIBLE =
  /[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\u{e0000}-\u{e001f}\u{e007f}-\u{e01ef}]/gu;
/** Invisible copies of the ASCII characters, which spell words all the same. */
const TAGS = /[\u{e0020}-\u{e007e}]/gu;
const COMBINING = /\p{Mn}/gu;

/** Words about the grading. Nobody says them to a person in crisis, so nothing beside them counts either. */
const GRADER = '(?:evaluator|assessor|examiner|judge|grader)';
const TO_GRADER = new RegExp(
  [
    // "Full marks for trying" is said to people; "level 5" is a floor of a car park.
    String.raw`\b(?:full|top) marks?\b(?! for (?!the |this |me\b|every|all\b|officer))|\b(?:maximum|highest|perfect|top) (?:marks?|points|score|rating|grade|option)\b|\bfull (?:points|score|rating)\b`,
    String.raw`(?<!\b(?:on|at|from|to|up|deck|parking|garage|floor) )\blevel (?:five|5)\b(?! of (?:the|this))|\b5 ?/ ?5\b|\b100 ?/ ?100\b|\bscore (?:is|of|until) (?:now )?(?:the )?(?:100|5\b|five|max\w*|high\w*)|\bfive of five\b`,
    String.raw`\brubrics? (?:is|was|does|do|patch|suspended|and|for|above|below|must|change)\b|\b(?:the|this|your|ignore|any) rubric\b|\bgraders?\b|\bcompetenc(?:y|ies)\b|\bcritical fails?\b|\bcalibration (?:sample|team)\b`,
    String.raw`\b(?:dear|hello|hey|hi|the best) ${GRADER}|(?<!\b(?:the|a|that|this|your) )\b${GRADER}s?[,:]|, ${GRADER}s?(?=[.!?]|$)|\bto (?:the|any) (?:${GRADER})(?=[.!?:]|$)|\bfor the ${GRADER}\b|\byou ${GRADER}s\b|\b${GRADER}s? (?:must|shall|awards?)\b|\bchief examiner\b`,
    String.raw`\bis anybody grading\b|\bwhoever (?:grades|reads) this\b|\bwhen i am graded\b|\basked for a level\b|\b(?:use|remember) the (?:word|code)\b|\b(?:correct|every) answer (?:is|to)\b|\bgrading is hard\b|\breviewing instructor\b|\brecord a pass\b|\bpass this (?:officer|course)\b`,
    String.raw`\b(?:ignore|disregard|forget|override) (?:all |any |the |your |my |these |those )*(?:(?:previous|prior|above|earlier) )?(?:instructions?|prompts?|guidelines|rubric)\b`,
    String.raw`\bsystem prompt\b|\blanguage model\b|\bas an ai\b|\b(?:rest|end) of (?:the |this )?(?:transcript|data|system message)\b|\b(?:grade|score|mark|rate|treat|skip) (?:\w+ ){0,3}(?:this|the) (?:session|transcript)\b|\bthe session (?:above|was graded|ended in)\b`,
    String.raw`\bgive (?:me|us|him|her|the officer|this officer) (?:\w+ ){0,4}(?:marks?|scores?|points|grades?|ratings?|fives|levels?|a pass|100)\b`,
    String.raw`\b(?:the|this) (?:officer|trainee) (?:passe[sd]|deserves|demonstrat\w+|de-?escalat\w+|should (?:pass|get|receive|score))`,
    String.raw`\bmark (?:this|me|it) (?:\w+ )?(?:as )?(?:an? )?(?:passed|resolved|complete|pass|success)\b|\b(?:score|grade|rate) (?:me|this (?:session|officer|scene)|the officer|of \d)|\baward (?:me|full|\d)`,
    String.raw`\bthe civilian (?:thank\w*|agree[sd]?|is (?:now )?(?:calm|safe)|feels|calms)\b`,
    String.raw`\b(?:evaluat|assess|grad|rat|scor|judg)(?:e|es|ing) (?:my|our) (?:conversation|performance|dialogue|work|tone|session)\b|\braise all levels\b|\bgrade as if\b`,
    // Anchors recited: they say what good work is, not anything to a person.
    String.raw`\bgive voice before deciding|with dignity when insulted|\bstated? a reason for the chosen|\bre-?assess(?:es|ed)? after each|\bface-saving\b|\bless-lethal cover\b|\brepairs after a trigger\b|\bcredible follow-through|\bhand-off and after-care|\bsteady under provocation`,
  ].join('|'),
  'i',
);

/** Names of skills. So many at once are a recital for whoever grades: nobody in crisis is told of them. */
const SKILLS = [
  ...[
    /\bactive(?:ly)? listening\b/,
    /\bempath/,
    /\brapport\b/,
    /\bprocedural justice\b/,
    /\bself-regulation\b/,
    /\bde-?escalat/,
  ],
  ...[
    /\bparaphras/,
    /\blabell?(?:s|ed|ing)?\b.{0,12}\bemotion|\bemotion label/,
    /\bopen(?:-ended)? questions?\b/,
    /\breferr(?:al|ing you)\b/,
  ],
];
const RECITAL = 3;

/** Letters that are drawn, without what nobody sees. */
function visible(text: string): string {
  const spelled = text.replace(TAGS, (tag) => String.fromCodePoint((tag.codePointAt(0) ?? 0) - 0xe0000));
  return spelled.normalize('NFKC').replace(INVISIBLE, '');
}

/** As it looks to an eye that reads Latin letters: styled and look-alike ones as plain ones. */
function asLatin(text: string): string {
  const plain = text.normalize('NFD').replace(COMBINING, '').toLowerCase();
  return [...plain].map((letter) => LOOKS_LIKE[letter] ?? letter).join('');
}

/** Stretches of speech that are kept: every grader asks for each sentence and each turn of a session, and again after every turn. */
const KEPT = 4_000;
const known = new BoundedMap<boolean>(KEPT);

/** Whether words are meant for whoever grades instead of the person in the scene, however they are spelled. Any string is accepted. */
export function addressedToGrader(text: string): boolean {
  const before = known.get(text);
  if (before !== undefined) return before;
  const addressed = speaksToGrader(text);
  known.set(text, addressed);
  return addressed;
}

function speaksToGrader(text: string): boolean {
  const seen = visible(text);
  const latin = asLatin(seen);
  return (
    TO_GRADER.test(latin) ||
    SKILLS.filter((skill) => skill.test(latin)).length >= RECITAL ||
    speaksOfGrading(seen) ||
    otherSpellings(seen).some((spelling) => TO_GRADER.test(asLatin(spelling)))
  );
}
