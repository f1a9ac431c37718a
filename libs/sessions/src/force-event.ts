/**
 * Whether the officer uses force in these words: they narrate it, call it out or say that they do it. A threat, a condition, a question, a
 * refusal, and a weapon that is only drawn are not force: those are for the grade, not for the end of a session.
 */
export function usesForce(text: string): boolean {
  const plain = text.replace(/[’‘]/g, "'");
  const asides = [...plain.matchAll(ASIDE)].map(([aside]) => aside.slice(1, -1));
  if (asides.some((aside) => narratesForce(withoutNames(aside).toLowerCase()))) return true;
  const spoken = plain.replace(ASIDE, '. ').toLowerCase();
  return CALLED_OUT.test(spoken) || sentencesOf(spoken).some(saysForce);
}

/** `[draws taser]`, `(fires)`, `*tackles him*`. */
const ASIDE = /\[[^\]]*\]|\([^)]*\)|\*[^*]+\*/g;

const SOMEBODY =
  '(?:you|him|her|them|(?:the |a )?(?:suspect|man|woman|subject|guy|kid|boy|girl|teen(?:ager)?|person|driver|passenger|civilian|veteran|student|patient))';
const WEAPON = '(?:taser|tazer|gun|weapon|firearm|pistol|rifle|shotgun|service weapon|glock|sidearm)';
const HIS = '(?:the |my |his |her |their |a |one |two |three |several )?(?:service |duty )?';
/** Down, into or against what hurts. */
const DOWN = '(?:(?:on|in)?to the (?:ground|floor|pavement|wall)|down|against|onto|over)';

/** What is done to a person, in the present or past of a narrator; `s` stands for how the verb ends. */
const forceVerbs = (s: string, past: boolean): string => {
  const or = (present: string, ...pasts: string[]): string =>
    past ? `(?:${[present, ...pasts].join('|')})\\b` : `${present}\\b`;
  const es = s === '' ? '' : 'es';
  return [
    `${or(`shoot${s}`, 'shot')}(?! (?:a |an |the |you |him |her |them )?(?:glance|look|smile|straight|breeze|text|email|message|hoops|pool|photos?|pictures?|video|for|up|off)\\b)`,
    `${or(`fire${s}`, 'fired')}(?= *(?:$|[,;!.]|and\\b|now\\b|again\\b|at\\b|on (?:the |him|her|them|you)|into\\b|${HIS}(?:${WEAPON}|rounds?|shots?|warning shot)))`,
    `${or(`discharge${s}`, 'discharged')} ${HIS}(?:${WEAPON}|rounds?)`,
    `${or(`open${s}`, 'opened')} fire`,
    `${or(`pull${s}`, 'pulled')} (?:the |my |his |her )?trigger`,
    `${or(`squeeze${s}`, 'squeezed')} (?:the |my |his |her )?trigger`,
    `${or(`ta[sz]e${s}`, 'tased', 'tazed')}(?! up)`,
    `${or(`taser${s}`, 'tasered')} ${SOMEBODY}`,
    `${or(`drive[- ]stun${s}`, 'drive[- ]stunned')}`,
    `${or(`(?:deploy|activate)${s}`, 'deployed', 'activated')} ${HIS}(?:taser|tazer|oc|pepper|spray|mace|baton|k-?9|dog)`,
    `${or(`use${s}`, 'used')} ${HIS}(?:taser|tazer|oc spray|oc|pepper spray|mace|baton|k-?9|stun gun)(?: spray)? (?:on|against)`,
    `${or(`(?:pepper[- ]?)?spray${s}`, '(?:pepper[- ]?)?sprayed')} ${SOMEBODY}`,
    `${or(`mace${s}`, 'maced')} ${SOMEBODY}`,
    `${or(`(?:body[- ]?)?(?:tackle|slam)${s}`, '(?:body[- ]?)?(?:tackled|slammed)')} (?!this|that|it\\b|the (?:problem|issue|brakes?|door)|my |on )`,
    `${or(`(?:punch${es}|kick${s}|strike${s}|hit${s}|club${s}|beat${s}|choke${s}|headbutt${s}|elbow${s}|knee${s})`, 'punched', 'kicked', 'struck', 'clubbed', 'choked', 'kneed')} (?:${SOMEBODY}|(?:his|her|their) )`,
    `${or(`swing${s}`, 'swung')} ${HIS}(?:baton|fist)`,
    `${or(`take${s}`, 'took')} ${SOMEBODY} (?:to the (?:ground|floor|pavement)|down(?! (?:to )?the (?:station|road|street|hall|stairs|steps)| (?:to )?(?:a|my|town)))`,
    `${or(`(?:push${es}|shove${s}|throw${s}|wrestle${s}|force${s}|drag${s})`, 'pushed', 'shoved', 'threw', 'wrestled', 'forced', 'dragged')} ${SOMEBODY} ${DOWN}`,
    `${or(`put${s}`)} ${SOMEBODY} in(?:to)? a (?:choke ?hold|head ?lock|arm ?bar|carotid)`,
  ].join('|');
};

const NARRATED = new RegExp(`\\b(?:${forceVerbs('s?', true)})`);
/** Where narration says that it does not happen. */
const NOT_DONE =
  /\b(?:not|n't|never|without|instead of|refus\w+|declin\w+|avoid\w*|ready to|about to|prepar\w+ to|threat\w*)\b|n't\b/;

/** Of one aside: each part of it is judged for itself, so that "does not shout, tackles him" is force. */
const narratesForce = (aside: string): boolean =>
  aside.split(/[,;.!]|\bbut\b|\bthen\b/).some((part) => NARRATED.test(part) && !NOT_DONE.test(part));

/** A name after the first word is a person like any other. */
const withoutNames = (aside: string): string => aside.replace(/(?<=\s)\p{Lu}\p{Ll}+(?:'s)?/gu, 'him');

/** Called out while it is done, as officers are trained to. */
const CALLED_OUT = /\bta[sz]er\b[\s!,.]+ta[sz]er\b|(?:^|[.!]\s*)shots fired\s*(?:[.!,]|$)/;

const PRESENT = new RegExp(
  `^(?:(?:okay|ok|fine|now|so|then|alright|and|that's it)[, ]+)*i (?:now |just )?(?:${forceVerbs('', false)})`,
);
const GOING_ON = new RegExp(
  `^(?:(?:okay|ok|fine|now|so|then)[, ]+)*i(?:'m| am) (?:now )?(?:shooting(?! (?:you |him |her )?(?:straight|for|hoops))|firing(?! up| people)|ta[sz]ing|tackling ${SOMEBODY}|pepper[- ]?spraying|taking ${SOMEBODY} to the ground)`,
);
/** What makes of a deed a threat, a condition or a habit. */
const CONDITIONAL = /\b(?:if|unless|or|when|whenever|before|until|next time|would|could|always|usually|only|to stop)\b/;

const saysForce = (sentence: string): boolean =>
  !sentence.endsWith('?') && !CONDITIONAL.test(sentence) && (PRESENT.test(sentence) || GOING_ON.test(sentence));

const sentencesOf = (text: string): string[] =>
  (text.match(/[^.!?\n;]+[.!?]*/g) ?? []).map((sentence) => sentence.trim()).filter((sentence) => sentence !== '');
