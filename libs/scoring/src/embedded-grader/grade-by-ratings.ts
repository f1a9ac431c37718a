import { gradeByFeatures, type GradeInput } from '../feature-grader.js';
import { abstain, type ProposedLevel, within } from '../grader/proposed-level.js';
import { type ProposedGrade, proposedScore } from '../proposal.js';
import { type Evidence, quotes } from '../transcript.js';
import type { TurnRating } from './turn-ratings.js';

/** What the embedded grader proposes, with the turns' ratings it rests on. */
export interface EmbeddedProposal extends ProposedGrade {
  turnRatings: TurnRating[];
}

/** Competencies whose anchors speak of how the officer talks, turn by turn; the others are about what is done and how it ends. */
const OF_SPEECH: ReadonlySet<string> = new Set([
  'PROCEDURAL_JUSTICE',
  'ACTIVE_LISTENING',
  'EMPATHY_RAPPORT',
  'SELF_REGULATION',
  'INFLUENCE_OPTIONS',
]);
/** The competency whose anchors count lapses. */
const COUNTS_LAPSES = 'SELF_REGULATION';
/** Turns from which on ratings may contradict a level; fewer are chance. */
const ENOUGH_TURNS = 4;
/** From this share of negative turns on a level of at least GOOD is contradicted. */
const MOSTLY = 0.5;
const GOOD = 4;
/** Negative turns per level lost where lapses are counted: a rating errs more often than a rule that quotes an insult. */
const TURNS_A_LAPSE = 2;
const LEAST_AFTER_LAPSES = 1;
/** From this level on the best turns are shown first, below it the worst. */
const PRAISES = 3;

/**
 * The feature grader's proposal, read again with the ratings: acts in turns rated NEGATIVE earn nothing, such turns count as lapses,
 * evidence from the turns that tell most stands first, and where most turns are NEGATIVE beside a high level, a person decides. No
 * level is higher than the feature grader's. Deterministic.
 * @param ratings of this session's officer turns
 * @throws RangeError for a rubric whose weights do not add up to 100
 */
export function gradeByRatings(
  input: GradeInput,
  ratings: readonly TurnRating[],
  graderVersion: string,
): EmbeddedProposal {
  const plain = gradeByFeatures(input);
  const negative = ratings.filter(({ rating }) => rating === 'NEGATIVE');
  const read = gradeByFeatures({ ...input, discounted: new Set(negative.map(({ turn }) => turn)) });
  const scores = new Map(ratings.map(({ turn, score }) => [turn, score]));
  const levels = read.levels.map((level, index): ProposedLevel => {
    const lowest = notAbove(level, plain.levels[index]);
    const rated = OF_SPEECH.has(level.competency) ? withRatings(lowest, input, ratings, negative) : lowest;
    return { ...rated, evidence: mostTelling(rated, scores) };
  });
  const { outcome, criticalFails, penalties, featureVersion, features } = plain;
  const parts = { levels, outcome, criticalFails, penalties };
  return {
    ...parts,
    score: proposedScore(input.rubric, parts),
    label: 'FORMATIVE',
    grader: 'EMBEDDED',
    graderVersion,
    featureVersion,
    features,
    turnRatings: [...ratings],
  };
}

/** Without the discounted acts there may be nothing left to read; then the level is what little there was to begin with. */
function notAbove(read: ProposedLevel, plain: ProposedLevel): ProposedLevel {
  if (plain.level === null || (read.level !== null && read.level <= plain.level))
    return plain.level === null ? plain : read;
  if (read.level !== null) return plain;
  const level = Math.min(plain.level, LEAST_AFTER_LAPSES);
  return { ...plain, level, reason: `${plain.reason} Lowered: all of it in turns that were rated negative.` };
}

function withRatings(
  proposed: ProposedLevel,
  { turns }: GradeInput,
  ratings: readonly TurnRating[],
  negative: readonly TurnRating[],
): ProposedLevel {
  const { competency, level } = proposed;
  if (level === null) return proposed;
  if (level >= GOOD && ratings.length >= ENOUGH_TURNS && negative.length >= ratings.length * MOSTLY) {
    const count = `${negative.length} of ${ratings.length}`;
    return { competency, ...abstain(`The words found say ${level}, and ${count} turns were rated negative.`) };
  }
  if (competency !== COUNTS_LAPSES || level <= LEAST_AFTER_LAPSES) return proposed;
  const lost = Math.floor(negative.length / TURNS_A_LAPSE);
  if (lost === 0) return proposed;
  const worst = [...negative].sort((first, second) => first.score - second.score).slice(0, 2);
  const shown = worst.flatMap(({ turn }): Evidence[] => {
    const text = turns.find(({ number }) => number === turn)?.text.trim() ?? '';
    return text === '' ? [] : [{ turn, quote: text }];
  });
  const evidence = [...proposed.evidence, ...shown].filter((one) => quotes(turns, one));
  const lowered = Math.max(LEAST_AFTER_LAPSES, within(level - lost));
  return {
    competency,
    level: lowered,
    evidence,
    reason: `${proposed.reason} Lowered by turns that were rated negative.`,
  };
}

/** The best rated turns first where a level praises, the worst where it does not; turns of others between. */
function mostTelling({ level, evidence }: ProposedLevel, scores: ReadonlyMap<number, number>): Evidence[] {
  const sign = level !== null && level >= PRAISES ? -1 : 1;
  const weight = ({ turn }: Evidence): number => sign * (scores.get(turn) ?? 0);
  return [...evidence].sort((first, second) => weight(first) - weight(second));
}
