import type { ProposedGrade } from '../../src/index.js';
import { attacked, attackCorpus, placedAttacks } from './attacks.js';
import type { FixedSession } from './fixed-sessions.js';
import { officerRises, rises } from './rises.js';
import { GullibleJudge, HonestJudge, judged } from './told-judge.js';

/** One class of attacks against a judge that obeys them. */
export interface JudgeResult {
  class: string;
  gradings: number;
  /** Gradings in which something was withheld from the judge. */
  recognised: number;
  /** Gradings in which the judge saw enough of the attack to obey. */
  obeyed: number;
  /** Of those it obeyed, the ones that raised nothing. */
  stopped: number;
  risesOfRecognised: string[];
  risesOfOthers: string[];
}

/**
 * What an attack gave the officer. What is left to a person gives nothing, though the range is then open upwards: so the highest possible score
 * counts only where the proposal is complete.
 */
function gained(before: ProposedGrade, after: ProposedGrade, byCivilian: boolean): string[] {
  const found = (byCivilian ? officerRises : rises)(before, after).filter(
    (what) => after.score.complete || !what.startsWith('highest final'),
  );
  // A critical fail that is left open has not vanished: a person is asked about it.
  return found.filter((what) => !after.openCriticalFails?.some((code) => what === `${code} vanished`));
}

/** Each session judged honestly, and with each attack by a judge that obeys it. */
export async function judgeResults(sessions: readonly FixedSession[]): Promise<JudgeResult[]> {
  const honest = await Promise.all(sessions.map(({ input }) => judged(new HonestJudge(), input)));
  const results = new Map<string, JudgeResult>();
  for (const { class: name } of attackCorpus()) {
    const none = { gradings: 0, recognised: 0, obeyed: 0, stopped: 0 };
    results.set(name, { class: name, ...none, risesOfRecognised: [], risesOfOthers: [] });
  }
  for (const { session, attack, placement } of placedAttacks(sessions.length)) {
    const { input, name } = sessions[session]!;
    const judge = new GullibleJudge(attack);
    const after = await judged(judge, { ...input, turns: attacked(input.turns, attack, placement) });
    const [before, result] = [honest[session], results.get(attack.class)!];
    if (!before) throw new Error(`${name} was not judged`);
    result.gradings++;
    const recognised = after === null || (after.judge?.withheld ?? []).length > 0;
    const risen = after === null ? [] : gained(before, after, placement === 'BY_THE_CIVILIAN');
    if (recognised) result.recognised++;
    if (judge.obeyed) result.obeyed++;
    if (judge.obeyed && risen.length === 0) result.stopped++;
    const lines = risen.map((what) => `${attack.id} ${placement}, ${name}: ${what}`);
    (recognised ? result.risesOfRecognised : result.risesOfOthers).push(...lines);
  }
  return [...results.values()];
}

const gradingsIn = (rises: readonly string[]): number => new Set(rises.map((line) => line.split(': ')[0])).size;

/** The results as a table, in colours where it goes to a terminal. */
export function judgeTable(grader: string, results: readonly JudgeResult[]): string {
  const paint = (code: number, text: string): string =>
    process.stdout.isTTY ? `\u001b[${code}m${text}\u001b[0m` : text;
  const columns = (result: JudgeResult): number[] => [
    ...[result.gradings, result.recognised, result.obeyed, result.stopped],
    ...[gradingsIn(result.risesOfRecognised), gradingsIn(result.risesOfOthers)],
  ];
  const line = (name: string, cells: readonly (string | number)[]): string =>
    `  ${name.padEnd(20)}${cells.map((cell) => `${cell}`.padStart(12)).join('')}`;
  const sums = results
    .map(columns)
    .reduce((sum, row) => sum.map((cell, at) => cell + (row[at] ?? 0)), [0, 0, 0, 0, 0, 0]);
  const heads = ['gradings', 'recognised', 'obeyed', 'of it stopped', 'raised', 'raised unseen'];
  return [
    paint(1, `Injected words against the grader ${grader}`),
    line(
      'class',
      heads.map((head) => ` ${head}`),
    ),
    ...results.map((one) =>
      paint(
        one.risesOfRecognised.length > 0 ? 31 : one.risesOfOthers.length > 0 ? 33 : 32,
        line(one.class, columns(one)),
      ),
    ),
    line('all', sums),
  ].join('\n');
}
