import type { StressFeatures } from '../../features/stress.js';
import type { TranscriptTurn } from '../../transcript.js';
import { turnsOf } from '../../transcript.js';
import type { Block, Section, StressBlock } from './debrief-document.js';
import type { DebriefFacts } from './debrief-facts.js';
import { points } from './result-section.js';
import { beginningOf } from './shortened.js';

/** How the dialogue went: what can be counted, each with its limits. Null where nothing was counted. */
export function dialogueSection({ features, turns }: DebriefFacts): Section | null {
  if (!features) return null;
  const blocks: Block[] = [];
  if (features.stress) blocks.push(stressBlock(features.stress, turnsOf(turns, 'OFFICER')));
  if (features.talkRatio !== undefined) blocks.push(talkBlock(features.talkRatio));
  if (blocks.length === 0) return null;
  return { heading: 'The course of the dialogue', blocks };
}

function talkBlock(ratio: number): Block {
  const percent = Math.round(ratio * 100);
  return {
    kind: 'TALK',
    summary: `The officer spoke ${percent} % of the words, the civilian ${100 - percent} %. Someone who listens speaks for less than half the time (MISC 2.5, a coding manual for motivational interviewing).`,
    officer: ratio,
    limits:
      'Words are counted, not seconds, tone or silence, and some situations need more explaining than others. No level rests on this number alone.',
  };
}

type Marked = StressBlock['marks'][number];

function stressBlock(stress: StressFeatures, officer: readonly TranscriptTurn[]): StressBlock {
  const all = stress.trajectory.map((value, at) => ({
    turn: officer[at]?.number ?? at + 1,
    stress: Math.round(value * 10) / 10,
  }));
  const told = new Map<number, string>();
  const tell = (at: number, what: string): void => {
    if (at >= 0 && !told.has(at)) told.set(at, what);
  };
  tell(0, 'the first point');
  tell(all.length - 1, 'the last point');
  const [fall, rise] = [steepest(stress.trajectory, -1), steepest(stress.trajectory, 1)];
  tell(fall, 'the largest fall');
  tell(rise, 'the largest rise');
  tell(stress.trajectory.indexOf(stress.peak), 'the highest point');
  const marks = [...told]
    .sort(([first], [second]) => first - second)
    .map(([at, what], place): Marked => {
      const words = officer[at]?.text ?? '';
      const start = beginningOf(words, 150);
      return {
        letter: String.fromCharCode(65 + place),
        turn: all[at].turn,
        stress: all[at].stress,
        what: at === fall || at === rise ? `${what}, from ${points(stress.trajectory[at - 1])}` : what,
        said: start === words ? words : `${start.trimEnd()} …`,
      };
    });
  const course =
    stress.last < stress.first
      ? 'lower than it began'
      : stress.last > stress.first
        ? 'higher than it began'
        : 'as it began';
  return {
    kind: 'STRESS',
    summary: `The civilian was played from a script that keeps a number for stress: 0 is at ease, 10 is crisis. It began at ${points(stress.first)}, was ${points(stress.peak)} at its highest and ended ${course}, at ${points(stress.last)}. The script reacts to words alone.`,
    points: all,
    marks,
  };
}

/** The place after the largest change in a direction; -1 where there is none. */
function steepest(trajectory: readonly number[], direction: 1 | -1): number {
  let found = -1;
  let largest = 0;
  trajectory.forEach((value, at) => {
    const change = at === 0 ? 0 : (value - trajectory[at - 1]) * direction;
    if (change > largest) [found, largest] = [at, change];
  });
  return found;
}
