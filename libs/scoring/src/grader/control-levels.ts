import { allActs, creditedActs, isConcreteHelp } from '../features/spoken-acts.js';
import { closingIn, sayings } from '../features/sayings.js';
import { turnsOf } from '../transcript.js';
import { abstain, level, LevelRule, turnsIn } from './proposed-level.js';

const OTHERS =
  /\b(?:(?:folks|everyone|everybody|people|neighbou?rs?|sir|ma'am|kids)\b[^.?!]{0,30}\b(?:back|inside|away|across|clear)|my partner (?:is|will|'s|stays)|(?:the )?other officers?|clear(?:ing)? the|asked (?:them|everyone|the others) to|(?:move|moving|keep|keeping) (?:people|folks|everyone|them) (?:back|away)|only one (?:of us )?(?:talking|speaking)|behind (?:the|my) (?:car|door|cruiser|engine|wall)|(?:taking|take|behind|in) cover)\b/i;

/** Distance or time given in one of the first officer turns, so many of them, is given early. */
const EARLY = 3;

/** Anchors: 0 closes in; 1 notices a hazard, does not act; 3 distance or cover and one resource; 5 time early, bystanders, roles. */
export const safetyTimeDistance: LevelRule = ({ turns, features }) => {
  const { acts, cues } = features;
  const space = creditedActs(acts, 'SPACE');
  const resources = [
    ...creditedActs(acts, 'REFERRAL'),
    ...creditedActs(acts, 'AID').filter(({ quote }) => isConcreteHelp(quote)),
  ];
  const closing = closingIn(turns);
  const rushing = allActs(acts, 'ULTIMATUM');
  const others = sayings(turns, OTHERS, { toCivilianOnly: true });
  if (space.length === 0) {
    if (closing.length > 0) return level(0, 'Closes in; gives no distance and no time.', closing);
    if (rushing.length > 0) return level(1, 'Takes time away; gives no distance.', rushing);
    if (resources.length > 0) return level(2, 'Calls on a resource; gives no distance.', resources);
    const noticed = [...features.safetyQuestions, ...cues.map(({ turn, quote }) => ({ turn, quote }))];
    return noticed.length > 0
      ? level(1, 'A hazard is noticed or stated; nothing makes distance.', noticed)
      : abstain('No hazard and no distance in words.');
  }
  const early = space[0].officerTurn < EARLY;
  let reached = 2;
  let reason = 'Gives distance or time, calls on no resource.';
  if (resources.length > 0) [reached, reason] = [3, 'Gives distance or time and calls on a resource.'];
  if (reached === 3 && turnsIn(space) >= 2 && early)
    [reached, reason] = [4, 'Buys time early, more than once, and calls on a resource.'];
  if (reached === 4 && others.length > 0 && turnsIn(space) >= 3)
    [reached, reason] = [5, 'Buys time early, calls on a resource and places others.'];
  if (closing.length > 0 || rushing.length > 0)
    [reached, reason] = [Math.min(reached - 1, 2), `${reason} Lowered: also closes in or sets deadlines.`];
  return level(
    reached,
    reason,
    space.slice(0, 2),
    resources.slice(0, 1),
    others.slice(0, 1),
    closing.slice(0, 1),
    rushing.slice(0, 1),
  );
};

/** Anchors: 0 acts on assumption; 1 one closed question; 3 checks weapons, intent, injury, medication or triggers and adapts; 5 asks plainly, re-assesses, gives the reason. */
export const assessAndDecide: LevelRule = ({ features }) => {
  const { acts, safetyQuestions: safety, openQuestions, closedQuestions } = features;
  const questions = [...safety, ...openQuestions, ...closedQuestions].filter(
    (act, at, all) => all.findIndex((other) => other.turn === act.turn && other.quote === act.quote) === at,
  );
  const left = features.cues.filter(
    ({ explicit, outcome }) => outcome === 'IGNORED' || (explicit && outcome === 'LATE'),
  );
  const force = allActs(acts, 'ORDER', 'THREAT', 'ULTIMATUM');
  if (questions.length === 0 && left.length > 0)
    return level(0, 'Passes over a plain statement of danger and asks nothing.', left);
  if (questions.length === 0)
    return force.length > 0
      ? level(0, 'Acts without a single question.', force)
      : abstain('No question and no decision in words.');
  if (safety.length === 0) {
    const some = turnsIn(questions) >= 2 && openQuestions.length > 0;
    return level(
      some ? 2 : 1,
      some ? 'Asks, but never about danger, injury or triggers.' : 'Asks one question or closed ones only.',
      questions,
    );
  }
  const reasons = creditedActs(acts, 'EXPLANATION');
  const later = questions.filter(({ turn }) => turn > safety[0].turn);
  const plain = safety.filter(({ quote }) =>
    /\b(?:suicid|kill|hurt|harm|weapon|gun|knife|armed|die|dying|end)/i.test(quote),
  );
  let reached = 2;
  let reason = 'One check of danger, not followed up.';
  if (turnsIn(later) >= 1 && turnsIn(questions) >= 3) [reached, reason] = [3, 'Checks danger and goes on asking.'];
  if (reached === 3 && turnsIn(safety) >= 2 && reasons.length > 0)
    [reached, reason] = [4, 'Checks danger more than once and gives a reason.'];
  if (reached === 4 && plain.length > 0 && turnsIn(safety) >= 3 && turnsIn(reasons) >= 2)
    [reached, reason] = [5, 'Asks plainly, checks again as things change, and says why.'];
  if (left.length > 0) {
    // What the civilian said plainly weighs more than what could be seen.
    const cap = left.some(({ explicit, outcome }) => explicit && outcome === 'IGNORED') ? 1 : 3;
    reached = Math.min(reached, left.some(({ explicit }) => explicit) ? Math.min(cap, 2) : cap);
    reason = `${reason} Held down: a sign of danger was passed over.`;
  }
  return level(
    reached,
    reason,
    safety.slice(0, 3),
    later.slice(0, 1),
    reasons.slice(0, 1),
    left.map(({ turn, quote }) => ({ turn, quote })),
  );
};

const PROVOKES =
  /\b(?:fuck\w*|screw you|shut up|go to hell|idiot|liar|pig|pigs|you people|bullshit|asshole|useless|get (?:away|out|lost)|leave me alone|you don't care|damn)\b|!{2,}/i;

/** Anchors: 0 shouts or insults; 1 matches intensity; 3 steady, one lapse; 5 steady under provocation. */
export const selfRegulation: LevelRule = ({ turns, features }) => {
  const { lapses } = features;
  const severe = lapses.filter(({ kind }) => kind === 'INSULT' || kind === 'SHOUTING');
  if (turnsIn(severe) >= 2 || (severe.length > 0 && lapses.length >= 3))
    return level(0, 'Shouts or insults.', severe, lapses);
  if (turnsIn(lapses) >= 3 || severe.length > 0) return level(1, 'Meets intensity with intensity.', lapses);
  const calm = creditedActs(
    features.acts,
    'EMPATHY',
    'REASSURANCE',
    'SPACE',
    'APOLOGY',
    'EMOTION_LABEL',
    'CHOICE',
    'REQUEST',
    'PARAPHRASE',
  );
  if (turnsIn(lapses) === 2) return level(2, 'Two lapses.', lapses, calm.slice(0, 1));
  if (turnsIn(calm) < 2)
    return lapses.length > 0
      ? level(2, 'A lapse, and little that is calm.', lapses)
      : abstain('No lapse, and too little said calmly to call it steady.');
  if (lapses.length === 1) return level(3, 'Steady with one lapse.', lapses, calm.slice(0, 2));
  if (lapses.length > 0) return level(2, 'One turn with more than one lapse.', lapses, calm.slice(0, 1));
  const provoked = turnsOf(turns, 'CIVILIAN').filter(({ text }) => PROVOKES.test(text.replace(/[’‘ʼ]/g, "'")));
  const held = calm.filter(({ turn }) => provoked.some(({ number }) => number < turn && turn - number <= 3));
  if (turnsIn(calm) < 4) return level(3, 'No lapse; little to hold steady against.', calm.slice(0, 3));
  if (turnsIn(held) >= 2) return level(5, 'Stays calm in the turns right after being provoked.', held.slice(0, 3));
  return level(4, 'No lapse and calm throughout; hardly provoked.', calm.slice(0, 3));
};
