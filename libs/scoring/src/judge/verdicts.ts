import type { RubricBody } from '#curricula';
import type { Band, ProposedOutcome } from '../grader/closing.js';
import type { ProposedCriticalFail } from '../grader/critical-fails.js';
import { abstain, level, type ProposedLevel } from '../grader/proposed-level.js';
import type { Evidence } from '../transcript.js';
import type { JudgeAnswer } from './judge-answer.js';

/** How many usable answers a verdict stands on. */
export const SAMPLES = 3;

/** From this distance between the lowest and the highest answer on, nobody can say which is meant. */
const WIDE_SPREAD = 2;
/** From this distance on, the judge and the rules over words say different things of the same session. */
const CONTRADICTION = 3;

/** Usable answers to one question, SAMPLES of them; null where the judge gave too few. */
export type Answers = readonly JudgeAnswer[] | null;

const NOT_ANSWERED = 'The judge gave too few answers that can be used.';

/**
 * The median of the answers; a person's to decide where there were too few, where they lie far apart, and where they contradict what plain
 * rules find.
 * @param byFeatures what the feature grader proposes for the same competency
 */
export function levelVerdict(competency: string, answers: Answers, byFeatures: ProposedLevel): ProposedLevel {
  const left = (reason: string): ProposedLevel => ({ competency, ...abstain(reason) });
  if (!answers) return left(NOT_ANSWERED);
  const levels = answers.map(({ value }) => Number(value)).sort((one, other) => one - other);
  const [lowest, highest] = [levels[0], levels[levels.length - 1]];
  const spread = highest - lowest;
  if (spread >= WIDE_SPREAD) return { ...left(`The judge answered from ${lowest} to ${highest}.`), spread };
  const median = levels[Math.floor(levels.length / 2)];
  const found = byFeatures.level;
  if (found !== null && Math.abs(found - median) >= CONTRADICTION) {
    return { ...left(`The judge says ${median}, the rules over words ${found}: ${byFeatures.reason}`), spread };
  }
  const agreeing = answers.filter(({ value }) => value === median);
  return { competency, spread, ...level(median, agreeing[0].reason, ...agreeing.map(({ evidence }) => evidence)) };
}

/** The median band, from the worst to the best; a person's to decide for the same reasons as a level. */
export function bandVerdict(
  bands: RubricBody['outcomeBands'],
  answers: Answers,
  byFeatures: ProposedOutcome,
): ProposedOutcome {
  const left = (reason: string): ProposedOutcome => ({ band: null, evidence: [], reason });
  if (!answers) return left(NOT_ANSWERED);
  const ordered = [...bands].sort((one, other) => one.min - other.min).map(({ code }) => code);
  const places = answers.map(({ value }) => ordered.indexOf(`${value}`)).sort((one, other) => one - other);
  const [lowest, highest] = [places[0], places[places.length - 1]];
  if (highest - lowest >= WIDE_SPREAD)
    return left(`The judge answered from ${ordered[lowest]} to ${ordered[highest]}.`);
  const median = ordered[places[Math.floor(places.length / 2)]];
  const found = byFeatures.band === null ? -1 : ordered.indexOf(byFeatures.band);
  if (found >= 0 && Math.abs(found - ordered.indexOf(median)) >= WIDE_SPREAD) {
    return left(`The judge says ${median}, the rules over words ${byFeatures.band}: ${byFeatures.reason}`);
  }
  const agreeing = answers.filter(({ value }) => value === median);
  return { band: median as Band, evidence: together(agreeing), reason: agreeing[0].reason };
}

/**
 * A critical fail for a person to confirm; null where nobody found it. What only one of several found is proposed too, and says so: a possible
 * critical fail is never dropped in silence.
 * @param byFeatures what the feature grader found, if it did
 */
export function failVerdict(
  code: string,
  answers: Answers,
  byFeatures: ProposedCriticalFail | undefined,
): ProposedCriticalFail | null {
  const found = answers?.filter(({ value }) => value === 'YES') ?? [];
  const evidence = distinct([...together(found), ...(byFeatures?.evidence ?? [])]);
  if (found.length > SAMPLES / 2) return { code, evidence, reason: found[0].reason };
  if (byFeatures) {
    const said = answers
      ? `Only the rules over words found it, and ${found.length} of ${SAMPLES} answers of the judge`
      : NOT_ANSWERED;
    return { code, evidence, reason: `${said}: ${byFeatures.reason}` };
  }
  return found.length > 0
    ? { code, evidence, reason: `Only ${found.length} of ${SAMPLES} answers of the judge found it: ${found[0].reason}` }
    : null;
}

/** Quotes shown for one finding; more would hide the telling ones. */
const MOST_EVIDENCE = 6;

const together = (answers: readonly JudgeAnswer[]): Evidence[] => distinct(answers.flatMap(({ evidence }) => evidence));

const distinct = (evidence: readonly Evidence[]): Evidence[] =>
  evidence
    .filter((one, at) => evidence.findIndex(({ turn, quote }) => turn === one.turn && quote === one.quote) === at)
    .slice(0, MOST_EVIDENCE);
