import type { TurnFault } from '../engine.js';
import { clusteredBootstrap, type Interval } from './bootstrap.js';
import type { PlayedCase, PlayedTurnScore } from './play-cases.js';
import { realismOf } from './realism.js';

/** So few scenarios, drawn again and again, only show themselves. */
export const FEWEST_SCENARIOS = 10;
/** More words than anybody says in one breath at a scene; the research corpus has 16 tokens a turn. */
const LONG_TURN_WORDS = 60;

/** A figure in which a new version may not be worse. */
interface Guard {
  name: string;
  unit: 'share of turns' | 'ms' | 'points of 100';
  /** By how much it may be worse, at the unfavourable end of the interval. */
  margin: number;
  /** Higher is worse. */
  of: (turn: PlayedTurnScore) => number;
}

const share =
  (...faults: TurnFault[]) =>
  ({ fault }: PlayedTurnScore): number =>
    fault !== null && faults.includes(fault) ? 1 : 0;

const GUARDS: readonly Guard[] = [
  { name: 'roleDrift', unit: 'share of turns', margin: 0.01, of: share('ROLE_DRIFT') },
  { name: 'refusals', unit: 'share of turns', margin: 0.01, of: share('REFUSAL') },
  { name: 'slurs', unit: 'share of turns', margin: 0, of: share('SLUR') },
  { name: 'deadTurns', unit: 'share of turns', margin: 0.02, of: share('EMPTY', 'GARBLED', 'ECHO', 'REPEAT') },
  { name: 'instantCures', unit: 'share of turns', margin: 0.02, of: share('INSTANT_CURE') },
  { name: 'longTurns', unit: 'share of turns', margin: 0.05, of: ({ words }) => (words > LONG_TURN_WORDS ? 1 : 0) },
  { name: 'firstTextMs', unit: 'ms', margin: 250, of: ({ firstTextMs }) => firstTextMs },
];
const REALISM_MARGIN = 3;

export interface GuardFinding {
  name: string;
  unit: Guard['unit'];
  margin: number;
  /** By how much the new version is worse; negative is better. */
  worse: Interval;
  kept: boolean;
}

/** Whether a version may be released in place of another, and why not. */
export interface GateDecision {
  accepted: boolean;
  /** Why not, for a person; empty when it is accepted. */
  reasons: string[];
  /** What decides: ROUGE-L, as no engine tells the likelihood of a given answer. Null without answers to compare with. */
  gain: Interval | null;
  guards: GuardFinding[];
}

/**
 * A version is accepted when the lower bound of its gain over the other is above zero and no guard may be worse beyond its margin.
 * @param played of both on the same cases
 * @throws RangeError when these are not of the same turns
 */
export function decideGate(played: readonly PlayedCase[], against: readonly PlayedCase[], seed: number): GateDecision {
  const pairs = pairsOf(played, against);
  if (pairs.every((turns) => turns.length === 0)) {
    return { accepted: false, reasons: ['the cases hold no turn to answer'], gain: null, guards: [] };
  }
  const worse = (of: Guard['of']): Interval =>
    clusteredBootstrap(
      pairs.map((turns) => turns.map(({ mine, other }) => of(mine) - of(other))),
      { seed },
    );
  const finding = (name: string, unit: Guard['unit'], margin: number, found: Interval): GuardFinding => ({
    ...{ name, unit, margin, worse: found, kept: found.high <= margin },
  });
  const guards = [
    ...GUARDS.map(({ name, unit, margin, of }) => finding(name, unit, margin, worse(of))),
    finding('realism', 'points of 100', REALISM_MARGIN, realismLost(played, against, seed)),
  ];
  const scored = pairs.map((turns) =>
    turns.flatMap(({ mine, other }) => (mine.scores && other.scores ? [mine.scores.rougeL - other.scores.rougeL] : [])),
  );
  const scenarios = scored.filter((differences) => differences.length > 0).length;
  const gain = scenarios > 0 ? clusteredBootstrap(scored, { seed }) : null;
  const reasons = [
    ...(gain === null ? ['no case has the civilian’s answers: there is nothing to decide by'] : []),
    ...(gain !== null && scenarios < FEWEST_SCENARIOS
      ? [`${scenarios} scenarios with answers are too few: at least ${FEWEST_SCENARIOS}`]
      : []),
    ...(gain !== null && gain.low <= 0 ? [`the gain in ROUGE-L may be ${gain.low.toFixed(4)} or less`] : []),
    ...guards.filter(({ kept }) => !kept).map(worsened),
  ];
  return { accepted: reasons.length === 0, reasons, gain, guards };
}

const worsened = ({ name, worse, margin, unit }: GuardFinding): string =>
  `${name} may be worse by ${worse.high.toFixed(4)} (${unit}), more than ${margin}`;

interface Pair {
  mine: PlayedTurnScore;
  other: PlayedTurnScore;
}

function pairsOf(played: readonly PlayedCase[], against: readonly PlayedCase[]): Pair[][] {
  const others = new Map(against.map((one) => [one.key, one.turns]));
  if (others.size !== played.length || against.length !== played.length) throw new RangeError('these are other cases');
  return played.map(({ key, turns }) => {
    const other = others.get(key);
    if (other?.length !== turns.length)
      throw new RangeError(`the case ${key} was not played by both in the same turns`);
    return turns.map((mine, at) => ({ mine, other: other[at]! }));
  });
}

function realismLost(played: readonly PlayedCase[], against: readonly PlayedCase[], seed: number): Interval {
  const others = new Map(against.map(({ key, turns }) => [key, realismOfCase(turns)]));
  const lost = played.map(({ key, turns }) => [others.get(key)! - realismOfCase(turns)]);
  return clusteredBootstrap(lost, { seed });
}

export const realismOfCase = (turns: readonly PlayedTurnScore[]): number => realismOf(turns.map(({ fault }) => fault));

/** Figures of one version alone. Scores are 0 to 100, as the research writes them. */
export interface Figures {
  scenarios: number;
  turns: number;
  scoredTurns: number;
  rougeL: number | null;
  bleu4: number | null;
  meteor: number | null;
  bertScore: 'not computed';
  /** Of 100, by what code decides of it. */
  realism: number;
  guards: Record<string, number>;
  firstTextMs: { p50: number; p95: number };
}

/** @param played at least one turn */
export function figuresOf(played: readonly PlayedCase[]): Figures {
  const turns = played.flatMap((one) => one.turns);
  const scores = turns.flatMap((turn) => turn.scores ?? []);
  const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;
  const score = (of: 'rougeL' | 'bleu4' | 'meteor'): number | null =>
    scores.length > 0 ? rounded(100 * mean(scores.map((one) => one[of]))) : null;
  const waits = turns.map(({ firstTextMs }) => firstTextMs).sort((one, other) => one - other);
  const waited = (part: number): number =>
    Math.round(waits[Math.min(waits.length - 1, Math.floor(part * waits.length))]!);
  const shares = GUARDS.filter(({ unit }) => unit === 'share of turns');
  return {
    scenarios: played.length,
    turns: turns.length,
    scoredTurns: scores.length,
    rougeL: score('rougeL'),
    bleu4: score('bleu4'),
    meteor: score('meteor'),
    bertScore: 'not computed',
    realism: rounded(mean(played.map((one) => realismOfCase(one.turns)))),
    guards: Object.fromEntries(shares.map(({ name, of }) => [name, rounded(mean(turns.map(of)))])),
    firstTextMs: { p50: waited(0.5), p95: waited(0.95) },
  };
}

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;
