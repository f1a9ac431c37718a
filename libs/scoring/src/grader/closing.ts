import { StressFeatures } from '../features/stress.js';
import { Cue } from '../features/cues.js';
import { firstWords } from '../features/talk.js';
import { Evidence, TranscriptTurn, turnsOf } from '../transcript.js';

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
  /\b(?:get (?:away|back|out|off|lost|your hands)|leave me alone|back off|stay (?:away|back)|go away|don't (?:touch|come|you dare|talk to me|tell me)|shut up|screw you|go to hell|to hell with|fuck|bullshit|damn you|i(?:'m| am) not (?:going|moving|doing|coming|getting|telling|talking|signing|giving|leaving)|i(?:'m| am) done (?:talking|with you)|i won't|no way|make me|you can't (?:make|do|just)|i don't (?:trust|believe|have to)|i hate|liar|you(?:'re| are) (?:lying|just like|not listening|all the same|making it worse|hurting)|i want (?:a lawyer|your (?:badge|supervisor))|you people|i(?:'ll| will) (?:fight|kill|hurt|sue|scream)|help me somebody|stop (?:it|yelling|pushing|shouting)|threaten\w*|try me)\b/i;

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
  const plain = text.replace(/[’‘ʼ]/g, "'");
  const against = HOSTILE.exec(plain);
  const hostile = against !== null || shouts(plain);
  const found = against ?? EASED.exec(plain) ?? AGREES.exec(plain);
  const quote = found ? sentenceAround(text, found.index) : firstWords(text);
  // "Okay, back off" and "I'm not going, okay?" agree to nothing.
  return { turn: number, quote, agrees: !hostile && AGREES.test(plain), eased: !hostile && EASED.test(plain), hostile };
}

function sentenceAround(text: string, at: number): string {
  const before = Math.max(...['.', '!', '?', '\n'].map((end) => text.lastIndexOf(end, at - 1))) + 1;
  const after = text.slice(at).search(/[.!?\n]/);
  return text.slice(before, after < 0 ? undefined : at + after + 1).trim();
}

const asEvidence = ({ turn, quote }: Mood): Evidence => ({ turn, quote });

function bandOfWords(last: readonly Mood[], openRisk: boolean): { band: Band | null; reason: string } {
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
  return atRest && !openRisk
    ? { band: 'RESOLUTION', reason: 'The civilian agrees, speaks at ease, and no stated danger is left open.' }
    : { band: 'DE_ESCALATION', reason: 'The last turns hold agreement or ease and no resistance.' };
}

function bandOfStress({ first, last, slope }: StressFeatures): Band {
  if (last > first && slope > 0) return last >= 60 ? 'ESCALATION' : 'CONTAINMENT';
  if (last <= 30 && first - last >= 20) return 'RESOLUTION';
  return first - last >= 15 && last < 60 ? 'DE_ESCALATION' : 'CONTAINMENT';
}

/**
 * The outcome band from the civilian's last three turns and, where the player was scripted, its stress. Where the two are
 * one band apart the lower stands; further apart nothing is proposed and a person decides. Never reads the officer's words.
 */
export function proposedOutcome(
  turns: readonly TranscriptTurn[],
  cues: readonly Cue[],
  stress: StressFeatures | undefined,
): ProposedOutcome {
  const last = turnsOf(turns, 'CIVILIAN').slice(-3).map(moodOf);
  if (last.length === 0 || last.every(({ quote }) => quote.trim() === '')) {
    return { band: null, evidence: [], reason: 'The civilian said nothing.' };
  }
  const evidence = last.filter((mood) => mood.quote.trim() !== '').map(asEvidence);
  const openRisk = cues.some((cue) => cue.outcome !== 'ADDRESSED');
  const words = bandOfWords(last, openRisk);
  if (!stress) return { ...words, evidence: words.band ? evidence : [] };
  const byStress = bandOfStress(stress);
  const told = `Stress went from ${Math.round(stress.first)} to ${Math.round(stress.last)}.`;
  if (!words.band) return { band: byStress, evidence, reason: `${told} ${words.reason}` };
  const apart = BANDS.indexOf(words.band) - BANDS.indexOf(byStress);
  if (Math.abs(apart) > 1) {
    return { band: null, evidence: [], reason: `${told} The words say ${words.band}, the stress ${byStress}.` };
  }
  return { band: apart > 0 ? byStress : words.band, evidence, reason: `${words.reason} ${told}` };
}
