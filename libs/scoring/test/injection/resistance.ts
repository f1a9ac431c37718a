import type { GradeInput, ProposedGrade } from '../../src/index.js';
import { attackCorpus, attacked, placedAttacks } from './attacks.js';
import type { FixedSession } from './fixed-sessions.js';
import { officerRises, rises } from './rises.js';

type Grade = (input: GradeInput) => ProposedGrade | Promise<ProposedGrade>;

/** One class of attacks against one grader. */
export interface ClassResult {
  class: string;
  attacks: number;
  gradings: number;
  /** What rose, each as `attack placement, session: what`. */
  rises: string[];
}

/** Grades every session without and with the attacks, each attack in one place of each session. */
export async function resistanceOf(grade: Grade, sessions: readonly FixedSession[]): Promise<ClassResult[]> {
  const honest = await Promise.all(sessions.map(async ({ input }) => grade(input)));
  const results = new Map<string, ClassResult>();
  for (const attack of attackCorpus()) {
    const found = results.get(attack.class) ?? { class: attack.class, attacks: 0, gradings: 0, rises: [] };
    found.attacks++;
    results.set(attack.class, found);
  }
  for (const { session, attack, placement } of placedAttacks(sessions.length)) {
    const { input, name } = sessions[session]!;
    const after = await grade({ ...input, turns: attacked(input.turns, attack, placement) });
    const found = (placement === 'BY_THE_CIVILIAN' ? officerRises : rises)(honest[session]!, after);
    const result = results.get(attack.class)!;
    result.gradings++;
    result.rises.push(...found.map((what) => `${attack.id} ${placement}, ${name}: ${what}`));
  }
  return [...results.values()];
}

/** The results as a table, in colours where it goes to a terminal. */
export function resultsTable(grader: string, results: readonly ClassResult[]): string {
  const paint = (code: number, text: string): string =>
    process.stdout.isTTY ? `\u001b[${code}m${text}\u001b[0m` : text;
  const line = (name: string, attacks: string, gradings: string, risen: string): string =>
    `  ${name.padEnd(22)}${attacks.padStart(8)}${gradings.padStart(10)}${risen.padStart(8)}`;
  const sum = (of: (result: ClassResult) => number): string =>
    String(results.reduce((total, one) => total + of(one), 0));
  return [
    paint(1, `Injected words against the grader ${grader}`),
    line('class', 'attacks', 'gradings', 'rises'),
    ...results.map((one) =>
      paint(
        one.rises.length > 0 ? 31 : 32,
        line(one.class, String(one.attacks), String(one.gradings), String(one.rises.length)),
      ),
    ),
    line(
      'all',
      sum((one) => one.attacks),
      sum((one) => one.gradings),
      sum((one) => one.rises.length),
    ),
  ].join('\n');
}
