import { allActs, creditedActs, isConcreteHelp, SpokenAct } from '../features/spoken-acts.js';
import { Evidence, TranscriptTurn } from '../transcript.js';
import { BANDS } from './closing.js';
import { abstain, level, LevelRule, turnsIn } from './proposed-level.js';

const AGREES =
  /^\W*(?:(?:um|uh|well|oh)\W+)?(?:okay|ok|all ?right|alright|yes|yeah|sure|fine|deal|i (?:can|could|guess|will)|i'll|that (?:works|helps))\b/i;

/** The civilian's next turn, when it takes up an offer or request with a yes. */
function agreements(turns: readonly TranscriptTurn[], offers: readonly SpokenAct[]): Evidence[] {
  return offers.flatMap(({ turn }) => {
    const answer = turns.find(({ number, speaker }) => number > turn && speaker === 'CIVILIAN');
    const yes = answer && AGREES.exec(answer.text.replace(/[’‘ʼ]/g, "'"));
    return answer && yes ? [{ turn: answer.number, quote: answer.text.slice(0, yes[0].length).trim() }] : [];
  });
}

/** Names at least two ways, or hands over the decision; "if you want" alone is courtesy. */
const TWO_WAYS = /\bor\b|\b(?:choice|choose|decide|options?|prefer|rather|which|either|up to you|what would)\b/i;

/** Anchors: 0 ultimatum or repeated order; 1 single option; 3 clear request with a reason, two choices; 5 small agreed steps, follow-through. */
export const influenceOptions: LevelRule = ({ turns, features }) => {
  const { acts, choices, repeatedOrders } = features;
  const ultimatums = allActs(acts, 'ULTIMATUM', 'THREAT');
  const requests = creditedActs(acts, 'REQUEST');
  const orders = features.imperatives;
  const forced = [...ultimatums, ...repeatedOrders];
  if (choices.length === 0) {
    if (forced.length > 0) return level(0, 'Ultimatums or the same order again; no choice.', forced);
    if (requests.length + orders.length === 0) return abstain('Asks for nothing and offers nothing.');
  }
  const reasons = creditedActs(acts, 'EXPLANATION');
  const reasoned = [...requests, ...orders].filter(({ turn }) => reasons.some((reason) => reason.turn === turn));
  if (choices.length === 0) {
    return reasoned.length > 0
      ? level(2, 'Asks with a reason; a single option.', reasoned, reasons.slice(0, 1))
      : level(1, 'A single option.', requests.slice(0, 3), orders.slice(0, 3));
  }
  const agreed = agreements(turns, [...choices, ...requests, ...creditedActs(acts, 'AID', 'REFERRAL')]);
  const real = choices.filter(({ quote }) => TWO_WAYS.test(quote));
  let reached = 2;
  let reason = 'A choice, without a reason or a clear request.';
  if (real.length >= 1 && reasons.length > 0 && (requests.length > 0 || turnsIn(choices) >= 2))
    [reached, reason] = [3, 'Asks with a reason and leaves a choice.'];
  if (reached === 3 && turnsIn(choices) >= 2 && agreed.length >= 1)
    [reached, reason] = [4, 'Choices more than once, and the person takes one.'];
  if (reached === 4 && turnsIn(real) >= 2 && turnsIn(agreed) >= 2)
    [reached, reason] = [5, 'Small steps that the person agrees to, one after another.'];
  if (forced.length > 0)
    [reached, reason] = [
      Math.max(0, Math.min(reached, 3) - forced.length),
      `${reason} Lowered by ultimatums or repeated orders.`,
    ];
  return level(
    reached,
    reason,
    real.slice(0, 2),
    choices.slice(0, 1),
    reasoned.slice(0, 1),
    agreed.slice(0, 2),
    forced.slice(0, 2),
  );
};

const HAND_OFF =
  /\b(?:i(?:'ll| will|'m going to| can) (?:\w+ )?(?:stay|wait|walk|come|go|drive|ride|follow up|check (?:in|on|back)|call (?:you|them|ahead)|introduce|be (?:here|there|with you))|(?:they|she|he)(?:'ll| will) (?:\w+ )?(?:call|meet|come|talk|sit|follow|help|check)|tomorrow|next week|afterwards?|after (?:that|tonight)|follow.?up|(?:here's|this is) (?:my|the|their) (?:card|number))\b/i;

/** A service the person can be handed to, named within an offer of help or a choice. */
const SERVICE =
  /\b(?:crisis \w+|counsel\w+|clinic|social worker|therapist|shelter|case ?worker|mental health|outreach)\b/i;

/** Anchors: 0 leaves risk open; 1 ends contact only; 3 safe end state with one referral; 5 voluntary plan, named service, hand-off. */
export const resolutionReferral: LevelRule = ({ turns, features, outcome }) => {
  const { acts, cues } = features;
  const referrals = creditedActs(acts, 'REFERRAL', 'AID', 'CHOICE').filter(
    ({ act, quote }) => act === 'REFERRAL' || SERVICE.test(quote),
  );
  const aid = creditedActs(acts, 'AID').filter(({ quote }) => isConcreteHelp(quote));
  const risk = cues.filter((cue) => cue.outcome === 'IGNORED').map(({ turn, quote }) => ({ turn, quote }));
  if (outcome.band === 'ESCALATION' || risk.length > 0) {
    return level(0, 'The session ends with the risk open.', risk, outcome.evidence);
  }
  if (outcome.band === null) return abstain('How the session ended is for a person to judge.');
  const safe = BANDS.indexOf(outcome.band) >= BANDS.indexOf('DE_ESCALATION');
  if (referrals.length === 0) {
    return aid.length > 0
      ? level(2, 'Help is offered, no service named.', aid.slice(0, 2), outcome.evidence.slice(-1))
      : level(1, 'Contact ends without a referral.', outcome.evidence.slice(-2));
  }
  if (!safe)
    return level(2, 'A service is named; the end is not calm.', referrals.slice(0, 2), outcome.evidence.slice(-1));
  const agreed = agreements(turns, [
    ...referrals,
    ...creditedActs(acts, 'CHOICE').filter(({ turn }) => turn >= referrals[0].turn),
  ]);
  const after = acts.filter((act) => act.credited && act.turn >= referrals[0].turn && HAND_OFF.test(act.quote));
  let reached = 3;
  let reason = 'A calm end and a service named.';
  if (agreed.length > 0 || after.length > 0)
    [reached, reason] = [4, 'A calm end, a service named, and agreement or a hand-off.'];
  if (agreed.length > 0 && after.length > 0 && outcome.band === 'RESOLUTION')
    [reached, reason] = [5, 'A plan the person agrees to, with a named service and what comes after.'];
  return level(
    reached,
    reason,
    referrals.slice(0, 2),
    after.slice(0, 2),
    agreed.slice(0, 1),
    outcome.evidence.slice(-1),
  );
};
