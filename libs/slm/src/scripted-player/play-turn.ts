import { ActKind } from '../speech/act-kinds.js';
import { sentencesOf } from '../speech/clauses.js';
import { officerActs } from '../speech/officer-acts.js';
import { chooseLine, Heard, POINTS_BACK } from './choose-line.js';
import { chooseLead, withLead } from './lead.js';
import { lineIndexOf } from './line-index.js';
import { bandOf } from './mood.js';
import { Ending, outcomeOf } from './outcome.js';
import { Band, PlayerScript } from './player-script.js';
import { PlayerState } from './player-state.js';

import { afterCivilian, afterOfficer, CUE_PREFIX, replayState, type SpokenTurn } from './dialogue-state.js';

export { replayState, type Speaker, type SpokenTurn } from './dialogue-state.js';

export interface PlayedTurn {
  /** What the civilian says; a cue the officer can see or hear stands before it in square brackets. */
  text: string;
  lineId: string;
  /** The remark said ahead of the line, if any. */
  leadId?: string;
  state: PlayerState;
  band: Band;
  /** What was heard in the officer's turn. */
  acts: ActKind[];
  /** The topic the civilian answered about, if any. */
  topic?: string;
  /** Ids of cues shown with this turn. */
  cues: string[];
  ended?: Ending;
}

/** Said once the script holds nothing more that fits; the session ends with it, for a line said twice would be a lie. */
const OUT_OF_LINES = { id: 'out-of-lines', text: 'I have nothing more to say to you. I mean it.' };

/** A topic is guessed for questions alone: comfort and orders are answered as what they are. */
const ASKING: ReadonlySet<ActKind> = new Set([
  'OPEN_QUESTION',
  'CLOSED_QUESTION',
  'SAFETY_QUESTION',
  'REQUEST',
  'AID',
  'EMOTION_LABEL',
  'GREETING',
  'NAME_USE',
]);
/** BM25 that a guess needs, about one rare word or two common ones; more where the words may point at what was just said. */
const [CLEAR, CLEAR_AGAINST_BACK] = [2.5, 5];

function hear(
  script: PlayerScript,
  text: string,
  acts: ActKind[],
  state: PlayerState,
  civilianLast: string,
  seed: number,
): Heard {
  const index = lineIndexOf(script);
  const last = sentencesOf(text).at(-1);
  const lastText = last ? text.slice(last.start, last.end) + (last.marked ? '?' : '') : '';
  const context = { civilianName: script.persona.name, civilianLastTurn: civilianLast };
  const named = index.topicsOf(text);
  const asked = acts.every((act) => ASKING.has(act)) && named.length === 0;
  const follows = state.about !== undefined && POINTS_BACK.test(text.toLowerCase());
  const guessed = asked ? index.guess(text, follows ? CLEAR_AGAINST_BACK : CLEAR) : undefined;
  return {
    text,
    acts,
    lastActs: officerActs(lastText, context).map((one) => one.act),
    topics: guessed ? [guessed] : named,
    lastTopics: guessed ? [guessed] : index.topicsOf(lastText),
    affinity: index.affinity(text),
    band: bandOf(script, state.stress),
    seed,
  };
}

/**
 * The civilian's answer to the last turn of the history, which must be the officer's. Deterministic: the same script,
 * history and seed give the same turn. Pass the state of the turn before to save replaying; it must belong to the history.
 *
 * @param seed any 32-bit integer
 * @throws RangeError when the history does not end with an officer's turn
 */
export function playTurn(input: {
  script: PlayerScript;
  history: readonly SpokenTurn[];
  state?: PlayerState;
  seed: number;
}): PlayedTurn {
  const { script, history, seed } = input;
  const spoken = history.at(-1);
  if (spoken?.speaker !== 'OFFICER')
    throw new RangeError('The civilian answers an officer: the last turn is not the officer’s.');
  const before = input.state ?? replayState(script, history.slice(0, -1));
  const civilianLast =
    history
      .filter((turn) => turn.speaker === 'CIVILIAN')
      .at(-1)
      ?.text.replace(CUE_PREFIX, '') ?? '';
  const [state, acts] = afterOfficer(script, before, spoken.text, civilianLast);
  const band = bandOf(script, state.stress);
  const shown = script.cues.filter((cue) => cue.onTurn === state.officerTurns);
  const cues = shown.map((cue) => cue.id);
  const withCues = (text: string): string => [...shown.map((cue) => `[${cue.text}]`), text].join(' ');
  const outcome = outcomeOf(script, state, acts, seed);
  if (outcome) {
    return { text: withCues(outcome.text), lineId: outcome.lineId, state, band, acts, cues, ended: outcome.ending };
  }
  const heard = hear(script, spoken.text, acts, state, civilianLast, seed);
  const line = chooseLine(script, lineIndexOf(script), heard, state);
  if (!line) {
    const ended: Ending = { path: 'CONTAINMENT', reason: 'the scripted player has no line left that answers this' };
    return { text: withCues(OUT_OF_LINES.text), lineId: OUT_OF_LINES.id, state, band, acts, cues, ended };
  }
  const topic = line.topics?.find((one) => heard.topics.includes(one)) ?? line.topics?.[0];
  const lead = chooseLead(script, before, state, heard, line);
  return {
    text: withCues(withLead(lead, line)),
    lineId: line.id,
    leadId: lead?.id,
    state: afterCivilian(script, state, line.id, lead?.id),
    band,
    acts,
    topic,
    cues,
  };
}
