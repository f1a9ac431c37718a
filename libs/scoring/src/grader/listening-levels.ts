import { allActs, creditedActs } from '../features/spoken-acts.js';
import { firstWords } from '../features/talk.js';
import { turnsOf } from '../transcript.js';
import { abstain, level, LevelRule, turnsIn, within } from './proposed-level.js';

/** From this share of the words on, the officer is talking, not listening (own choice; MISC asks for less than half). */
const TALKS_TOO_MUCH = 0.8;

/** Anchors: 0 interrupts, talks over; 1 only commands or closed questions; 3 open questions plus one paraphrase; 5 the whole cycle, repeatedly. */
export const activeListening: LevelRule = ({ features }) => {
  const { openQuestions: open, emotionLabels, empathy, interruptions, talkRatio = 0 } = features;
  const said = features.paraphrases.filter((act) => act.grounded);
  const labels = [...emotionLabels, ...empathy.filter((act) => act.grounded)];
  const cuts = interruptions.length;
  const talksOver = talkRatio > TALKS_TOO_MUCH;
  if (open.length === 0 && said.length === 0) {
    if (cuts >= 2) return level(0, 'Cuts the civilian short and never asks or gives back.', interruptions);
    if (turnsIn(features.nonsense) >= 3) {
      return level(0, 'Line after line answers nothing the civilian said.', features.nonsense);
    }
    const only = [
      ...features.imperatives,
      ...features.closedQuestions,
      ...allActs(features.acts, 'DISMISSAL', 'THREAT'),
    ];
    return level(1, 'Commands or closed questions only: no open question, nothing given back.', only);
  }
  const cycle = [open.length > 0, said.length > 0, labels.length > 0].filter(Boolean).length;
  const spread = turnsIn([...open, ...said, ...labels]);
  let reached = 2;
  let reason = 'Open questions or a paraphrase, not both.';
  if (open.length >= 2 && said.length >= 1)
    [reached, reason] = [3, 'Open questions and something given back in own words.'];
  if (reached === 3 && said.length >= 2 && cycle === 3 && spread >= 4) {
    [reached, reason] = [4, 'Asks openly, gives back twice and names what the person feels.'];
  }
  if (reached === 4 && open.length >= 3 && said.length >= 3 && turnsIn(labels) >= 2 && spread >= 6) {
    [reached, reason] = [5, 'The whole cycle of asking, giving back and naming feelings, again and again.'];
  }
  const lowered = within(reached - (cuts >= 2 ? 1 : 0) - (talksOver ? 1 : 0));
  const why =
    lowered === reached ? reason : `${reason} Lowered: ${cuts >= 2 ? 'interrupts' : 'talks most of the time'}.`;
  return level(lowered, why, open.slice(0, 2), said.slice(0, 2), labels.slice(0, 1), cuts >= 2 ? interruptions : []);
};

/** Anchors: 0 dismissive; 1 scripted sympathy; 3 names the feeling, avoids triggers; 5 the person's own concern, repairs. */
export const empathyRapport: LevelRule = ({ features }) => {
  const { empathy, emotionLabels } = features;
  const kind = [...empathy, ...emotionLabels];
  const cold = allActs(features.acts, 'DISMISSAL', 'INSULT');
  const apologies = creditedActs(features.acts, 'APOLOGY');
  const repaired = cold.length > 0 && cold.every((act) => apologies.some((sorry) => sorry.turn >= act.turn));
  if (kind.length === 0) {
    return cold.length > 0
      ? level(0, 'Dismisses or belittles; no word of understanding.', cold)
      : abstain('Neither sympathy nor dismissal in words.');
  }
  const own = kind.filter((act) => act.grounded);
  let reached = 1;
  let reason = 'Sympathy without anything of the person in it.';
  if (own.length >= 1) [reached, reason] = [2, 'Sympathy once tied to what the person said.'];
  if (emotionLabels.length >= 1 && own.length >= 1)
    [reached, reason] = [3, 'Names the feeling about what the person said.'];
  if (reached === 3 && turnsIn(own) >= 2)
    [reached, reason] = [4, 'Names the feeling and stays with what matters to the person.'];
  if (reached === 4 && turnsIn(own) >= 4 && turnsIn(emotionLabels) >= 2 && (cold.length === 0 || repaired)) {
    [reached, reason] = [5, 'Stays with the person’s own concern through the session.'];
  }
  if (cold.length > 0 && !repaired) {
    reached = Math.min(within(reached - cold.length), 2);
    reason = `${reason} Lowered by words that dismiss, without repair.`;
  }
  return level(reached, reason, own.slice(0, 3), kind.slice(0, 2), cold.slice(0, 2), repaired ? apologies : []);
};

/** Anchors: 0 demeaning; 1 no introduction or reason; 3 introduces self, explains, polite; 5 voice before deciding, reasons, next steps. */
export const proceduralJustice: LevelRule = ({ turns, features }) => {
  const { acts } = features;
  const insults = allActs(acts, 'INSULT');
  if (insults.length > 0) return level(0, 'Demeans the person.', insults);
  const introductions = creditedActs(acts, 'INTRODUCTION');
  const reasons = creditedActs(acts, 'EXPLANATION');
  const opening = turnsOf(turns, 'OFFICER')
    .filter(({ text }) => text.trim() !== '')
    .slice(0, 1);
  const start = opening.map(({ number, text }) => ({ turn: number, quote: firstWords(text) }));
  if (introductions.length === 0 && reasons.length === 0) {
    if (features.officerTurns < 3) return abstain('Too short to say what was left out.');
    return level(1, 'No introduction and no reason in the whole session; shown is how it opens.', start);
  }
  const pressure = allActs(acts, 'ORDER', 'THREAT', 'ULTIMATUM').at(0)?.turn ?? Infinity;
  const voice = [...features.openQuestions, ...features.paraphrases].filter(({ turn }) => turn < pressure);
  const rude = allActs(acts, 'PROFANITY', 'DISMISSAL', 'THREAT');
  let reached = 2;
  let reason = introductions.length > 0 ? 'Introduces self, gives no reason.' : 'Gives a reason, no introduction.';
  if (introductions.length > 0 && reasons.length > 0) [reached, reason] = [3, 'Introduces self and explains.'];
  if (reached === 3 && voice.length > 0 && turnsIn(reasons) >= 2)
    [reached, reason] = [4, 'Lets the person speak first, and explains more than once.'];
  if (
    reached === 4 &&
    turnsIn(reasons) >= 3 &&
    turnsIn(voice) >= 2 &&
    features.nameUse.length + features.choices.length > 0
  ) {
    [reached, reason] = [5, 'Voice before any order, reasons and next steps throughout, respect shown.'];
  }
  if (rude.length > 0) [reached, reason] = [within(Math.min(reached, 3) - 1), `${reason} Lowered by disrespect.`];
  return level(reached, reason, introductions.slice(0, 1), reasons.slice(0, 2), voice.slice(0, 1), rude.slice(0, 2));
};
