import { StressFeatures } from '../features/stress.js';
import { Cue } from '../features/cues.js';
import type { OutcomePath } from '#slm';
import { civilianSpeech, Evidence, TranscriptTurn, turnsOf } from '../transcript.js';

/** The outcome bands of the de-escalation judge of DeEscalWild (arXiv 2604.13075), worst first. */
export const BANDS = ['ESCALATION', 'CONTAINMENT', 'DE_ESCALATION', 'RESOLUTION'] as const;
export type Band = (typeof BANDS)[number];

export interface ProposedOutcome {
  /** Null where the civilian's last turns show nothing. */
  band: Band | null;
  evidence: Evidence[];
  reason: string;
}

const AGREES =
  /\b(?:okay|ok|all ?right|alright|fine(?=[.,!]|$)|sure(?=[.,!]|$)|yes(?=[.,!]|$)|yeah(?=[.,!]|$)|deal|fair enough|i(?:'ll| will| can| could| guess i can) (?:\w+ )?(?:come|go|talk|sit|wait|stay|try|do (?:that|it)|put|set|call|take|let|walk|meet|sign|show|give|get|stand|step|turn|move)|let's (?:go|do|try|talk|call|sit)|i(?:'m| am) (?:putting|setting|coming|sitting|ready|going with)|you can (?:come|call|take|look)|that (?:works|helps|would help|sounds))\b/i;
const EASED =
  /\b(?:thank(?:s| you)|appreciate|i(?:'m| am) sorry (?:for|about|i)|sorry i (?:yelled|snapped|shouted)|feel(?:ing)? (?:a (?:bit|little) )?(?:better|calmer|safer)|i (?:can )?breathe now|you(?:'re| are) (?:right|okay|kind|different|not like)|you (?:listened|heard me|didn't (?:yell|rush|laugh))|nobody (?:ever )?(?:asked|listened)|i(?:'ve)? put (?:it|the \w+|that) (?:down|away)|it's (?:down|on the (?:ground|table|floor|counter))|good ?night|take care|i feel)\b/i;
const HOSTILE =
  /\b(?:get (?:away|back|out|off|lost|your hands)|leave me alone|back off|stay (?:away|back|out)|go away|don't (?:touch|come|you dare|talk to me|tell me)|shut up|screw you|go to hell|to hell with|fuck|bullshit|damn you|i(?:'m| am) not (?:going|moving|doing|coming|getting|telling|talking|signing|giving|leaving|opening|letting)|i(?:'m| am) done (?:talking|with you)|i won't|no way|make me|you can't (?:make|do|just)|i don't (?:trust|believe|have to)|i hate|liar|you(?:'re| are) (?:lying|just like|not listening|all the same|making it worse|hurting)|i want (?:a lawyer|your (?:badge|supervisor))|you people|i(?:'ll| will) (?:fight|kill|hurt|sue|scream)|help me somebody|stop (?:it|yelling|pushing|shouting)|that's it(?=!)|threaten\w*|try me)\b/i;

/** How one civilian turn sounds: below zero is against, above zero is with the officer. */
interface Mood extends Evidence {
  agrees: boolean;
  eased: boolean;
  hostile: boolean;
}

function shouts(text: string): boolean {
  const letters = text.replace(/[^\p{L}]/gu, '');
  return (letters.length >= 8 && letters === letters.toUpperCase()) || /!{2,}/.test(text);
}

function moodOf({ number, text }: TranscriptTurn): Mood {
  const plain = civilianSpeech(text).replace(/[’‘ʼ]/g, "'");
  const against = HOSTILE.exec(plain);
  const hostile = against !== null || shouts(plain);
  const found = against ?? EASED.exec(plain) ?? AGREES.exec(plain);
  const quote = spoken(text, plain, found?.index ?? 0);
  // "Okay, back off" and "I'm not going, okay?" agree to nothing.
  return { turn: number, quote, agrees: !hostile && AGREES.test(plain), eased: !hostile && EASED.test(plain), hostile };
}

/** Whole turns up to this many characters are quoted; of longer ones the telling sentence. */
const SHORT_TURN = 160;

/** The turn without leading cues, or the sentence around an offset found in `plain`, which is as long as `text`. */
function spoken(text: string, plain: string, at: number): string {
  const whole = text.slice(Math.max(0, plain.search(/\S/))).trim();
  if (plain.trim() === '') return '';
  if (whole.length <= SHORT_TURN) return whole;
  const before = Math.max(...['.', '!', '?', '\n'].map((end) => plain.lastIndexOf(end, at - 1))) + 1;
  const start = before + Math.max(0, plain.slice(before).search(/\S/));
  const after = plain.slice(Math.max(at, start)).search(/[.!?\n]/);
  return text.slice(start, after < 0 ? undefined : Math.max(at, start) + after + 1).trim();
}

function bandOfWords(last: readonly Mood[]): { band: Band | null; reason: string } {
  const closing = last[last.length - 1];
  const hostile = last.filter((mood) => mood.hostile).length;
  const settled = last.filter((mood) => mood.agrees || mood.eased).length;
  if (closing.hostile) {
    return hostile >= 2
      ? { band: 'ESCALATION', reason: 'The civilian ends the session against the officer, not for the first time.' }
      : { band: 'CONTAINMENT', reason: 'The civilian resists in the last turn, after turns without resistance.' };
  }
  if (settled === 0) return { band: null, reason: 'The last turns show neither resistance nor agreement.' };
  if (hostile > 0) return { band: 'CONTAINMENT', reason: 'The last turns hold both resistance and agreement.' };
  const atRest = settled >= 2 && last.some((mood) => mood.agrees) && last.some((mood) => mood.eased);
  return atRest
    ? { band: 'RESOLUTION', reason: 'The civilian agrees and speaks at ease.' }
    : { band: 'DE_ESCALATION', reason: 'The last turns hold agreement or ease and no resistance.' };
}

/** Bands of the scripted player's stress, 0 to 10; the bounds are this project's own. */
function bandOfStress({ first, last, slope }: StressFeatures): Band {
  if (last > first && slope > 0) return last >= 6 ? 'ESCALATION' : 'CONTAINMENT';
  if (last <= 3 && first - last >= 2) return 'RESOLUTION';
  return first - last >= 1.5 && last < 6 ? 'DE_ESCALATION' : 'CONTAINMENT';
}

export interface ClosingState {
  turns: readonly TranscriptTurn[];
  cues: readonly Cue[];
  stress?: StressFeatures;
  /** The path on which the scripted player ended the session. */
  ending?: OutcomePath;
}

/** One band apart: the lower. Two apart: the one between. Further apart they contradict each other. */
function agreed(first: Band, second: Band): Band | null {
  const [low, high] = [BANDS.indexOf(first), BANDS.indexOf(second)].sort();
  if (high - low === 3) return null;
  return BANDS[high - low === 2 ? low + 1 : low];
}

/**
 * The outcome band from the civilian's last three turns and, where the player was scripted, the path on which it ended or
 * else its stress. Where they contradict each other nothing is proposed and a person decides. A danger stated and never
 * taken up cannot end in RESOLUTION. Never reads the officer's words.
 */
export function proposedOutcome({ turns, cues, stress, ending }: ClosingState): ProposedOutcome {
  const last = turnsOf(turns, 'CIVILIAN')
    .slice(-3)
    .map(moodOf)
    .filter(({ quote }) => quote.trim() !== '');
  if (last.length === 0) return { band: null, evidence: [], reason: 'The civilian said nothing.' };
  const words = bandOfWords(last);
  const told = stress && `Stress went from ${stress.first} to ${stress.last} of 10.`;
  const played = ending ?? (stress && bandOfStress(stress));
  const band = played && words.band ? agreed(words.band, played) : (played ?? words.band);
  const openRisk = band === 'RESOLUTION' && cues.some((cue) => cue.outcome === 'IGNORED' || cue.outcome === 'OPEN');
  const reasons = [
    words.reason,
    told,
    ending && `The scripted player ended on ${ending}.`,
    openRisk && 'A stated danger was left open.',
    band === null && words.band !== null && 'The two contradict each other.',
  ];
  return {
    band: openRisk ? 'DE_ESCALATION' : band,
    evidence: band ? last.map(({ turn, quote }) => ({ turn, quote })) : [],
    reason: reasons.filter(Boolean).join(' '),
  };
}
